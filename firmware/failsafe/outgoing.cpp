#include "outgoing.h"

#include <Arduino.h>

#include "leases.h"
#include "protocol.h"
#include "start.h"

namespace outgoing {

bool hasRoom(uint8_t bytes) { return Serial.availableForWrite() >= bytes; }

void send(uint8_t byte) {
  while (!hasRoom(1)) leases::enforce();
  Serial.write(byte);
  // The longest answer of a Mega takes 95 ms, the watchdog may take as little as 105: a byte that has left is a
  // sign of life. A UART that takes none is not.
  start::kickWatchdog();
}

void begin(uint8_t sysexId) {
  send(protocol::START_SYSEX);
  send(sysexId);
}

void number(uint32_t value, uint8_t bytes) {
  for (; bytes > 0; bytes--, value >>= 7) send(value & 0x7F);
}

void end() { send(protocol::END_SYSEX); }

void characters(const char* inFlash) {
  while (const char character = pgm_read_byte(inFlash++)) number(character, 2);
}

}  // namespace outgoing
