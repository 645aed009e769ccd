#include "requests.h"

#include "../board/board.h"
#include "../lease/leases.h"

namespace requests {

// A leased pin stays an output, since it would float in any other mode; a watched pin stays analog, since its
// readings would mean nothing in any other mode.
static bool isReserved(uint8_t pin, Mode mode) {
  const bool output = mode == Mode::Output || mode == Mode::Pwm;
  if (leases::isLeased(pin)) return !output;
  return board::isAnalog(pin) && leases::isWatched(pin - PIN_A0) && mode != Mode::Analog;
}

static void driveSafe(uint8_t pin, Mode mode) {
  pins::makeOutput(pin, mode, leases::safeLevel(pin));
  leases::recordActive(pin, false);
}

bool allows(uint8_t pin, Mode mode) { return pins::supports(pin, mode) && !isReserved(pin, mode); }

void setMode(uint8_t pin, Mode mode) {
  if (!allows(pin, mode)) return;
  if (mode == Mode::Output || mode == Mode::Pwm) driveSafe(pin, mode);
  else pins::makeInput(pin, mode);
}

void setLevel(uint8_t pin, bool level) {
  if (pin >= board::PINS || !board::isDigital(pin) || leases::isTripped(pin)) return;
  if (pins::modeOf(pin) == Mode::Output) {
    pins::setLevel(pin, level);
    leases::recordActive(pin, level != leases::safeLevel(pin));
  } else if (pins::modeOf(pin) == Mode::Input && level) {
    // LOW to an input is ignored: a message for one pin of a port carries zeros for the other pins too.
    // StandardFirmata's pins start as outputs and Johnny-Five's Relay relies on that; here a pin without a
    // mode becomes an output at its first HIGH. HIGH to a pin that was made an input turns on its pull-up, as
    // Johnny-Five's Button expects (Firmata before mode PULLUP).
    if (pins::isModeSet(pin)) pins::setLevel(pin, true);
    else pins::makeOutput(pin, Mode::Output, true);
  }
}

void setDuty(uint8_t pin, uint32_t duty) {
  if (pin >= board::PINS || leases::isTripped(pin) || pins::modeOf(pin) != Mode::Pwm) return;
  const uint8_t limited = duty > 255 ? 255 : duty;
  pins::setDuty(pin, limited);
  leases::recordActive(pin, limited != (leases::safeLevel(pin) ? 255 : 0));
}

void reset() {
  for (uint8_t pin = 0; pin < board::PINS; pin++) {
    if (pins::isOutput(pin)) driveSafe(pin, Mode::Output);
    else pins::release(pin);
  }
}

}  // namespace requests
