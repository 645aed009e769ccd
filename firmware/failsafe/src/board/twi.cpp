#include "twi.h"

#include <util/twi.h>

#include "../lease/leases.h"
#include "board.h"

namespace twi {

static const uint32_t CLOCK_HZ = 100000;
// Maximum duration of a transaction, ms: the time for which the slave of one message may stretch the clock in
// all (SMBus 3.2, T LOW:SEXT).
static const uint8_t TIMEOUT_MS = 25;
// Time for which the bus is not used after a time-out, ms: a stuck bus costs a tenth of the board's time, not
// all of it.
static const uint8_t BACKOFF_MS = 250;

// Half a period of the clock, µs.
static const uint8_t HALF_CLOCK_US = 1000000 / CLOCK_HZ / 2;
// A byte and its acknowledge bit.
static const uint8_t CLOCKS_PER_BYTE = 9;

static uint8_t startedMs;  // low byte of millis(): no transaction takes 256 ms
static uint32_t timedOutMs;
static bool backsOff;

static bool isTimedOut() { return static_cast<uint8_t>(static_cast<uint8_t>(millis()) - startedMs) >= TIMEOUT_MS; }

// Waits until the masked bits of TWCR have this value. Every wait for the bus is this one.
static bool waitFor(uint8_t mask, uint8_t value) {
  while ((TWCR & mask) != value) {
    leases::enforce();
    if (isTimedOut()) return false;
  }
  return true;
}

// Clears TWINT, which starts the next bus operation, and returns its status code; TW_NO_INFO when it timed
// out.
static uint8_t runStep(uint8_t bits) {
  TWCR = _BV(TWINT) | _BV(TWEN) | bits;
  return waitFor(_BV(TWINT), _BV(TWINT)) ? TW_STATUS : TW_NO_INFO;
}

static bool isBusFree() { return digitalRead(PIN_WIRE_SDA) && digitalRead(PIN_WIRE_SCL); }

static void driveLow(uint8_t pin) {
  digitalWrite(pin, LOW);  // before pinMode(): the pin never drives the bus high
  pinMode(pin, OUTPUT);
  delayMicroseconds(HALF_CLOCK_US);
}

static void releaseLine(uint8_t pin) {
  pinMode(pin, INPUT_PULLUP);
  delayMicroseconds(HALF_CLOCK_US);
}

// Bus clear (UM10204, 3.1.16): a slave that a reset interrupted in the middle of a byte holds SDA low until
// it has seen the rest of its clock pulses.
static void clearBus() {
  for (uint8_t n = 0; n < CLOCKS_PER_BYTE && !digitalRead(PIN_WIRE_SDA); n++) {
    driveLow(PIN_WIRE_SCL);
    releaseLine(PIN_WIRE_SCL);
  }
  driveLow(PIN_WIRE_SCL);
  driveLow(PIN_WIRE_SDA);
  releaseLine(PIN_WIRE_SCL);
  releaseLine(PIN_WIRE_SDA);
}

bool begin() {
  if (backsOff && millis() - timedOutMs < BACKOFF_MS) return false;
  backsOff = false;
  startedMs = millis();
  TWSR = 0;
  TWBR = (F_CPU / CLOCK_HZ - 16) / 2;
  if (!isBusFree()) clearBus();
  return isBusFree();
}

static Result sendAddress(uint8_t addressByte) {
  const uint8_t started = runStep(_BV(TWSTA));
  if (started != TW_START && started != TW_REP_START) return Result::BusStuck;
  TWDR = addressByte;
  switch (runStep(0)) {
    case TW_MT_SLA_ACK:
    case TW_MR_SLA_ACK: return Result::Done;
    case TW_MT_SLA_NACK:
    case TW_MR_SLA_NACK: return Result::AddressNack;
    default: return Result::BusStuck;
  }
}

Result write(uint8_t address, const uint8_t* bytes, uint8_t count) {
  const Result addressed = sendAddress(address << 1 | TW_WRITE);
  if (addressed != Result::Done) return addressed;
  for (uint8_t i = 0; i < count; i++) {
    TWDR = bytes[i];
    switch (runStep(0)) {
      case TW_MT_DATA_ACK: break;
      case TW_MT_DATA_NACK: return Result::DataNack;
      default: return Result::BusStuck;
    }
  }
  return Result::Done;
}

Result read(uint8_t address, uint8_t* bytes, uint8_t count) {
  const Result addressed = sendAddress(address << 1 | TW_READ);
  if (addressed != Result::Done) return addressed;
  for (uint8_t i = 0; i < count; i++) {
    const bool isLast = i + 1 == count;
    if (runStep(isLast ? 0 : _BV(TWEA)) != (isLast ? TW_MR_DATA_NACK : TW_MR_DATA_ACK)) return Result::BusStuck;
    bytes[i] = TWDR;
  }
  return Result::Done;
}

void pause(uint16_t us) {
  const uint32_t startedUs = micros();
  while (micros() - startedUs < us && !isTimedOut()) leases::enforce();
}

void stop() {
  TWCR = _BV(TWINT) | _BV(TWEN) | _BV(TWSTO);
  waitFor(_BV(TWSTO), 0);
  TWCR = 0;
  if (!isTimedOut()) return;
  backsOff = true;
  timedOutMs = millis();
}

}  // namespace twi
