// Answers to the queries of plain Firmata.
#pragma once
#include <stdint.h>

namespace answers {

void sendVersion();
void sendFirmware();
// The longest answer: goes out in parts.
void beginCapabilities();
void sendMapping();
void sendPinState(uint8_t pin);

}  // namespace answers
