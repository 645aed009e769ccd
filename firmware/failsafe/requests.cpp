#include "requests.h"

#include "board.h"
#include "leases.h"

namespace requests {

static bool isRefused(uint8_t pin) {
  return leases::holds(pin) && leases::of(pin).trip != leases::Trip::None;
}

// A pin without a lease is safe when it is LOW: drivers are wired active-high.
static bool safeLevel(uint8_t pin) { return leases::holds(pin) && leases::of(pin).safeLevel; }

static void rest(uint8_t pin, Mode mode) {
  pins::makeOutput(pin, mode, safeLevel(pin));
  leases::noteActive(pin, false);
}

void mode(uint8_t pin, Mode mode) {
  if (!pins::supports(pin, mode)) return;
  const bool output = mode == Mode::Output || mode == Mode::Pwm;
  if (output) return rest(pin, mode);
  if (leases::holds(pin)) return;  // as an input it would float: a leased pin stays an output
  pins::makeInput(pin, mode);
}

void level(uint8_t pin, bool level) {
  if (pin >= board::PINS || !board::isDigital(pin) || isRefused(pin)) return;
  if (pins::modeOf(pin) == Mode::Output) {
    pins::setLevel(pin, level);
    leases::noteActive(pin, level != safeLevel(pin));
  } else if (pins::modeOf(pin) == Mode::Input && level) {
    // LOW is for nobody here: a message for one pin of a port carries zeros for those that were not meant.
    // StandardFirmata's pins begin as outputs and Johnny-Five's Relay counts on it; ours become one when
    // they must. HIGH to a chosen input is the old way to its pull-up, which Johnny-Five's Button takes.
    if (pins::isChosen(pin)) pins::setLevel(pin, true);
    else pins::makeOutput(pin, Mode::Output, true);
  }
}

void duty(uint8_t pin, uint32_t duty) {
  if (pin >= board::PINS || isRefused(pin) || pins::modeOf(pin) != Mode::Pwm) return;
  const uint8_t clipped = duty > 255 ? 255 : duty;
  pins::setDuty(pin, clipped);
  leases::noteActive(pin, clipped != (safeLevel(pin) ? 255 : 0));
}

void reset() {
  for (uint8_t pin = 0; pin < board::PINS; pin++) {
    if (pins::isOutput(pin)) rest(pin, Mode::Output);
    else pins::release(pin);
  }
}

}  // namespace requests
