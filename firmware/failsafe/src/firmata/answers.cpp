#include "answers.h"

#include "../board/board.h"
#include "../board/pins.h"
#include "../board/serial_out.h"
#include "long_answer.h"
#include "protocol.h"

namespace answers {

using serial_out::send;

void sendVersion() {
  send(protocol::VERSION);
  send(protocol::VERSION_MAJOR);
  send(protocol::VERSION_MINOR);
}

void sendFirmware() {
  serial_out::beginSysex(protocol::FIRMWARE);
  send(protocol::FIRMWARE_MAJOR);
  send(protocol::FIRMWARE_MINOR);
  serial_out::sendText(PSTR(FIRMWARE_NAME));
  serial_out::endSysex();
}

struct Capability {
  Mode mode;
  uint8_t bits;
};

static const Capability CAPABILITIES[] PROGMEM = {
    {Mode::Input, 1},   {Mode::PullUp, 1}, {Mode::Output, 1}, {Mode::Pwm, 8},
    {Mode::Analog, 10}, {Mode::Servo, 14}, {Mode::I2c, 1},    {Mode::OneWire, 1},
};

// Of one pin; the message begins before the first one and ends after the last one.
static void sendCapabilitiesOf(uint8_t pin) {
  if (pin == 0) serial_out::beginSysex(protocol::CAPABILITIES);
  for (const Capability& capability : CAPABILITIES) {
    const uint8_t mode = pgm_read_byte(&capability.mode);
    if (!pins::supports(pin, static_cast<Mode>(mode))) continue;
    send(mode);
    send(pgm_read_byte(&capability.bits));
  }
  send(protocol::NONE);
  if (pin == board::PINS - 1) serial_out::endSysex();
}

void beginCapabilities() { long_answer::begin(sendCapabilitiesOf, board::PINS); }

void sendMapping() {
  serial_out::beginSysex(protocol::MAPPING);
  for (uint8_t pin = 0; pin < board::PINS; pin++) send(board::isAnalog(pin) ? pin - PIN_A0 : protocol::NONE);
  serial_out::endSysex();
}

void sendPinState(uint8_t pin) {
  if (pin >= board::PINS) return;
  serial_out::beginSysex(protocol::PIN_STATE);
  send(pin);
  send(static_cast<uint8_t>(pins::modeOf(pin)));
  // A duty of up to 255 and the pulses of a servo do not fit into seven bits.
  serial_out::sendNumber(pins::stateOf(pin), pins::stateOf(pin) > 0x7F ? 2 : 1);
  serial_out::endSysex();
}

}  // namespace answers
