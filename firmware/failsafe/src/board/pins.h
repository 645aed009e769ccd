// The pins as they are: mode, level, duty. No policy: whether a host may do something is decided in requests.
#pragma once
#include <stdint.h>

// Numbers of the Firmata protocol.
enum class Mode : uint8_t { Input = 0x00, Output = 0x01, Analog = 0x02, Pwm = 0x03, I2c = 0x06, PullUp = 0x0B };

namespace pins {

// An input without pull-up, analog where it can be, for whose mode nobody has asked: as after a reset. The
// resistor at each driver's gate holds it off.
void release(uint8_t pin);
void begin();

bool supports(uint8_t pin, Mode mode);
bool isOutput(uint8_t pin);
Mode modeOf(uint8_t pin);
// Somebody asked for its mode.
bool isModeSet(uint8_t pin);
// What was written to an output; whether the pull-up of an input is on.
uint8_t stateOf(uint8_t pin);

void makeInput(uint8_t pin, Mode mode);
// Output or Pwm, at this level from its first moment on.
void makeOutput(uint8_t pin, Mode mode, bool level);
// Of a pin in its mode: Output, Input (pull-up).
void setLevel(uint8_t pin, bool level);
// 0 to 255, of a pin in mode Pwm.
void setDuty(uint8_t pin, uint8_t duty);

}  // namespace pins
