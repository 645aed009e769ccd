#include "i2c.h"

#include "complaints.h"
#include "protocol.h"
#include "reports.h"
#include "requests.h"
#include "seven_bits.h"
#include "../board/board.h"
#include "../board/pins.h"
#include "../board/serial_out.h"
#include "../board/twi.h"

namespace i2c {

// Bits of the byte after the address.
static const uint8_t REPEATED_START = 0x40;
static const uint8_t TEN_BIT_ADDRESS = 0x20;
static const uint8_t RW_MODE = 0x18;
enum Action : uint8_t { Write = 0x00, ReadOnce = 0x08, ReadContinuously = 0x10, StopReading = 0x18 };

// Bytes, as in the buffer of Arduino's Wire.
static const uint8_t MAX_READ_BYTES = 32;
static const uint8_t MAX_WRITE_BYTES = (protocol::LONGEST_SYSEX - 3) / 2;
static const uint8_t MAX_READS = 8;
static const uint16_t MAX_DELAY_US = 16383;

struct Read {
  uint8_t address;
  uint8_t registers;  // 1: a register is written before the read; 0: none
  uint8_t reg;
  uint8_t count;
  bool restarts;
};

// Delay between writing the register and reading its data, µs; some devices need it.
static uint16_t delayUs;

static Read reads[MAX_READS];
static uint8_t readCount;
static uint8_t nextRead;
// Reads that this sampling interval still owes.
static uint8_t dueReads;
static uint8_t handledSampleCount;

// The first four are those of twi::Result.
enum class Error : uint8_t { None, AddressNack, DataNack, BusStuck, TenBitAddress, TooMany, Off, PinsInUse };

static const char ERROR_TEXTS[][12] PROGMEM = {
    "no answer", "refused", "bus stuck", "10 bits", "too many", "off", "pins taken",
};
static void setError(Error which, uint8_t address) {
  complaints::aboutI2c(address, ERROR_TEXTS[static_cast<uint8_t>(which) - 1]);
}

static void setError(twi::Result result, uint8_t address) {
  if (result != twi::Result::Done) setError(static_cast<Error>(result), address);
}

static bool isOn() {
  return pins::modeOf(PIN_WIRE_SDA) == Mode::I2c && pins::modeOf(PIN_WIRE_SCL) == Mode::I2c;
}

static bool isFree(uint8_t pin) { return requests::objectionTo(pin, Mode::I2c) == requests::Objection::None; }

void begin() {
  if (isOn()) return;
  const bool both = isFree(PIN_WIRE_SDA) && isFree(PIN_WIRE_SCL);
  if (!both) return setError(Error::PinsInUse, 0);
  requests::setMode(PIN_WIRE_SDA, Mode::I2c);
  requests::setMode(PIN_WIRE_SCL, Mode::I2c);
  delayUs = 0;
  readCount = 0;
  dueReads = 0;
}

void configure(const uint8_t* data, uint8_t length) {
  begin();
  if (length < 2) return;
  const uint16_t us = seven_bits::pair(data);
  // As in StandardFirmata 0 leaves the delay unchanged, so that one component does not undo what another one
  // needs.
  if (us != 0) delayUs = us > MAX_DELAY_US ? MAX_DELAY_US : us;
}

static void write(uint8_t address, const uint8_t* data, uint8_t count) {
  uint8_t bytes[MAX_WRITE_BYTES];
  for (uint8_t i = 0; i < count; i++) bytes[i] = seven_bits::pair(data + 2 * i);
  if (!twi::begin()) return setError(Error::BusStuck, address);
  setError(twi::write(address, bytes, count), address);
  twi::stop();
}

static twi::Result transfer(const Read& read, uint8_t* bytes) {
  if (!twi::begin()) return twi::Result::BusStuck;
  twi::Result result = twi::Result::Done;
  if (read.registers != 0) {
    result = twi::write(read.address, &read.reg, 1);
    if (result == twi::Result::Done && !read.restarts) twi::stop();
    twi::pause(delayUs);
  }
  if (result == twi::Result::Done) result = twi::read(read.address, bytes, read.count);
  twi::stop();
  return result;
}

static void sendByte(uint8_t byte) { serial_out::sendNumber(byte, 2); }

static void readAndReply(const Read& read) {
  uint8_t bytes[MAX_READ_BYTES];
  const twi::Result result = transfer(read, bytes);
  if (result != twi::Result::Done) return setError(result, read.address);
  serial_out::beginSysex(protocol::I2C_REPLY);
  sendByte(read.address);
  sendByte(read.reg);
  for (uint8_t i = 0; i < read.count; i++) sendByte(bytes[i]);
  serial_out::endSysex();
}

// Replaces the read of the same device and register if there is one.
static void addRead(const Read& read) {
  uint8_t at = 0;
  while (at < readCount && (reads[at].address != read.address || reads[at].reg != read.reg)) at++;
  if (at == MAX_READS) return setError(Error::TooMany, read.address);
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

// The data is a count of bytes, with a register before it or without.
static void executeRead(uint8_t address, uint8_t mode, const uint8_t* data, uint8_t numbers) {
  if (numbers != 1 && numbers != 2) return;
  const uint8_t registers = numbers - 1;
  const uint8_t reg = registers == 0 ? 0 : seven_bits::pair(data);
  const uint16_t count = seven_bits::pair(data + 2 * registers);
  if (count == 0) return;
  if (count > MAX_READ_BYTES) return setError(Error::TooMany, address);
  const Read read = {address, registers, reg, static_cast<uint8_t>(count), (mode & REPEATED_START) != 0};
  if ((mode & RW_MODE) == ReadOnce) readAndReply(read);
  else addRead(read);
}

void request(const uint8_t* data, uint8_t length) {
  if (length < 2 || length % 2 != 0) return;
  const uint8_t address = data[0];
  const uint8_t mode = data[1];
  const uint8_t numbers = (length - 2) / 2;
  if (mode & TEN_BIT_ADDRESS) return setError(Error::TenBitAddress, address);
  if (!isOn()) return setError(Error::Off, address);
  switch (mode & RW_MODE) {
    case Write: return write(address, data + 2, numbers);
    case StopReading: return stopReading(address);
    default: return executeRead(address, mode, data + 2, numbers);
  }
}

void continueReads() {
  if (!isOn() || readCount == 0) return;
  if (handledSampleCount != reports::sampleCount()) {
    handledSampleCount = reports::sampleCount();
    dueReads = readCount;
  }
  if (dueReads == 0 || reports::isDue()) return;
  dueReads--;
  nextRead = nextRead + 1 < readCount ? nextRead + 1 : 0;
  readAndReply(reads[nextRead]);
}

bool isDue() { return isOn() && dueReads != 0; }

}  // namespace i2c
