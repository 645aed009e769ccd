#include "one_wire_bus.h"

#include "../board/board.h"
#include "../board/one_wire.h"
#include "../board/pins.h"
#include "../board/serial_out.h"
#include "complaints.h"
#include "protocol.h"
#include "seven_bits.h"

namespace one_wire_bus {

// What a request asks for, in bits; these are done in this order.
static const uint8_t RESET = 0x01;
static const uint8_t SKIP = 0x02;
static const uint8_t SELECT = 0x04;
static const uint8_t READ = 0x08;
static const uint8_t DELAY = 0x10;
static const uint8_t WRITE = 0x20;
// Requests of another kind.
static const uint8_t SEARCH = 0x40;
static const uint8_t SEARCH_ALARMS = 0x44;
// Answers.
static const uint8_t READ_REPLY = 0x43;
static const uint8_t REPLY_TO_SEARCH = 2;  // added to the request
static const uint8_t SEARCH_ALARMS_REPLY = 0x45;

// Commands to the devices (data sheet of the DS18B20).
static const uint8_t MATCH_ROM = 0x55;
static const uint8_t SKIP_ROM = 0xCC;
static const uint8_t SEARCH_ROM = 0xF0;
static const uint8_t ALARM_SEARCH = 0xEC;
static const uint8_t ADDRESS_BYTES = 8;

// Maximum number of devices of a search. The same bytes hold what is written: skip, select and data together.
static const uint8_t MAX_DEVICES = 6;
static const uint8_t MAX_BYTES = MAX_DEVICES * ADDRESS_BYTES;
static const uint8_t CORRELATION_BYTES = 2;
static const uint8_t STEPS_PER_PASS = 4;
// OneWire messages that follow wait for so long, and everything behind them.
static const uint8_t MAX_DELAY_MS = 20;

// Bits of the state of a pin.
static const uint8_t POWERS = 0x01;    // the line is driven high after a write
static const uint8_t ANSWERED = 0x02;  // the last reset was answered

static const char TOO_MUCH[] PROGMEM = "OneWire: too much";
static const char NO_ANSWER[] PROGMEM = "OneWire: no answer";
static const char NOT_ONE_WIRE[] PROGMEM = "Not in mode OneWire";

enum class Phase : uint8_t { Idle, Reset, Write, Read, Search, Reply, Delay };

struct Job {
  Phase phase;
  uint8_t pin;
  uint8_t kind;  // SEARCH, SEARCH_ALARMS, or the bits of a request
  uint8_t writes;
  uint8_t reads;
  uint8_t delayMs;
  uint8_t delayedAtMs;
  uint8_t bit;           // of the present byte, or of the present address; from 0
  uint8_t at;            // the present byte
  uint8_t found;         // devices
  uint8_t lastConflict;  // bit + 1 at which the last address took 0 last, though 1 was there too; 0: none
  uint8_t conflict;      // the same of the present address
  uint16_t correlation;
  uint8_t bytes[MAX_BYTES];
};

static Job job;

static bool isSearch() { return (job.kind & SEARCH) != 0; }

bool isBusy() { return job.phase != Phase::Idle; }

bool needsRoom() { return job.phase == Phase::Reply; }

static bool isOneWire(uint8_t pin) { return pins::modeOf(pin) == Mode::OneWire; }

static void note(uint8_t bits, bool on) {
  const uint8_t state = pins::stateOf(job.pin);
  pins::setState(job.pin, on ? state | bits : state & ~bits);
}

static void enter(Phase phase) {
  job.phase = phase;
  job.at = 0;
  job.bit = 0;
}

static void complain(const char* text) {
  complaints::aboutPin(job.pin, text);
  job.phase = Phase::Idle;
}

// Nothing is left to write.
static void enterRead() {
  if (isSearch()) return enter(Phase::Search);
  if ((job.kind & WRITE) && (pins::stateOf(job.pin) & POWERS)) one_wire::drivePower(job.pin);
  if (job.reads == 0) return enter(Phase::Delay);
  // Without a device the line reads as anything.
  if ((pins::stateOf(job.pin) & ANSWERED) == 0) return complain(NO_ANSWER);
  enter(Phase::Read);
}

static void enterWrite() {
  if (job.writes == 0) enterRead();
  else enter(Phase::Write);
}

static void reset() {
  const bool answered = one_wire::reset(job.pin);
  note(ANSWERED, answered);
  if (isSearch() && !answered) enter(Phase::Reply);
  else enterWrite();
}

// The next bit of this phase; true after the last one of `count` bytes.
static bool isOver(uint8_t count) {
  if (++job.bit < 8) return false;
  job.bit = 0;
  return ++job.at == count;
}

static void writeBit() {
  const uint8_t command = job.kind == SEARCH ? SEARCH_ROM : ALARM_SEARCH;
  const uint8_t byte = isSearch() ? command : job.bytes[job.at];
  one_wire::writeBit(job.pin, byte >> job.bit & 1);
  if (isOver(job.writes)) enterRead();
}

static void readBit() {
  uint8_t& byte = job.bytes[CORRELATION_BYTES + job.at];
  byte = byte >> 1 | (one_wire::readBit(job.pin) ? 0x80 : 0);
  if (!isOver(job.reads)) return;
  job.bytes[0] = job.correlation;
  job.bytes[1] = job.correlation >> 8;
  enter(Phase::Reply);
}

static void endAddress() {
  job.found++;
  job.lastConflict = job.conflict;
  if (job.lastConflict == 0) return enter(Phase::Reply);
  if (job.found == MAX_DEVICES) {
    complaints::aboutPin(job.pin, TOO_MUCH);
    return enter(Phase::Reply);
  }
  uint8_t* next = job.bytes + job.found * ADDRESS_BYTES;
  memcpy(next, next - ADDRESS_BYTES, ADDRESS_BYTES);
  job.conflict = 0;
  enter(Phase::Reset);
}

// Application note 187: all devices send a bit of their addresses, then its complement; the master chooses one, and
// the devices with the other one drop out.
static void searchBit() {
  const bool hasOne = one_wire::readBit(job.pin);
  const bool hasZero = one_wire::readBit(job.pin);
  if (hasOne && hasZero) return enter(Phase::Reply);  // nobody is left
  uint8_t& byte = job.bytes[job.found * ADDRESS_BYTES + job.bit / 8];
  const uint8_t mask = 1 << job.bit % 8;
  const uint8_t number = ++job.bit;
  bool choice = hasOne;
  if (hasOne == hasZero) {
    choice = number < job.lastConflict ? byte & mask : number == job.lastConflict;
    if (!choice) job.conflict = number;
  }
  byte = choice ? byte | mask : byte & ~mask;
  one_wire::writeBit(job.pin, choice);
  if (number == 8 * ADDRESS_BYTES) endAddress();
}

static void reply() {
  const uint8_t count = isSearch() ? job.found * ADDRESS_BYTES : CORRELATION_BYTES + job.reads;
  const uint8_t packed = seven_bits::packedLength(count);
  if (!serial_out::hasRoom(5 + packed)) return;
  serial_out::beginSysex(protocol::ONEWIRE_DATA);
  const uint8_t alarms = job.kind == SEARCH_ALARMS ? SEARCH_ALARMS_REPLY : SEARCH + REPLY_TO_SEARCH;
  serial_out::send(isSearch() ? alarms : READ_REPLY);
  serial_out::send(job.pin);
  for (uint8_t i = 0; i < packed; i++) serial_out::send(seven_bits::pack(job.bytes, count, i));
  serial_out::endSysex();
  enter(Phase::Delay);
}

static void delayNext() {
  const uint8_t nowMs = millis();
  if (job.at == 0) job.delayedAtMs = nowMs;
  job.at = 1;
  if (job.delayMs == 0 || static_cast<uint8_t>(nowMs - job.delayedAtMs) > job.delayMs) job.phase = Phase::Idle;
}

void proceed(bool hasTime) {
  for (uint8_t n = hasTime ? STEPS_PER_PASS : 1; n > 0; n--) {
    if (!isOneWire(job.pin)) job.phase = Phase::Idle;  // another mode, or a lease, has taken the pin
    switch (job.phase) {
      case Phase::Idle: return;
      case Phase::Reset: return reset();
      case Phase::Write: writeBit(); break;
      case Phase::Read: readBit(); break;
      case Phase::Search: searchBit(); break;
      case Phase::Reply: return reply();
      case Phase::Delay: return delayNext();
    }
  }
}

// firmata-io sends an address of zeros where it has none.
static void appendSelect(const uint8_t* packed) {
  uint8_t* to = job.bytes + job.writes;
  uint8_t any = 0;
  to[0] = MATCH_ROM;
  for (uint8_t i = 0; i < ADDRESS_BYTES; i++) any |= to[1 + i] = seven_bits::unpack(packed, i);
  if (any != 0) job.writes += 1 + ADDRESS_BYTES;
}

// A number of 16 or 32 bits, low byte first.
static uint32_t number(const uint8_t* packed, uint8_t at, uint8_t bytes) {
  uint32_t value = 0;
  while (bytes-- > 0) value = value << 8 | seven_bits::unpack(packed, at + bytes);
  return value;
}

// The data, as far as there is any, has places for what its kind asks for: address, count of bytes to read and
// correlation, delay, bytes to write.
static void request(const uint8_t* packed, uint8_t length) {
  const uint8_t count = seven_bits::unpackedLength(length);
  uint8_t at = 0;
  if (job.kind & SKIP) job.bytes[job.writes++] = SKIP_ROM;
  if (job.kind & SELECT) {
    if (count < ADDRESS_BYTES) return;
    appendSelect(packed);
    at = ADDRESS_BYTES;
  }
  if (job.kind & READ) {
    if (count < at + 4) return;
    const uint16_t reads = number(packed, at, 2);
    if (reads > MAX_BYTES - CORRELATION_BYTES) return complain(TOO_MUCH);
    job.reads = reads;
    job.correlation = number(packed, at + 2, 2);
    at += 4;
  }
  if (job.kind & DELAY) {
    if (count < at + 4) return;
    const uint32_t delayMs = number(packed, at, 4);
    if (delayMs > MAX_DELAY_MS) return complain(TOO_MUCH);
    job.delayMs = delayMs;
    at += 4;
  }
  if (job.kind & WRITE) {
    if (at == count) job.kind &= ~WRITE;
    if (count - at > MAX_BYTES - job.writes) return complain(TOO_MUCH);
    while (at < count) job.bytes[job.writes++] = seven_bits::unpack(packed, at++);
  }
  if (job.kind & RESET) enter(Phase::Reset);
  else enterWrite();
}

void configure(uint8_t pin, bool powers) {
  if (isOneWire(pin)) pins::setState(pin, powers ? POWERS : 0);
}

void execute(const uint8_t* data, uint8_t length) {
  if (length < 2) return;
  const uint8_t pin = data[1];
  if (pin >= board::PINS) return;
  if (!isOneWire(pin)) return complaints::aboutPin(pin, NOT_ONE_WIRE);
  job = Job();
  job.pin = pin;
  job.kind = data[0];
  if (job.kind == SEARCH || job.kind == SEARCH_ALARMS) {
    job.writes = 1;
    return enter(Phase::Reset);
  }
  if ((job.kind & SEARCH) == 0) request(data + 2, length - 2);
}

}  // namespace one_wire_bus
