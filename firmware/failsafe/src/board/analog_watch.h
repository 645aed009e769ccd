// Samples the analog channels that leases depend on, whatever the host wants reported.
#pragma once
#include <stdint.h>

namespace analog_watch {

// Calls back with one reading (0 to 1023) of each watched channel. A conversion takes 0.11 ms.
void sample(void (*onReading)(uint8_t channel, uint16_t reading));

// A tick of millis() (1.024 ms) has passed since the last sample.
bool isDue();

}  // namespace analog_watch
