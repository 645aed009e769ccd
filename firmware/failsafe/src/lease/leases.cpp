#include "leases.h"

#include "../board/analog_watch.h"
#include "../board/board.h"
#include "../board/pins.h"
#include "../board/reset.h"
#include "../board/usart.h"
#include "active_time.h"
#include "lease_store.h"

namespace leases {

using lease_table::indexOf;
using lease_table::table;

// The part of a lease that a reset ends.
struct State {
  ActiveTime activeTime;
  // Low 16 bits of millis(): a silence is at most 16 s, and every wait enforces leases.
  uint16_t renewedAtMs;
  bool unreported;
  uint8_t outOfRange;  // consecutive samples out of range
};

static State states[MAX_LEASES];
static const uint8_t NO_PIN = 0xFF;

// A trip is not sealed yet, and when it happened (low byte of millis()).
static bool isUnsaved;
static uint8_t trippedAtMs;
// Delay between a trip and sealing the table, ms: other leases may trip with the next sample, and their pins come
// first.
static const uint8_t SAVE_AFTER_MS = 2;

static void save() {
  lease_table::save();
  isUnsaved = false;
}

static void driveSafe(uint8_t index) {
  const Terms& terms = table.leases[index].terms;
  pins::makeOutput(terms.pin, Mode::Output, terms.safeLevel);
  states[index].activeTime.record(false, millis());
}

static void trip(uint8_t index, TripReason reason) {
  driveSafe(index);
  Lease& lease = table.leases[index];
  if (lease.trip == TripReason::None) lease.trip = reason;
  states[index].unreported = true;
}

// The time active goes on: terms and clears that are repeated must not void its limit.
static void restartLimits(uint8_t index) {
  driveSafe(index);
  states[index].renewedAtMs = usart::readByteArrivedMs();
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
  states[at] = State();
  return at;
}

void begin() {
  const bool isRamIntact = lease_table::restore();
  const bool isPowerOn = reset::isPowerOn(isRamIntact);
  if (isPowerOn) lease_table::clear();
  const bool isStoreNeeded = isPowerOn || !isRamIntact;
  if (isStoreNeeded) lease_store::load();
  // Leases from EEPROM start untripped after power-on only. Another reset that lost RAM is no clear.
  for (uint8_t i = 0; i < table.count; i++) {
    if (isPowerOn) restartLimits(i);
    else trip(i, TripReason::Restart);
  }
  save();
  // Pins come first. A host queries what is stored after it has opened the port.
  if (!isStoreNeeded) lease_store::check();
}

bool isLeased(uint8_t pin) { return indexOf(pin) >= 0; }

static const Lease* find(uint8_t pin) {
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

uint16_t watchedChannels() { return lease_table::watchedExcept(NO_PIN); }

bool isWatched(uint8_t channel) { return (watchedChannels() & (1U << channel)) != 0; }

uint8_t count() { return table.count; }

const Lease& at(uint8_t index) { return table.leases[index]; }

bool isActive(uint8_t index) { return states[index].activeTime.isActive(); }

uint16_t crc() {
  uint16_t crc = terms::CRC_INIT;
  for (uint8_t i = 0; i < table.count; i++) crc = terms::updateCrc(crc, table.leases[i].terms);
  return crc;
}

terms::Refusal configure(const Terms& terms) {
  const terms::Refusal refusal = terms::check(terms);
  if (refusal != terms::Refusal::None) return refusal;
  if (lease_table::conflicts(terms)) return terms::Refusal::NoOutput;
  int8_t index = indexOf(terms.pin);
  const bool isFull = index < 0 && table.count == MAX_LEASES;
  if (isFull || lease_table::exceedsChannels(terms)) return terms::Refusal::NoPlace;
  if (index < 0) index = insert(terms.pin);
  table.leases[index].terms = terms;
  if (terms::hasWatch(terms)) pins::release(PIN_A0 + terms.channel);
  restartLimits(index);
  save();
  return terms::Refusal::None;
}

void renew() {
  for (State& state : states) state.renewedAtMs = usart::readByteArrivedMs();
}

void clear(uint8_t pin) {
  const int8_t index = indexOf(pin);
  if (index < 0) return;
  table.leases[index].trip = TripReason::None;
  states[index].unreported = false;
  restartLimits(index);
  save();
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
  save();
  return terms::Refusal::None;
}

static TripReason dueTrip(uint8_t index, uint32_t nowMs) {
  const Lease& lease = table.leases[index];
  if (lease.trip != TripReason::None) return TripReason::None;
  const State& state = states[index];
  const Terms& terms = lease.terms;
  if (terms::hasWatch(terms) && state.outOfRange >= terms.samples) return TripReason::Reading;
  if (static_cast<uint16_t>(nowMs - state.renewedAtMs) > terms.silenceMs) return TripReason::Silence;
  return state.activeTime.exceeds(terms.activeMs, nowMs) ? TripReason::ActiveTooLong : TripReason::None;
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
  if (!analog_watch::isDue()) return;  // nothing becomes due within a tick of millis()
  analog_watch::sample(countSample);
  const uint32_t nowMs = millis();
  for (uint8_t i = 0; i < table.count; i++) {
    states[i].activeTime.tick(table.leases[i].terms.activeMs, nowMs);
    const TripReason reason = dueTrip(i, nowMs);
    if (reason == TripReason::None) continue;
    trip(i, reason);
    isUnsaved = true;
    trippedAtMs = nowMs;
  }
  if (isUnsaved && static_cast<uint8_t>(nowMs - trippedAtMs) >= SAVE_AFTER_MS) save();
}

void recordActive(uint8_t pin, bool active) {
  const int8_t index = indexOf(pin);
  if (index >= 0) states[index].activeTime.record(active, millis());
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
