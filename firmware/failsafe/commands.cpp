#include "commands.h"

#include "answers.h"
#include "board.h"
#include "i2c.h"
#include "lease_messages.h"
#include "pins.h"
#include "protocol.h"
#include "reports.h"
#include "requests.h"
#include "seven_bits.h"

namespace commands {

static void writePort(uint8_t port, uint8_t levels) {
  for (uint8_t bit = 0; bit < 8; bit++) requests::level(port * 8 + bit, levels & (1 << bit));
}

static void changeMode(uint8_t pin, Mode mode) {
  if (mode == Mode::I2c && board::isI2c(pin)) return i2c::begin();
  requests::mode(pin, mode);
  // As StandardFirmata does: the mode of an analog pin turns its reports on and off.
  if (board::isAnalog(pin) && pins::modeOf(pin) == mode) reports::analog(pin - PIN_A0, mode == Mode::Analog);
}

static void extendedAnalog(const uint8_t* data, uint8_t length) {
  if (length < 2) return;
  uint32_t value = 0;
  // More bytes than a number has are as good as the highest value.
  for (uint8_t i = length; i-- > 1;) value = value > 0x1FFFFFF ? 0x1FFFFFF : value << 7 | data[i];
  requests::duty(data[0], value);
}

static void sysex(uint8_t id, const uint8_t* data, uint8_t length) {
  switch (id) {
    case protocol::FIRMWARE: return answers::firmware();
    case protocol::CAPABILITY_QUERY: return answers::capabilities();
    case protocol::MAPPING_QUERY: return answers::mapping();
    case protocol::PIN_STATE_QUERY:
      if (length == 1) answers::pinState(data[0]);
      return;
    case protocol::EXTENDED_ANALOG: return extendedAnalog(data, length);
    case protocol::SAMPLING_INTERVAL:
      if (length == 2) reports::interval(seven_bits::pair(data));
      return;
    case protocol::I2C_REQUEST: return i2c::request(data, length);
    case protocol::I2C_CONFIG: return i2c::configure(data, length);
    default: return lease_messages::obey(id, data, length);
  }
}

void obey(const Message& message) {
  switch (message.command) {
    case protocol::DIGITAL_PORT: return writePort(message.channel, seven_bits::pair(message.data));
    case protocol::ANALOG: return requests::duty(message.channel, seven_bits::pair(message.data));
    case protocol::REPORT_ANALOG: return reports::analog(message.channel, message.data[0] != 0);
    case protocol::REPORT_PORT: return reports::port(message.channel, message.data[0] != 0);
    case protocol::PIN_MODE: return changeMode(message.data[0], static_cast<Mode>(message.data[1]));
    case protocol::DIGITAL_PIN: return requests::level(message.data[0], message.data[1] != 0);
    case protocol::VERSION: return answers::version();
    case protocol::START_SYSEX: return sysex(message.data[0], message.data + 1, message.length - 1);
    case protocol::SYSTEM_RESET:
      requests::reset();
      return reports::reset();
  }
}

void introduce() {
  answers::version();
  answers::firmware();
  lease_messages::tellResetCause();
}

}  // namespace commands
