// Bytes, numbers and sysex messages to the host. Does not restart the watchdog: only a finished pass of loop() does.
#pragma once
#include <stdint.h>

namespace serial_out {

// Whether this many bytes fit into the transmit buffer now.
bool hasRoom(uint8_t bytes);

// Waits for room in the transmit buffer (63 bytes) and enforces leases meanwhile.
void send(uint8_t byte);

void beginSysex(uint8_t sysexId);
// A number in seven-bit bytes, least significant first.
void sendNumber(uint32_t value, uint8_t bytes);
void endSysex();

// A text in flash (PROGMEM), each character as two seven-bit bytes, as Firmata wants it.
void sendText(const char* progmem);

}  // namespace serial_out
