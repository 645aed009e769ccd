#include "answers.h"

#include "board.h"
#include "outgoing.h"
#include "pins.h"
#include "protocol.h"

namespace answers {

using outgoing::send;

void version() {
  send(protocol::VERSION);
  send(protocol::VERSION_MAJOR);
  send(protocol::VERSION_MINOR);
}

void firmware() {
  outgoing::begin(protocol::FIRMWARE);
  send(protocol::FIRMWARE_MAJOR);
  send(protocol::FIRMWARE_MINOR);
  outgoing::characters(PSTR(FIRMWARE_NAME));
  outgoing::end();
}

struct Capability {
  Mode mode;
  uint8_t bits;
};

static const Capability CAPABILITIES[] = {
    {Mode::Input, 1}, {Mode::PullUp, 1}, {Mode::Output, 1}, {Mode::Pwm, 8}, {Mode::Analog, 10}, {Mode::I2c, 1},
};

void capabilities() {
  outgoing::begin(protocol::CAPABILITIES);
  for (uint8_t pin = 0; pin < board::PINS; pin++) {
    for (const Capability& capability : CAPABILITIES) {
      if (!pins::supports(pin, capability.mode)) continue;
      send(static_cast<uint8_t>(capability.mode));
      send(capability.bits);
    }
    send(protocol::NONE);
  }
  outgoing::end();
}

void mapping() {
  outgoing::begin(protocol::MAPPING);
  for (uint8_t pin = 0; pin < board::PINS; pin++) send(board::isAnalog(pin) ? pin - PIN_A0 : protocol::NONE);
  outgoing::end();
}

void pinState(uint8_t pin) {
  if (pin >= board::PINS) return;
  outgoing::begin(protocol::PIN_STATE);
  send(pin);
  send(static_cast<uint8_t>(pins::modeOf(pin)));
  // A full duty does not fit into one byte of seven bits.
  outgoing::number(pins::stateOf(pin), pins::stateOf(pin) > 0x7F ? 2 : 1);
  outgoing::end();
}

}  // namespace answers
