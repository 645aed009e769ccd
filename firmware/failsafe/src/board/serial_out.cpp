#include "serial_out.h"

#include <Arduino.h>

#include "../firmata/protocol.h"
#include "../lease/leases.h"
#include "reset.h"

namespace serial_out {

bool hasRoom(uint8_t bytes) { return Serial.availableForWrite() >= bytes; }

void send(uint8_t byte) {
  while (!hasRoom(1)) leases::enforce();
  Serial.write(byte);
  // The longest answer of a Mega takes 95 ms and the watchdog may time out after 105 ms, so every byte that
  // was accepted restarts it. A USART that accepts none does not.
  reset::restartWatchdog();
}

void beginSysex(uint8_t sysexId) {
  send(protocol::START_SYSEX);
  send(sysexId);
}

void sendNumber(uint32_t value, uint8_t bytes) {
  for (; bytes > 0; bytes--, value >>= 7) send(value & 0x7F);
}

void endSysex() { send(protocol::END_SYSEX); }

void sendText(const char* progmem) {
  while (const char character = pgm_read_byte(progmem++)) sendNumber(character, 2);
}

}  // namespace serial_out
