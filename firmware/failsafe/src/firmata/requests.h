// What a host asks of a pin, and whether it gets it: every way from a message to an output goes through here.
#pragma once
#include <stdint.h>

#include "../board/pins.h"

namespace requests {

// The pin has this mode, and no lease binds it to another one.
bool allows(uint8_t pin, Mode mode);
void setMode(uint8_t pin, Mode mode);
void setLevel(uint8_t pin, bool level);
void setDuty(uint8_t pin, uint32_t duty);
// SYSTEM_RESET: every output to its safe level. Leases and trips stay.
void reset();

}  // namespace requests
