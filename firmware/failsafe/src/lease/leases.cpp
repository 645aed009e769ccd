#include "leases.h"

#include <string.h>

#include "../board/analog_watch.h"
#include "../board/board.h"
#include "../board/pins.h"
#include "../board/reset.h"
#include "../board/serial_in.h"
#include "lease_store.h"

namespace leases {

// A trip must outlive a reset: the reset button is not the clear that we want, and opening the port resets
// most boards. The seal tells what stood here from what RAM happens to hold after power-on; the copy is whole
// when a reset comes while the book is written.
struct Table {
  uint8_t count;
  Lease leases[MAX_LEASES];
};
static Table table __attribute__((section(".noinit")));
static Table backup __attribute__((section(".noinit")));
static uint16_t tableChecksum __attribute__((section(".noinit")));
static uint16_t backupChecksum __attribute__((section(".noinit")));

struct State {
  uint32_t renewedAtMs;
  uint32_t activeSinceMs;
  bool active;
  bool unreported;
  uint8_t outOfRange;  // samples in a row
};

static State states[MAX_LEASES];
static const uint8_t NO_PIN = 0xFF;

// A trip is not in the seal yet, and when it was; the low byte is enough.
static bool isUnsaved;
static uint8_t trippedAtMs;
// Where one pin trips, others may do so a sample later: pins first, then the seal and words.
static const uint8_t SAVE_AFTER_MS = 2;

// Fletcher's sum: a twelfth of the time that a CRC of so many bytes takes here.
static uint16_t checksumOf(const Table& table) {
  const uint8_t* bytes = reinterpret_cast<const uint8_t*>(&table);
  uint8_t sum = 0x5A;
  uint8_t sums = 0xA5;
  for (uint16_t i = 0; i < sizeof table; i++) sums += sum += bytes[i];
  return sum << 8 | sums;
}

static void saveTable() {
  tableChecksum = checksumOf(table);
  asm volatile("" ::: "memory");  // one of the two is whole at every moment
  backup = table;
  backupChecksum = tableChecksum;
  isUnsaved = false;
}

static bool restoreTable() {
  if (reset::isPowerOn()) return false;
  if (tableChecksum == checksumOf(table)) return true;
  if (backupChecksum != checksumOf(backup)) return false;
  table = backup;
  return true;
}

static int8_t indexOf(uint8_t pin) {
  for (uint8_t i = 0; i < table.count; i++) {
    if (table.leases[i].terms.pin == pin) return i;
  }
  return -1;
}

// The difference of two moments is right also when millis() has run over between them, after 49 days.
static bool hasElapsed(uint32_t sinceMs, uint32_t limitMs, uint32_t nowMs) { return nowMs - sinceMs > limitMs; }

static void driveSafe(uint8_t index) {
  const Terms& terms = table.leases[index].terms;
  pins::makeOutput(terms.pin, Mode::Output, terms.safeLevel);
  states[index].active = false;
}

static void trip(uint8_t index, TripReason reason) {
  driveSafe(index);
  Lease& lease = table.leases[index];
  if (lease.trip == TripReason::None) lease.trip = reason;
  states[index].unreported = true;
}

static void restartLimits(uint8_t index) {
  driveSafe(index);
  states[index].renewedAtMs = serial_in::lastReceivedMs();
  states[index].outOfRange = 0;
}

// A place for a pin, in the order of pins.
static uint8_t insert(uint8_t pin) {
  uint8_t at = table.count++;
  for (; at > 0 && table.leases[at - 1].terms.pin > pin; at--) {
    table.leases[at] = table.leases[at - 1];
    states[at] = states[at - 1];
  }
  table.leases[at].trip = TripReason::None;
  states[at] = {};
  return at;
}

void begin() {
  const bool restored = restoreTable();
  lease_store::check();  // also where RAM remembers: a host asks what is kept after it has opened the port
  if (!restored) {
    memset(&table, 0, sizeof table);
    lease_store::load();
  }
  // What EEPROM kept begins untripped with the power; RAM that is lost by another reset is no clear.
  const bool isFresh = !restored && (reset::isPowerOn() || reset::cause() == 0);
  for (uint8_t i = 0; i < table.count; i++) {
    if (isFresh) restartLimits(i);
    else trip(i, TripReason::Restart);
  }
  saveTable();
}

bool isLeased(uint8_t pin) { return indexOf(pin) >= 0; }

const Lease* find(uint8_t pin) {
  const int8_t index = indexOf(pin);
  return index < 0 ? nullptr : &table.leases[index];
}

bool isTripped(uint8_t pin) {
  const Lease* lease = find(pin);
  return lease != nullptr && lease->trip != TripReason::None;
}

bool safeLevel(uint8_t pin) {
  const Lease* lease = find(pin);
  return lease != nullptr && lease->terms.safeLevel;
}

static uint16_t watchedExcept(uint8_t pin) {
  uint16_t channels = 0;
  for (uint8_t i = 0; i < table.count; i++) {
    const Terms& terms = table.leases[i].terms;
    if (terms.pin != pin && terms::hasWatch(terms)) channels |= 1U << terms.channel;
  }
  return channels;
}

uint16_t watchedChannels() { return watchedExcept(NO_PIN); }

bool isWatched(uint8_t channel) { return (watchedChannels() & (1U << channel)) != 0; }

uint8_t count() { return table.count; }

const Lease& at(uint8_t index) { return table.leases[index]; }

bool isActive(uint8_t index) { return states[index].active; }

uint16_t crc() {
  uint16_t crc = terms::CRC_INIT;
  for (uint8_t i = 0; i < table.count; i++) crc = terms::updateCrc(crc, table.leases[i].terms);
  return crc;
}

// A pin can not be an output and be watched.
static bool conflicts(const Terms& terms) {
  if (board::isAnalog(terms.pin) && isWatched(terms.pin - PIN_A0)) return true;
  return terms::hasWatch(terms) && isLeased(PIN_A0 + terms.channel);
}

static bool exceedsChannels(const Terms& terms) {
  if (!terms::hasWatch(terms)) return false;
  return __builtin_popcount(watchedExcept(terms.pin) | 1U << terms.channel) > MAX_WATCHED;
}

terms::Refusal configure(const Terms& terms) {
  const terms::Refusal refusal = terms::check(terms);
  if (refusal != terms::Refusal::None) return refusal;
  if (conflicts(terms)) return terms::Refusal::NoOutput;
  int8_t index = indexOf(terms.pin);
  if ((index < 0 && table.count == MAX_LEASES) || exceedsChannels(terms)) return terms::Refusal::NoPlace;
  if (index < 0) index = insert(terms.pin);
  table.leases[index].terms = terms;
  if (terms::hasWatch(terms)) pins::release(PIN_A0 + terms.channel);
  restartLimits(index);
  saveTable();
  return terms::Refusal::None;
}

void renew() {
  for (State& state : states) state.renewedAtMs = serial_in::lastReceivedMs();
}

void clear(uint8_t pin) {
  const int8_t index = indexOf(pin);
  if (index < 0) return;
  table.leases[index].trip = TripReason::None;
  states[index].unreported = false;
  restartLimits(index);
  saveTable();
}

terms::Refusal forget(uint8_t pin) {
  const int8_t index = indexOf(pin);
  if (index < 0) return terms::Refusal::NoLease;
  if (table.leases[index].trip != TripReason::None) return terms::Refusal::Tripped;
  driveSafe(index);
  table.count--;
  for (uint8_t i = index; i < table.count; i++) {
    table.leases[i] = table.leases[i + 1];
    states[i] = states[i + 1];
  }
  saveTable();
  return terms::Refusal::None;
}

static TripReason dueTrip(uint8_t index, uint32_t nowMs) {
  const Lease& lease = table.leases[index];
  if (lease.trip != TripReason::None) return TripReason::None;
  const State& state = states[index];
  const Terms& terms = lease.terms;
  if (terms::hasWatch(terms) && state.outOfRange >= terms.samples) return TripReason::Reading;
  if (hasElapsed(state.renewedAtMs, terms.silenceMs, nowMs)) return TripReason::Silence;
  const bool limited = state.active && terms.activeMs != 0;
  return limited && hasElapsed(state.activeSinceMs, terms.activeMs, nowMs) ? TripReason::ActiveTooLong : TripReason::None;
}

static void countSample(uint8_t channel, uint16_t reading) {
  for (uint8_t i = 0; i < table.count; i++) {
    const Terms& terms = table.leases[i].terms;
    if (terms.channel != channel) continue;
    const bool isInside = reading >= terms.lowest && reading <= terms.highest;
    // At 127 it has tripped, and what it counts then is nothing to anybody.
    states[i].outOfRange = isInside ? 0 : states[i].outOfRange + 1;
  }
}

void enforce() {
  serial_in::poll();
  if (!analog_watch::isDue()) return;  // nothing becomes due within a tick of the clock
  analog_watch::sample(countSample);
  const uint32_t nowMs = millis();
  for (uint8_t i = 0; i < table.count; i++) {
    const TripReason reason = dueTrip(i, nowMs);
    if (reason == TripReason::None) continue;
    trip(i, reason);
    isUnsaved = true;
    trippedAtMs = nowMs;
  }
  if (isUnsaved && static_cast<uint8_t>(nowMs - trippedAtMs) >= SAVE_AFTER_MS) saveTable();
}

void recordActive(uint8_t pin, bool active) {
  const int8_t index = indexOf(pin);
  if (index < 0) return;
  State& state = states[index];
  if (active && !state.active) state.activeSinceMs = millis();
  state.active = active;
}

const Lease* takeUnreported() {
  if (isUnsaved) return nullptr;  // what was told outlives a reset
  for (uint8_t i = 0; i < table.count; i++) {
    if (!states[i].unreported) continue;
    states[i].unreported = false;
    return &table.leases[i];
  }
  return nullptr;
}

}  // namespace leases
