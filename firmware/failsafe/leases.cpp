#include "leases.h"

#include <string.h>
#include <util/crc16.h>

#include "board.h"
#include "hearing.h"
#include "keeping.h"
#include "pins.h"
#include "start.h"
#include "watching.h"

namespace leases {

// A trip must outlive a reset: the reset button is not the clear that we want, and opening the port resets
// most boards. The seal tells what stood here from what RAM happens to hold after power-on; the copy is whole
// when a reset comes while the book is written.
struct Book {
  uint8_t count;
  Lease leases[PLACES];
};
static Book book __attribute__((section(".noinit")));
static Book copy __attribute__((section(".noinit")));
static uint16_t bookSeal __attribute__((section(".noinit")));
static uint16_t copySeal __attribute__((section(".noinit")));

struct Run {
  uint32_t renewedAtMs;
  uint32_t activeSinceMs;
  bool active;
  bool untold;
  uint8_t outside;  // samples in a row
};

static Run runs[PLACES];
static const uint8_t NO_PIN = 0xFF;

// A trip is not in the seal yet, and when it was; the low byte is enough.
static bool unsealed;
static uint8_t trippedAtMs;
// Where one pin trips, others may do so a sample later: pins first, then the seal and words.
static const uint8_t SEAL_AFTER_MS = 2;

// Fletcher's sum: a twelfth of the time that a CRC of so many bytes takes here.
static uint16_t sealOf(const Book& book) {
  const uint8_t* bytes = reinterpret_cast<const uint8_t*>(&book);
  uint8_t sum = 0x5A;
  uint8_t sums = 0xA5;
  for (uint16_t i = 0; i < sizeof book; i++) sums += sum += bytes[i];
  return sum << 8 | sums;
}

static void seal() {
  bookSeal = sealOf(book);
  asm volatile("" ::: "memory");  // one of the two is whole at every moment
  copy = book;
  copySeal = bookSeal;
  unsealed = false;
}

static bool remembers() {
  if (start::isPowerOn()) return false;
  if (bookSeal == sealOf(book)) return true;
  if (copySeal != sealOf(copy)) return false;
  book = copy;
  return true;
}

static int8_t indexOf(uint8_t pin) {
  for (uint8_t i = 0; i < book.count; i++) {
    if (book.leases[i].terms.pin == pin) return i;
  }
  return -1;
}

// The difference of two moments is right also when millis() has run over between them, after 49 days.
static bool isOver(uint32_t sinceMs, uint32_t limitMs, uint32_t nowMs) { return nowMs - sinceMs > limitMs; }

static void rest(uint8_t index) {
  const Terms& terms = book.leases[index].terms;
  pins::makeOutput(terms.pin, Mode::Output, terms.safeLevel);
  runs[index].active = false;
}

static void trip(uint8_t index, Trip reason) {
  rest(index);
  Lease& lease = book.leases[index];
  if (lease.trip == Trip::None) lease.trip = reason;
  runs[index].untold = true;
}

static void beginAnew(uint8_t index) {
  rest(index);
  runs[index].renewedAtMs = hearing::lastMs();
  runs[index].outside = 0;
}

// A place for a pin, in the order of pins.
static uint8_t insert(uint8_t pin) {
  uint8_t at = book.count++;
  for (; at > 0 && book.leases[at - 1].terms.pin > pin; at--) {
    book.leases[at] = book.leases[at - 1];
    runs[at] = runs[at - 1];
  }
  book.leases[at].trip = Trip::None;
  runs[at] = {};
  return at;
}

void begin() {
  const bool stood = remembers();
  keeping::look();  // also where RAM remembers: a host asks what is kept after it has opened the port
  if (!stood) {
    memset(&book, 0, sizeof book);
    keeping::load();
  }
  // What EEPROM kept begins untripped with the power; RAM that is lost by another reset is no clear.
  const bool afresh = !stood && (start::isPowerOn() || start::cause() == 0);
  for (uint8_t i = 0; i < book.count; i++) {
    if (afresh) beginAnew(i);
    else trip(i, Trip::Restart);
  }
  seal();
}

bool holds(uint8_t pin) { return indexOf(pin) >= 0; }

const Lease* find(uint8_t pin) {
  const int8_t index = indexOf(pin);
  return index < 0 ? nullptr : &book.leases[index];
}

bool isTripped(uint8_t pin) {
  const Lease* lease = find(pin);
  return lease != nullptr && lease->trip != Trip::None;
}

bool safeLevel(uint8_t pin) {
  const Lease* lease = find(pin);
  return lease != nullptr && lease->terms.safeLevel;
}

static uint16_t watchedBut(uint8_t pin) {
  uint16_t channels = 0;
  for (uint8_t i = 0; i < book.count; i++) {
    const Terms& terms = book.leases[i].terms;
    if (terms.pin != pin && terms::watches(terms)) channels |= 1U << terms.channel;
  }
  return channels;
}

uint16_t watchedChannels() { return watchedBut(NO_PIN); }

bool watches(uint8_t channel) { return (watchedChannels() & (1U << channel)) != 0; }

uint8_t count() { return book.count; }

const Lease& at(uint8_t index) { return book.leases[index]; }

bool isActive(uint8_t index) { return runs[index].active; }

uint16_t sum() {
  uint16_t sum = terms::SUM_OF_NONE;
  for (uint8_t i = 0; i < book.count; i++) sum = terms::sumOn(sum, book.leases[i].terms);
  return sum;
}

// A pin can not be an output and be watched.
static bool isTaken(const Terms& terms) {
  if (board::isAnalog(terms.pin) && watches(terms.pin - PIN_A0)) return true;
  return terms::watches(terms) && holds(PIN_A0 + terms.channel);
}

static bool isOneTooMany(const Terms& terms) {
  if (!terms::watches(terms)) return false;
  return __builtin_popcount(watchedBut(terms.pin) | 1U << terms.channel) > MOST_WATCHED;
}

terms::Refusal configure(const Terms& terms) {
  const terms::Refusal refusal = terms::check(terms);
  if (refusal != terms::Refusal::None) return refusal;
  if (isTaken(terms)) return terms::Refusal::NoOutput;
  int8_t index = indexOf(terms.pin);
  if ((index < 0 && book.count == PLACES) || isOneTooMany(terms)) return terms::Refusal::NoPlace;
  if (index < 0) index = insert(terms.pin);
  book.leases[index].terms = terms;
  if (terms::watches(terms)) pins::release(PIN_A0 + terms.channel);
  beginAnew(index);
  seal();
  return terms::Refusal::None;
}

void renew() {
  for (Run& run : runs) run.renewedAtMs = hearing::lastMs();
}

void clear(uint8_t pin) {
  const int8_t index = indexOf(pin);
  if (index < 0) return;
  book.leases[index].trip = Trip::None;
  runs[index].untold = false;
  beginAnew(index);
  seal();
}

terms::Refusal forget(uint8_t pin) {
  const int8_t index = indexOf(pin);
  if (index < 0) return terms::Refusal::NoLease;
  if (book.leases[index].trip != Trip::None) return terms::Refusal::Tripped;
  rest(index);
  book.count--;
  for (uint8_t i = index; i < book.count; i++) {
    book.leases[i] = book.leases[i + 1];
    runs[i] = runs[i + 1];
  }
  seal();
  return terms::Refusal::None;
}

static Trip dueTrip(uint8_t index, uint32_t nowMs) {
  const Lease& lease = book.leases[index];
  if (lease.trip != Trip::None) return Trip::None;
  const Run& run = runs[index];
  const Terms& terms = lease.terms;
  if (terms::watches(terms) && run.outside >= terms.samples) return Trip::Reading;
  if (isOver(run.renewedAtMs, terms.silenceMs, nowMs)) return Trip::Silence;
  const bool limited = run.active && terms.activeMs != 0;
  return limited && isOver(run.activeSinceMs, terms.activeMs, nowMs) ? Trip::ActiveTooLong : Trip::None;
}

static void take(uint8_t channel, uint16_t reading) {
  for (uint8_t i = 0; i < book.count; i++) {
    const Terms& terms = book.leases[i].terms;
    if (terms.channel != channel) continue;
    const bool isInside = reading >= terms.lowest && reading <= terms.highest;
    // At 127 it has tripped, and what it counts then is nothing to anybody.
    runs[i].outside = isInside ? 0 : runs[i].outside + 1;
  }
}

void enforce() {
  hearing::look();
  if (!watching::pending()) return;  // nothing becomes due within a tick of the clock
  watching::sample(take);
  const uint32_t nowMs = millis();
  for (uint8_t i = 0; i < book.count; i++) {
    const Trip reason = dueTrip(i, nowMs);
    if (reason == Trip::None) continue;
    trip(i, reason);
    unsealed = true;
    trippedAtMs = nowMs;
  }
  if (unsealed && static_cast<uint8_t>(nowMs - trippedAtMs) >= SEAL_AFTER_MS) seal();
}

void noteActive(uint8_t pin, bool active) {
  const int8_t index = indexOf(pin);
  if (index < 0) return;
  Run& run = runs[index];
  if (active && !run.active) run.activeSinceMs = millis();
  run.active = active;
}

const Lease* takeUntold() {
  if (unsealed) return nullptr;  // what was told outlives a reset
  for (uint8_t i = 0; i < book.count; i++) {
    if (!runs[i].untold) continue;
    runs[i].untold = false;
    return &book.leases[i];
  }
  return nullptr;
}

}  // namespace leases
