// Bytes to the host.
#pragma once
#include <stdint.h>

namespace outgoing {

// Whether this many bytes go out without waiting.
bool hasRoom(uint8_t bytes);

// Waits for room, but never beyond a lease: 64 bytes are buffered, the longest answer has 200.
void send(uint8_t byte);

void begin(uint8_t sysexId);
// A number in seven-bit bytes, lowest first.
void number(uint32_t value, uint8_t bytes);
void end();

// The characters of a text in flash, as Firmata sends them: two bytes each.
void characters(const char* inFlash);

}  // namespace outgoing
