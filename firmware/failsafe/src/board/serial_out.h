// Bytes to the host.
#pragma once
#include <stdint.h>

namespace serial_out {

// Whether this many bytes go out without waiting.
bool hasRoom(uint8_t bytes);

// Waits for room, but never beyond a lease: 64 bytes are buffered, the longest answer has 200.
void send(uint8_t byte);

void beginSysex(uint8_t sysexId);
// A number in seven-bit bytes, lowest first.
void sendNumber(uint32_t value, uint8_t bytes);
void endSysex();

// The characters of a text in flash, as Firmata sends them: two bytes each.
void sendText(const char* progmem);

}  // namespace serial_out
