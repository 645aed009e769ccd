// An output is a lease: the host holds it only while it renews it, and for no longer than was agreed. The
// idea is Klipper's (config_digital_out: a default level and a maximum duration), made to latch.
#pragma once
#include <stdint.h>

namespace leases {

// Why a pin was taken from the host. Numbers of the wire.
enum class Trip : uint8_t {
  None = 0,
  Silence = 1,        // no renewal in its time
  ActiveTooLong = 2,  // away from its safe level for too long
  Restart = 3,        // the board was reset, by its watchdog or by somebody, while the lease stood
};

// The half that a reset does not wipe out.
struct Lease {
  uint16_t silenceMs;  // 0: no lease
  uint32_t activeMs;   // 0: as long as the host renews
  bool safeLevel;
  Trip trip;
};

// Takes up the leases that stood before a reset, tripped; without a trace of any, there are none.
void begin();

bool holds(uint8_t pin);
const Lease& of(uint8_t pin);
bool isActive(uint8_t pin);

// The pin becomes an output at its safe level. A trip stays.
void configure(uint8_t pin, bool safeLevel, uint16_t silenceMs, uint32_t activeMs);
// All leases. Ends no trip.
void renew();
// Ends the trip of a pin, and leaves the pin at its safe level.
void clear(uint8_t pin);
// Trips whatever is due. Called once a turn, and wherever something waits.
void enforce();

// A leased pin was written.
void noteActive(uint8_t pin, bool active);

// A pin whose trip the host was not told yet, or -1; telling is up to the caller.
int16_t takeUntold();

}  // namespace leases
