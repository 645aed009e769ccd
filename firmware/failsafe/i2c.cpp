#include "i2c.h"

#include "board.h"
#include "outgoing.h"
#include "pins.h"
#include "protocol.h"
#include "reports.h"
#include "requests.h"
#include "seven_bits.h"
#include "twi.h"

namespace i2c {

// Bits of the byte behind the address.
static const uint8_t RESTART = 0x40;
static const uint8_t TEN_BITS = 0x20;
static const uint8_t ACTION = 0x18;
enum Action : uint8_t { Write = 0x00, ReadOnce = 0x08, ReadOn = 0x10, StopReading = 0x18 };

// As many as Wire's buffer has.
static const uint8_t LONGEST_READ = 32;
static const uint8_t LONGEST_WRITE = (protocol::LONGEST_SYSEX - 3) / 2;
static const uint8_t MOST_READS = 8;
static const uint16_t LONGEST_PAUSE_US = 16383;

struct Read {
  uint8_t address;
  uint8_t registers;  // 1 with a register, 0 without
  uint8_t reg;
  uint8_t count;
  bool restarts;
};

// Between the register and its data; some devices need it.
static uint16_t pauseUs;

static Read reads[MOST_READS];
static uint8_t readCount;
static uint8_t nextRead;
// Of this interval.
static uint8_t dueReads;
static uint8_t seenSamples;

// The first ones are those of twi::Outcome.
enum class Trouble : uint8_t { None, NoAnswer, Refused, Stuck, TenBits, TooMany, Off, Taken };

static const char TROUBLES[][12] PROGMEM = {
    "no answer", "refused", "bus stuck", "10 bits", "too many", "off", "pins taken",
};
static const uint8_t NOTICE_BYTES = 3 + 2 * 20;
// A host that goes on and on gets one string in this time: its wire is for more than that.
static const uint16_t NOTICE_MS = 100;

static Trouble trouble;
static uint8_t troubledAddress;
static uint16_t toldMs = -NOTICE_MS;

static void note(Trouble what, uint8_t address) {
  trouble = what;
  troubledAddress = address;
}

static void note(twi::Outcome outcome, uint8_t address) {
  if (outcome != twi::Outcome::Done) note(static_cast<Trouble>(outcome), address);
}

static bool isOn() {
  return pins::modeOf(PIN_WIRE_SDA) == Mode::I2c && pins::modeOf(PIN_WIRE_SCL) == Mode::I2c;
}

void begin() {
  if (isOn()) return;
  const bool both = requests::allows(PIN_WIRE_SDA, Mode::I2c) && requests::allows(PIN_WIRE_SCL, Mode::I2c);
  if (!both) return note(Trouble::Taken, 0);
  requests::mode(PIN_WIRE_SDA, Mode::I2c);
  requests::mode(PIN_WIRE_SCL, Mode::I2c);
  pauseUs = 0;
  readCount = 0;
  dueReads = 0;
}

void configure(const uint8_t* data, uint8_t length) {
  begin();
  if (length < 2) return;
  const uint16_t us = seven_bits::pair(data);
  // As StandardFirmata: 0 leaves it as it is, so that one component does not undo what another one needs.
  if (us != 0) pauseUs = us > LONGEST_PAUSE_US ? LONGEST_PAUSE_US : us;
}

static void write(uint8_t address, const uint8_t* data, uint8_t count) {
  uint8_t bytes[LONGEST_WRITE];
  for (uint8_t i = 0; i < count; i++) bytes[i] = seven_bits::pair(data + 2 * i);
  if (!twi::begin()) return note(Trouble::Stuck, address);
  note(twi::write(address, bytes, count), address);
  twi::stop();
}

static twi::Outcome take(const Read& read, uint8_t* bytes) {
  if (!twi::begin()) return twi::Outcome::Stuck;
  twi::Outcome outcome = twi::Outcome::Done;
  if (read.registers != 0) {
    outcome = twi::write(read.address, &read.reg, 1);
    if (outcome == twi::Outcome::Done && !read.restarts) twi::stop();
    twi::pause(pauseUs);
  }
  if (outcome == twi::Outcome::Done) outcome = twi::read(read.address, bytes, read.count);
  twi::stop();
  return outcome;
}

static void sendByte(uint8_t byte) { outgoing::number(byte, 2); }

static void readAndReply(const Read& read) {
  uint8_t bytes[LONGEST_READ];
  const twi::Outcome outcome = take(read, bytes);
  if (outcome != twi::Outcome::Done) return note(outcome, read.address);
  outgoing::begin(protocol::I2C_REPLY);
  sendByte(read.address);
  sendByte(read.reg);
  for (uint8_t i = 0; i < read.count; i++) sendByte(bytes[i]);
  outgoing::end();
}

// The same device and register again is no second read.
static void readOn(const Read& read) {
  uint8_t at = 0;
  while (at < readCount && (reads[at].address != read.address || reads[at].reg != read.reg)) at++;
  if (at == MOST_READS) return note(Trouble::TooMany, read.address);
  if (at == readCount) readCount++;
  reads[at] = read;
}

static void stopReading(uint8_t address) {
  uint8_t kept = 0;
  for (uint8_t i = 0; i < readCount; i++) {
    if (reads[i].address != address) reads[kept++] = reads[i];
  }
  readCount = kept;
  dueReads = 0;
}

// A number of bytes, with a register before it or without.
static void obeyRead(uint8_t address, uint8_t mode, const uint8_t* data, uint8_t numbers) {
  if (numbers != 1 && numbers != 2) return;
  const uint8_t registers = numbers - 1;
  const uint8_t reg = registers == 0 ? 0 : seven_bits::pair(data);
  const uint16_t count = seven_bits::pair(data + 2 * registers);
  if (count == 0) return;
  if (count > LONGEST_READ) return note(Trouble::TooMany, address);
  const Read read = {address, registers, reg, static_cast<uint8_t>(count), (mode & RESTART) != 0};
  if ((mode & ACTION) == ReadOnce) readAndReply(read);
  else readOn(read);
}

void request(const uint8_t* data, uint8_t length) {
  if (length < 2 || length % 2 != 0) return;
  const uint8_t address = data[0];
  const uint8_t mode = data[1];
  const uint8_t numbers = (length - 2) / 2;
  if (mode & TEN_BITS) return note(Trouble::TenBits, address);
  if (!isOn()) return note(Trouble::Off, address);
  switch (mode & ACTION) {
    case Write: return write(address, data + 2, numbers);
    case StopReading: return stopReading(address);
    default: return obeyRead(address, mode, data + 2, numbers);
  }
}

void readNext() {
  if (!isOn() || readCount == 0) return;
  if (seenSamples != reports::samples()) {
    seenSamples = reports::samples();
    dueReads = readCount;
  }
  if (dueReads == 0 || reports::pending()) return;
  dueReads--;
  nextRead = nextRead + 1 < readCount ? nextRead + 1 : 0;
  readAndReply(reads[nextRead]);
}

bool pending() { return isOn() && dueReads != 0; }

static void hexDigit(uint8_t value) { sendByte(value < 10 ? '0' + value : 'A' - 10 + value); }

void announce() {
  const uint16_t nowMs = millis();
  if (trouble == Trouble::None || nowMs - toldMs < NOTICE_MS || !outgoing::hasRoom(NOTICE_BYTES)) return;
  outgoing::begin(protocol::STRING);
  outgoing::characters(PSTR("I2C 0x"));
  hexDigit(troubledAddress >> 4);
  hexDigit(troubledAddress & 0x0F);
  outgoing::characters(PSTR(": "));
  outgoing::characters(TROUBLES[static_cast<uint8_t>(trouble) - 1]);
  outgoing::end();
  trouble = Trouble::None;
  toldMs = nowMs;
}

}  // namespace i2c
