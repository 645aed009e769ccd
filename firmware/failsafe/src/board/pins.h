// Mode, level and duty of each pin. No policy here: requests.cpp decides what a host may do.
#pragma once
#include <stdint.h>

// Pin modes, numbered as in the Firmata protocol.
enum class Mode : uint8_t {
  Input = 0x00,
  Output = 0x01,
  Analog = 0x02,
  Pwm = 0x03,
  Servo = 0x04,
  I2c = 0x06,
  OneWire = 0x07,
  PullUp = 0x0B,
};

namespace pins {

// Back to the state after a reset: an input without pull-up, analog where possible, with no mode set by the
// host. The pull-down at each driver's gate keeps the driver off.
void release(uint8_t pin);
void begin();

bool supports(uint8_t pin, Mode mode);
bool isOutput(uint8_t pin);
Mode modeOf(uint8_t pin);
// The host, or a lease, has set its mode.
bool isModeSet(uint8_t pin);
// Of an output the level or duty written last; of a servo the width of its pulses, µs; of an input whether its pull-up
// is on.
uint16_t stateOf(uint8_t pin);
// Of a pin in mode OneWire, what one_wire_bus.cpp keeps of it.
void setState(uint8_t pin, uint8_t state);

void makeInput(uint8_t pin, Mode mode);
// Mode is Output or Pwm. The pin is driven at this level from the first cycle on.
void makeOutput(uint8_t pin, Mode mode, bool level);
// Of an Output its level; of an Input its pull-up.
void setLevel(uint8_t pin, bool level);
// Duty 0 to 255 of a pin in mode Pwm.
void setDuty(uint8_t pin, uint8_t duty);
// An output at LOW, until servo.h is told where the servo shall go.
void makeServo(uint8_t pin, uint16_t minUs, uint16_t maxUs);

}  // namespace pins
