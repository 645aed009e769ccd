#include "leases.h"

#include <string.h>
#include <util/crc16.h>

#include "board.h"
#include "pins.h"
#include "start.h"

namespace leases {

// A trip must outlive a reset: the reset button is not the clear that we want, and opening the port resets
// most boards. The sum tells what stood here from what RAM happens to hold after power-on.
static Lease kept[board::PINS] __attribute__((section(".noinit")));
static uint16_t keptSum __attribute__((section(".noinit")));

struct Run {
  uint32_t renewedAtMs;
  uint32_t activeSinceMs;
  bool active;
  bool untold;
};

static Run runs[board::PINS];

static uint16_t sumOfKept() {
  const uint8_t* bytes = reinterpret_cast<const uint8_t*>(kept);
  uint16_t sum = 0xFFFF;
  for (uint16_t i = 0; i < sizeof kept; i++) sum = _crc16_update(sum, bytes[i]);
  return sum;
}

static void seal() { keptSum = sumOfKept(); }

// The difference of two moments is right also when millis() has run over between them, after 49 days.
static bool isOver(uint32_t sinceMs, uint32_t limitMs, uint32_t nowMs) { return nowMs - sinceMs > limitMs; }

static void rest(uint8_t pin) {
  pins::makeOutput(pin, Mode::Output, kept[pin].safeLevel);
  runs[pin].active = false;
}

// Without a seal: that takes most of a millisecond, and other pins may have to follow.
static void trip(uint8_t pin, Trip reason) {
  rest(pin);
  if (kept[pin].trip == Trip::None) kept[pin].trip = reason;
  runs[pin].untold = true;
}

void begin() {
  if (start::isPowerOn() || keptSum != sumOfKept()) {
    memset(kept, 0, sizeof kept);
  }
  for (uint8_t pin = 0; pin < board::PINS; pin++) {
    if (holds(pin)) trip(pin, Trip::Restart);
  }
  seal();
}

bool holds(uint8_t pin) { return kept[pin].silenceMs != 0; }

const Lease& of(uint8_t pin) { return kept[pin]; }

bool isActive(uint8_t pin) { return runs[pin].active; }

void configure(uint8_t pin, bool safeLevel, uint16_t silenceMs, uint32_t activeMs) {
  kept[pin] = {silenceMs, activeMs, safeLevel, kept[pin].trip};
  rest(pin);
  runs[pin].renewedAtMs = millis();
  seal();
}

void renew() {
  for (Run& run : runs) run.renewedAtMs = millis();
}

void clear(uint8_t pin) {
  kept[pin].trip = Trip::None;
  rest(pin);
  runs[pin].renewedAtMs = millis();
  runs[pin].untold = false;
  seal();
}

static Trip dueTrip(uint8_t pin, uint32_t nowMs) {
  const Lease& lease = kept[pin];
  if (!holds(pin) || lease.trip != Trip::None) return Trip::None;
  const Run& run = runs[pin];
  if (isOver(run.renewedAtMs, lease.silenceMs, nowMs)) return Trip::Silence;
  const bool limited = run.active && lease.activeMs != 0;
  return limited && isOver(run.activeSinceMs, lease.activeMs, nowMs) ? Trip::ActiveTooLong : Trip::None;
}

void enforce() {
  const uint32_t nowMs = millis();
  bool tripped = false;
  for (uint8_t pin = 0; pin < board::PINS; pin++) {
    const Trip reason = dueTrip(pin, nowMs);
    if (reason == Trip::None) continue;
    trip(pin, reason);
    tripped = true;
  }
  if (tripped) seal();
}

void noteActive(uint8_t pin, bool active) {
  Run& run = runs[pin];
  if (active && !run.active) run.activeSinceMs = millis();
  run.active = active;
}

int16_t takeUntold() {
  for (uint8_t pin = 0; pin < board::PINS; pin++) {
    if (!runs[pin].untold) continue;
    runs[pin].untold = false;
    return pin;
  }
  return -1;
}

}  // namespace leases
