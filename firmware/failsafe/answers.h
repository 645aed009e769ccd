// Answers to the questions of plain Firmata.
#pragma once
#include <stdint.h>

namespace answers {

void version();
void firmware();
void capabilities();
void mapping();
void pinState(uint8_t pin);

}  // namespace answers
