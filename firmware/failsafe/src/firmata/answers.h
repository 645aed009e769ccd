// Answers to the queries of plain Firmata.
#pragma once
#include <stdint.h>

namespace answers {

void sendVersion();
void sendFirmware();
void sendCapabilities();
void sendMapping();
void sendPinState(uint8_t pin);

}  // namespace answers
