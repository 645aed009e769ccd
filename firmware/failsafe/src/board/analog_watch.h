// The analog channels that leases depend on, sampled by the board itself, whatever the host wants to be told.
#pragma once
#include <stdint.h>

namespace analog_watch {

// Hands over a reading of each watched channel. A conversion takes 0.11 ms.
void sample(void (*take)(uint8_t channel, uint16_t reading));

// The next sample is due: a tick of the clock has passed since the last.
bool isDue();

}  // namespace analog_watch
