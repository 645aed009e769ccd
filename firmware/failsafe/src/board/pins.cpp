#include "pins.h"

#include "board.h"
#include "servo.h"

namespace pins {

struct Pin {
  Mode mode;
  uint8_t state;
  bool modeSet;
};

static Pin table[board::PINS];

void release(uint8_t pin) {
  makeInput(pin, board::isAnalog(pin) ? Mode::Analog : Mode::Input);
  table[pin].modeSet = false;
}

void begin() {
  for (uint8_t pin = 0; pin < board::PINS; pin++) release(pin);
}

bool supports(uint8_t pin, Mode mode) {
  switch (mode) {
    case Mode::Input:
    case Mode::PullUp:
    case Mode::Output:
    case Mode::Servo:
    case Mode::OneWire: return board::isDigital(pin);
    case Mode::Pwm: return board::isPwm(pin);
    case Mode::Analog: return board::isAnalog(pin);
    case Mode::I2c: return board::isI2c(pin);
  }
  return false;  // any byte may arrive as a mode
}

bool isOutput(uint8_t pin) {
  const Mode mode = table[pin].mode;
  return mode == Mode::Output || mode == Mode::Pwm || mode == Mode::Servo;
}

Mode modeOf(uint8_t pin) { return table[pin].mode; }

bool isModeSet(uint8_t pin) { return table[pin].modeSet; }

uint16_t stateOf(uint8_t pin) { return table[pin].mode == Mode::Servo ? servo::pulseUs(pin) : table[pin].state; }

void setState(uint8_t pin, uint8_t state) { table[pin].state = state; }

void makeInput(uint8_t pin, Mode mode) {
  servo::detach(pin);
  const bool pullUp = mode == Mode::PullUp;
  if (board::isDigital(pin)) {
    digitalWrite(pin, LOW);  // ends PWM
    pinMode(pin, pullUp || mode == Mode::I2c ? INPUT_PULLUP : INPUT);
  }
  table[pin] = {mode, pullUp, true};
}

void makeOutput(uint8_t pin, Mode mode, bool level) {
  servo::detach(pin);
  digitalWrite(pin, level);  // before pinMode(): ends PWM, and the pin never has the wrong level
  pinMode(pin, OUTPUT);
  const uint8_t high = mode == Mode::Pwm ? 255 : 1;
  table[pin] = {mode, level ? high : static_cast<uint8_t>(0), true};
}

void setLevel(uint8_t pin, bool level) {
  digitalWrite(pin, level);
  table[pin].state = level;
}

void setDuty(uint8_t pin, uint8_t duty) {
  analogWrite(pin, duty);
  table[pin].state = duty;
}

void makeServo(uint8_t pin, uint16_t minUs, uint16_t maxUs) {
  if (table[pin].mode != Mode::Servo) makeOutput(pin, Mode::Output, false);
  table[pin].mode = Mode::Servo;
  servo::attach(pin, minUs, maxUs);
}

}  // namespace pins
