#include "watching.h"

#include "board.h"
#include "leases.h"

namespace watching {

void sample(void (*take)(uint8_t channel, uint16_t reading)) {
  for (uint8_t channel = 0; channel < NUM_ANALOG_INPUTS; channel++) {
    if (leases::watches(channel)) take(channel, analogRead(channel));
  }
}

}  // namespace watching
