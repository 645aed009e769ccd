// How long an output was active without a rest.
//
// The time runs from the first moment away from the safe level, and ends with a rest: an unbroken time at the safe
// level as long as the limit itself, and never longer than 1 s. A shorter interruption counts as active. So a host
// that toggles a pin, or whose program chatters, gets no more time than one that holds it; with a limit of at most
// 1 s a pin is active for half of the time at most. Why not count real time off against real time on: a slow
// compressor fills a tire for minutes, with pauses of seconds in which the host reads the pressure and decides again;
// such a pause is a rest, whatever came before it.
#pragma once
#include <stdint.h>

class ActiveTime {
 public:
  bool isActive() const { return active; }

  void record(bool isActive, uint32_t nowMs) {
    if (isActive && !runs) sinceMs = nowMs;
    if (active && !isActive) safeSinceMs = nowMs;
    runs |= isActive;
    active = isActive;
  }

  // Called with every tick of millis(), so that 16 bits are enough for a rest.
  void tick(uint32_t limitMs, uint32_t nowMs) {
    if (!active && static_cast<uint16_t>(nowMs - safeSinceMs) >= restMs(limitMs)) runs = false;
  }

  // The difference stays right when millis() overflows, after 49 days.
  bool exceeds(uint32_t limitMs, uint32_t nowMs) const { return active && limitMs != 0 && nowMs - sinceMs > limitMs; }

 private:
  static const uint16_t LONGEST_REST_MS = 1000;

  static uint16_t restMs(uint32_t limitMs) { return limitMs < LONGEST_REST_MS ? limitMs : LONGEST_REST_MS; }

  uint32_t sinceMs = 0;
  uint16_t safeSinceMs = 0;
  bool active = false;
  bool runs = false;
};
