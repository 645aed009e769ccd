// Bytes from the host become messages.
#pragma once
#include <stdint.h>

#include "protocol.h"

struct Message {
  // With the low four bits cleared where they are a channel; START_SYSEX for a sysex.
  uint8_t command;
  uint8_t channel;
  // Of a sysex, data[0] is its id.
  uint8_t length;
  uint8_t data[protocol::LONGEST_SYSEX];
};

namespace parser {

// The message that this byte completes, if it does; good until the next call.
const Message* parse(uint8_t byte);

}  // namespace parser
