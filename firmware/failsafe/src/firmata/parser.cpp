#include "parser.h"

namespace parser {

enum class State : uint8_t { Idle, Short, Sysex, TooLong };

static State state = State::Idle;
static uint8_t expected;
static Message message;

// Number of data bytes of a message; -1 for unknown ones.
static int8_t dataBytes(uint8_t command) {
  switch (command) {
    case protocol::DIGITAL_PORT:
    case protocol::ANALOG:
    case protocol::PIN_MODE:
    case protocol::DIGITAL_PIN: return 2;
    case protocol::REPORT_ANALOG:
    case protocol::REPORT_PORT: return 1;
    case protocol::VERSION:
    case protocol::SYSTEM_RESET: return 0;
    default: return -1;
  }
}

static const Message* begin(uint8_t byte) {
  const bool hasChannel = byte < protocol::START_SYSEX;
  message.command = hasChannel ? byte & 0xF0 : byte;
  message.channel = hasChannel ? byte & 0x0F : 0;
  message.length = 0;
  if (byte == protocol::START_SYSEX) {
    state = State::Sysex;
    return nullptr;
  }
  const int8_t count = dataBytes(message.command);
  state = count > 0 ? State::Short : State::Idle;
  expected = count;
  return count == 0 ? &message : nullptr;
}

// The delay in I2C_CONFIG, which firmata-io sends as eight-bit bytes. Bytes from 0xF0 on remain commands, so
// that a pin write or a system reset works after half a message too.
static bool isI2cDelay(uint8_t byte) {
  if (state != State::Sysex || message.data[0] != protocol::I2C_CONFIG || byte >= protocol::START_SYSEX) return false;
  return message.length == 1 || message.length == 2;
}

// As in MIDI, a byte from 0x80 on begins a message wherever it arrives: a truncated message does no harm, and
// a system reset works in the middle of any other message.
const Message* parse(uint8_t byte) {
  if (byte == protocol::END_SYSEX) {
    const bool whole = state == State::Sysex && message.length > 0;
    state = State::Idle;
    return whole ? &message : nullptr;
  }
  if (byte >= 0x80 && !isI2cDelay(byte)) return begin(byte);
  if (state == State::Idle || state == State::TooLong) return nullptr;
  if (message.length == sizeof message.data) {
    state = State::TooLong;
    return nullptr;
  }
  message.data[message.length++] = byte;
  if (state == State::Sysex || message.length < expected) return nullptr;
  state = State::Idle;
  return &message;
}

}  // namespace parser
