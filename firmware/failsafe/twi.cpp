#include "twi.h"

#include <util/twi.h>

#include "board.h"
#include "leases.h"

namespace twi {

static const uint32_t CLOCK_HZ = 100000;
// All that the slaves of one message may hold the clock (SMBus 3.2, T LOW:SEXT).
static const uint8_t LIMIT_MS = 25;
// A bus that is given up again and again takes a tenth of the board's time, not all of it.
static const uint8_t REST_MS = 250;

static uint8_t beganMs;  // its low byte: no transaction takes 256 ms
static uint32_t gaveUpMs;
static bool rests;

static bool isLate() { return static_cast<uint8_t>(static_cast<uint8_t>(millis()) - beganMs) >= LIMIT_MS; }

// Waits until bits of TWCR are what they should be; every wait for the bus is this one.
static bool await(uint8_t mask, uint8_t value) {
  while ((TWCR & mask) != value) {
    leases::enforce();
    if (isLate()) return false;
  }
  return true;
}

// Lets the chip do its next step; TW_NO_INFO when it did not come to its end.
static uint8_t step(uint8_t bits) {
  TWCR = _BV(TWINT) | _BV(TWEN) | bits;
  return await(_BV(TWINT), _BV(TWINT)) ? TW_STATUS : TW_NO_INFO;
}

static bool isFree() { return digitalRead(PIN_WIRE_SDA) && digitalRead(PIN_WIRE_SCL); }

static void pullLow(uint8_t pin) {
  digitalWrite(pin, LOW);  // first: the pin never drives the bus high
  pinMode(pin, OUTPUT);
  delayMicroseconds(5);
}

static void letGo(uint8_t pin) {
  pinMode(pin, INPUT_PULLUP);
  delayMicroseconds(5);
}

// A slave that a reset cut off in the middle of a byte holds SDA until it got its clocks (UM10204, 3.1.16).
static void unstick() {
  for (uint8_t n = 0; n < 9 && !digitalRead(PIN_WIRE_SDA); n++) {
    pullLow(PIN_WIRE_SCL);
    letGo(PIN_WIRE_SCL);
  }
  pullLow(PIN_WIRE_SCL);
  pullLow(PIN_WIRE_SDA);
  letGo(PIN_WIRE_SCL);
  letGo(PIN_WIRE_SDA);
}

bool begin() {
  if (rests && millis() - gaveUpMs < REST_MS) return false;
  rests = false;
  beganMs = millis();
  TWSR = 0;
  TWBR = (F_CPU / CLOCK_HZ - 16) / 2;
  if (!isFree()) unstick();
  return isFree();
}

static Outcome call(uint8_t addressByte) {
  const uint8_t started = step(_BV(TWSTA));
  if (started != TW_START && started != TW_REP_START) return Outcome::Stuck;
  TWDR = addressByte;
  switch (step(0)) {
    case TW_MT_SLA_ACK:
    case TW_MR_SLA_ACK: return Outcome::Done;
    case TW_MT_SLA_NACK:
    case TW_MR_SLA_NACK: return Outcome::NoAnswer;
    default: return Outcome::Stuck;
  }
}

Outcome write(uint8_t address, const uint8_t* bytes, uint8_t count) {
  const Outcome called = call(address << 1 | TW_WRITE);
  if (called != Outcome::Done) return called;
  for (uint8_t i = 0; i < count; i++) {
    TWDR = bytes[i];
    switch (step(0)) {
      case TW_MT_DATA_ACK: break;
      case TW_MT_DATA_NACK: return Outcome::Refused;
      default: return Outcome::Stuck;
    }
  }
  return Outcome::Done;
}

Outcome read(uint8_t address, uint8_t* bytes, uint8_t count) {
  const Outcome called = call(address << 1 | TW_READ);
  if (called != Outcome::Done) return called;
  for (uint8_t i = 0; i < count; i++) {
    const bool isLast = i + 1 == count;
    if (step(isLast ? 0 : _BV(TWEA)) != (isLast ? TW_MR_DATA_NACK : TW_MR_DATA_ACK)) return Outcome::Stuck;
    bytes[i] = TWDR;
  }
  return Outcome::Done;
}

void pause(uint16_t us) {
  const uint32_t beganUs = micros();
  while (micros() - beganUs < us && !isLate()) leases::enforce();
}

void stop() {
  TWCR = _BV(TWINT) | _BV(TWEN) | _BV(TWSTO);
  await(_BV(TWSTO), 0);
  TWCR = 0;
  if (!isLate()) return;
  rests = true;
  gaveUpMs = millis();
}

}  // namespace twi
