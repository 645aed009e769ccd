// An output is a lease: the host holds it only while it renews it, for no longer than was agreed, and while a
// sensor reads what it may. The idea is Klipper's (config_digital_out: a default level and a maximum
// duration), made to latch.
#pragma once
#include <stdint.h>

#include "terms.h"

namespace leases {

constexpr uint8_t MAX_LEASES = 16;
// Channels: one more takes each sample 0.11 ms longer, and all are to be sampled every millisecond.
constexpr uint8_t MAX_WATCHED = 6;

// Why a pin was taken from the host. Numbers of the wire.
enum class TripReason : uint8_t {
  None = 0,
  Silence = 1,        // no renewal in its time
  ActiveTooLong = 2,  // away from its safe level for too long
  Restart = 3,        // the board was reset, by its watchdog or by somebody, while the lease stood
  Reading = 4,        // the watched channel was outside of its range
};

// The half that a reset does not wipe out.
struct Lease {
  Terms terms;
  TripReason trip;
};

// Takes up the leases that stood before a reset, tripped; else those that EEPROM keeps.
void begin();

bool isLeased(uint8_t pin);
bool isTripped(uint8_t pin);
// LOW where there is no lease: drivers are wired active-high.
bool safeLevel(uint8_t pin);
// A lease depends on this analog channel.
bool isWatched(uint8_t channel);
// One bit for each channel.
uint16_t watchedChannels();

// All leases by rising pin.
uint8_t count();
const Lease& at(uint8_t index);
bool isActive(uint8_t index);
const Lease* find(uint8_t pin);
// CRC-16 over all terms; README.md.
uint16_t crc();

// The pin becomes an output at its safe level. A trip stays.
terms::Refusal configure(const Terms& terms);
// All leases. Ends no trip.
void renew();
// Ends the trip of a leased pin, and leaves the pin at its safe level.
void clear(uint8_t pin);
// The pin goes to its safe level, and is plain Firmata from then on.
terms::Refusal forget(uint8_t pin);
// Trips whatever is due. Called once a turn, and wherever something waits.
void enforce();

// A pin was written.
void recordActive(uint8_t pin, bool active);

// A lease whose trip the host was not told yet, or none; telling is up to the caller.
const Lease* takeUnreported();

}  // namespace leases
