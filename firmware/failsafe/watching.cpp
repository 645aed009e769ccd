#include "watching.h"

#include "board.h"
#include "leases.h"

namespace watching {

// The low byte of its moment is enough: turns are far shorter than 256 ms.
static uint8_t sampledAtMs;

void sample(void (*take)(uint8_t channel, uint16_t reading)) {
  const uint8_t nowMs = millis();
  if (nowMs == sampledAtMs) return;
  sampledAtMs = nowMs;
  for (uint8_t channel = 0; channel < NUM_ANALOG_INPUTS; channel++) {
    if (leases::watches(channel)) take(channel, analogRead(channel));
  }
}

}  // namespace watching
