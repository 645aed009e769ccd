#include "requests.h"

#include "../board/board.h"
#include "../board/servo.h"
#include "../lease/leases.h"

namespace requests {

// A leased pin stays an output, since it would float in any other mode, and since a servo that gets no more pulses
// stays where it is: no level of its pin is safe. A watched pin stays analog, since its readings would mean nothing in
// any other mode.
static bool isReserved(uint8_t pin, Mode mode) {
  const bool output = mode == Mode::Output || mode == Mode::Pwm;
  if (leases::isLeased(pin)) return !output;
  return board::isAnalog(pin) && leases::isWatched(pin - PIN_A0) && mode != Mode::Analog;
}

static void driveSafe(uint8_t pin, Mode mode) {
  pins::makeOutput(pin, mode, leases::safeLevel(pin));
  leases::recordActive(pin, false);
}

static bool hasTimer1Pwm() {
  for (uint8_t pin = 0; pin < NUM_DIGITAL_PINS; pin++) {
    if (pins::modeOf(pin) == Mode::Pwm && board::isTimer1Pwm(pin)) return true;
  }
  return false;
}

static bool isServo(uint8_t pin) { return pins::modeOf(pin) == Mode::Servo; }

Objection objectionTo(uint8_t pin, Mode mode) {
  if (!pins::supports(pin, mode)) return Objection::Unknown;
  if (isReserved(pin, mode)) return Objection::Leased;
  if (mode == Mode::Pwm && board::isTimer1Pwm(pin) && servo::isAny()) return Objection::Timer1;
  if (mode != Mode::Servo || isServo(pin)) return Objection::None;
  if (hasTimer1Pwm()) return Objection::Timer1;
  return servo::hasPlace() ? Objection::None : Objection::NoPlace;
}

void setMode(uint8_t pin, Mode mode) {
  if (mode == Mode::Output || mode == Mode::Pwm) driveSafe(pin, mode);
  else if (mode != Mode::Servo) pins::makeInput(pin, mode);
  else if (!isServo(pin)) pins::makeServo(pin, servo::DEFAULT_MIN_US, servo::DEFAULT_MAX_US);
}

void configureServo(uint8_t pin, uint16_t minUs, uint16_t maxUs) { pins::makeServo(pin, minUs, maxUs); }

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
  if (pin >= board::PINS || leases::isTripped(pin)) return;
  if (isServo(pin)) return servo::write(pin, duty > UINT16_MAX ? UINT16_MAX : duty);
  if (pins::modeOf(pin) != Mode::Pwm) return;
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
