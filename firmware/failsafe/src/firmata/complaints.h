// What a host asks for and does not get is said in a Firmata string, as StandardFirmata does. The last complaint waits
// for its turn; the others are dropped, so that a host that repeats its request keeps room on the line.
#pragma once
#include <stdint.h>

namespace complaints {

// Texts are in flash (PROGMEM).
void aboutPin(uint8_t pin, const char* text);
void aboutI2c(uint8_t address, const char* text);

// Sends the last complaint when the transmit buffer has room, at most one every 100 ms.
void report();
// One is due, and waits for room on the line.
bool needsRoom();

}  // namespace complaints
