// Whether a host may change a pin: every path from a message to an output goes through here.
#pragma once
#include <stdint.h>

#include "../board/pins.h"

namespace requests {

// The pin supports this mode, and no lease reserves it for another one.
bool allows(uint8_t pin, Mode mode);
void setMode(uint8_t pin, Mode mode);
void setLevel(uint8_t pin, bool level);
void setDuty(uint8_t pin, uint32_t duty);
// SYSTEM_RESET: every output goes to its safe level. Leases and trips stay.
void reset();

}  // namespace requests
