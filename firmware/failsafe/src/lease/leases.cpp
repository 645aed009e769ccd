#include "leases.h"

#include <string.h>

#include "../board/analog_watch.h"
#include "../board/board.h"
#include "../board/pins.h"
#include "../board/reset.h"
#include "../board/serial_in.h"
#include "lease_store.h"

namespace leases {

// A trip must survive a reset: the reset button is no clear, and opening the port resets most boards. The
// checksums tell the table from the random contents of RAM after power-on. The backup is intact when a reset
// interrupts writing the table, and the other way round.
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
  uint8_t outOfRange;  // consecutive samples out of range
};

static State states[MAX_LEASES];
static const uint8_t NO_PIN = 0xFF;

// A trip is not covered by the checksums yet, and when it happened (low byte of millis()).
static bool isUnsaved;
static uint8_t trippedAtMs;
// Delay between a trip and the update of the checksums, ms: other leases may trip with the next sample, and
// their pins come first.
static const uint8_t SAVE_AFTER_MS = 2;

// Fletcher's checksum takes a twelfth of the time of a CRC over the same bytes.
static uint16_t checksumOf(const Table& table) {
  const uint8_t* bytes = reinterpret_cast<const uint8_t*>(&table);
  uint8_t sum = 0x5A;
  uint8_t sums = 0xA5;
  for (uint16_t i = 0; i < sizeof table; i++) sums += sum += bytes[i];
  return sum << 8 | sums;
}

static void saveTable() {
  tableChecksum = checksumOf(table);
  asm volatile("" ::: "memory");  // keeps the order: one of the two copies is intact at every moment
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

// The difference stays right when millis() overflows, after 49 days.
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

// Inserts a lease for a pin, in ascending order of pins.
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
  lease_store::check();  // in any case: a host queries what is stored after opening the port
  if (!restored) {
    memset(&table, 0, sizeof table);
    lease_store::load();
  }
  // Leases from EEPROM start untripped after power-on only. Another reset that lost RAM is no clear.
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

// A pin cannot be a leased output and a watched input.
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
  return limited && hasElapsed(state.activeSinceMs, terms.activeMs, nowMs) ? TripReason::ActiveTooLong
                                                                           : TripReason::None;
}

static void countSample(uint8_t channel, uint16_t reading) {
  for (uint8_t i = 0; i < table.count; i++) {
    const Terms& terms = table.leases[i].terms;
    if (terms.channel != channel) continue;
    const bool isInside = reading >= terms.lowest && reading <= terms.highest;
    // Overflows after 255, which is harmless: samples is at most 127, so the lease has tripped by then.
    states[i].outOfRange = isInside ? 0 : states[i].outOfRange + 1;
  }
}

void enforce() {
  serial_in::poll();
  if (!analog_watch::isDue()) return;  // nothing becomes due within a tick of millis()
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
  if (isUnsaved) return nullptr;  // a trip is reported only when it would survive a reset
  for (uint8_t i = 0; i < table.count; i++) {
    if (!states[i].unreported) continue;
    states[i].unreported = false;
    return &table.leases[i];
  }
  return nullptr;
}

}  // namespace leases
