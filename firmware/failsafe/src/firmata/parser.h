// Assembles bytes from the host into Firmata messages.
#pragma once
#include <stdint.h>

#include "protocol.h"

struct Message {
  // The low four bits are cleared where they are a channel or port. START_SYSEX for a sysex.
  uint8_t command;
  uint8_t channel;
  // Bytes in data. Of a sysex data[0] is its id.
  uint8_t length;
  uint8_t data[protocol::LONGEST_SYSEX];
};

namespace parser {

// The message that this byte completes, or nullptr. Valid until the next call.
const Message* parse(uint8_t byte);

}  // namespace parser
