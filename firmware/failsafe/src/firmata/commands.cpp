#include "commands.h"

#include "../board/board.h"
#include "../board/pins.h"
#include "../board/servo.h"
#include "../lease/lease_messages.h"
#include "answers.h"
#include "complaints.h"
#include "i2c.h"
#include "one_wire_bus.h"
#include "protocol.h"
#include "reports.h"
#include "requests.h"
#include "seven_bits.h"

namespace commands {

static void writePort(uint8_t port, uint8_t levels) {
  for (uint8_t bit = 0; bit < 8; bit++) requests::setLevel(port * 8 + bit, levels & (1 << bit));
}

using requests::Objection;

// True if there is none; otherwise the host is told which.
static bool isAllowed(uint8_t pin, Mode mode) {
  if (pin >= board::PINS) return false;
  switch (requests::objectionTo(pin, mode)) {
    case Objection::None: return true;
    case Objection::Unknown: complaints::aboutPin(pin, PSTR("Unknown pin mode")); break;
    case Objection::Leased: complaints::aboutPin(pin, PSTR("Leased or watched")); break;
    case Objection::Timer1: complaints::aboutPin(pin, PSTR("Timer1: servo or PWM")); break;
    case Objection::NoPlace: complaints::aboutPin(pin, PSTR("Too many servos")); break;
  }
  return false;
}

static void configureServo(const uint8_t* data) {
  const uint16_t minUs = seven_bits::pair(data + 1);
  const uint16_t maxUs = seven_bits::pair(data + 3);
  if (!isAllowed(data[0], Mode::Servo)) return;
  if (minUs > maxUs || maxUs > servo::LONGEST_US) return complaints::aboutPin(data[0], PSTR("No such servo range"));
  requests::configureServo(data[0], minUs, maxUs);
}

static void changeMode(uint8_t pin, Mode mode) {
  if (mode == Mode::I2c && board::isI2c(pin)) return i2c::begin();
  if (!isAllowed(pin, mode)) return;
  requests::setMode(pin, mode);
  // As in StandardFirmata, the mode of an analog pin enables and disables its reports.
  if (board::isAnalog(pin) && pins::modeOf(pin) == mode) reports::enableAnalog(pin - PIN_A0, mode == Mode::Analog);
}

static void oneWire(const uint8_t* data, uint8_t length) {
  const bool configures = length > 0 && data[0] == protocol::ONEWIRE_CONFIG;
  if (!configures) return one_wire_bus::execute(data, length);
  if (length != 3) return;
  changeMode(data[1], Mode::OneWire);
  if (data[1] < board::PINS) one_wire_bus::configure(data[1], data[2] != 0);
}

static void extendedAnalog(const uint8_t* data, uint8_t length) {
  if (length < 2) return;
  uint32_t value = 0;
  // A value of more than 32 bits is clipped: every duty above 255 is the same.
  for (uint8_t i = length; i-- > 1;) value = value > 0x1FFFFFF ? 0x1FFFFFF : value << 7 | data[i];
  requests::setDuty(data[0], value);
}

static void sysex(uint8_t id, const uint8_t* data, uint8_t length) {
  switch (id) {
    case protocol::FIRMWARE: return answers::sendFirmware();
    case protocol::CAPABILITY_QUERY: return answers::beginCapabilities();
    case protocol::MAPPING_QUERY: return answers::sendMapping();
    case protocol::PIN_STATE_QUERY:
      if (length == 1) answers::sendPinState(data[0]);
      return;
    case protocol::EXTENDED_ANALOG: return extendedAnalog(data, length);
    case protocol::SERVO_CONFIG:
      if (length == 5) configureServo(data);
      return;
    case protocol::SAMPLING_INTERVAL:
      if (length == 2) reports::setInterval(seven_bits::pair(data));
      return;
    case protocol::ONEWIRE_DATA: return oneWire(data, length);
    case protocol::I2C_REQUEST: return i2c::request(data, length);
    case protocol::I2C_CONFIG: return i2c::configure(data, length);
    default: return lease_messages::execute(id, data, length);
  }
}

bool mustWait(const Message& message) {
  const bool isOneWire = message.command == protocol::START_SYSEX && message.data[0] == protocol::ONEWIRE_DATA;
  return isOneWire && one_wire_bus::isBusy();
}

void execute(const Message& message) {
  switch (message.command) {
    case protocol::DIGITAL_PORT: return writePort(message.channel, seven_bits::pair(message.data));
    case protocol::ANALOG: return requests::setDuty(message.channel, seven_bits::pair(message.data));
    case protocol::REPORT_ANALOG: return reports::enableAnalog(message.channel, message.data[0] != 0);
    case protocol::REPORT_PORT: return reports::enablePort(message.channel, message.data[0] != 0);
    case protocol::PIN_MODE: return changeMode(message.data[0], static_cast<Mode>(message.data[1]));
    case protocol::DIGITAL_PIN: return requests::setLevel(message.data[0], message.data[1] != 0);
    case protocol::VERSION: return answers::sendVersion();
    case protocol::START_SYSEX: return sysex(message.data[0], message.data + 1, message.length - 1);
    case protocol::SYSTEM_RESET:
      requests::reset();
      return reports::reset();
  }
}

void sendGreeting() {
  answers::sendVersion();
  answers::sendFirmware();
  lease_messages::sendResetCause();
}

}  // namespace commands
