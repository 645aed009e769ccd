// Whether a host may change a pin: every path from a message to an output goes through here.
#pragma once
#include <stdint.h>

#include "../board/pins.h"

namespace requests {

// Why a pin does not get a mode.
enum class Objection : uint8_t { None, Unknown, Leased, Timer1, NoPlace };

Objection objectionTo(uint8_t pin, Mode mode);
// Only where there is no objection.
void setMode(uint8_t pin, Mode mode);
void setLevel(uint8_t pin, bool level);
// The duty of PWM, or the angle or pulse width of a servo.
void setDuty(uint8_t pin, uint32_t duty);
// Pulse widths at both ends, µs. The pin is in mode Servo from then on.
void configureServo(uint8_t pin, uint16_t minUs, uint16_t maxUs);
// SYSTEM_RESET: every output goes to its safe level. Leases and trips stay.
void reset();

}  // namespace requests
