#include "serial_out.h"

#include <avr/pgmspace.h>

#include "../firmata/protocol.h"
#include "../lease/leases.h"
#include "usart.h"

namespace serial_out {

bool hasRoom(uint8_t bytes) { return usart::hasRoom(bytes); }

void send(uint8_t byte) {
  while (!usart::hasRoom(1)) leases::enforce();
  usart::write(byte);
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
