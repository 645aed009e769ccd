// All leases, in RAM that a reset does not clear. A trip must survive a reset: the reset button is no clear, and
// opening the port resets most boards. After power-on the same RAM holds anything, so nothing in it is believed
// without magic number, checksum, and a look at each field.
#pragma once
#include <stdint.h>

#include "terms.h"

namespace lease_table {

constexpr uint8_t MAX_LEASES = 16;
// Analog channels. Each takes 0.11 ms to convert, and all of them are sampled every millisecond.
constexpr uint8_t MAX_WATCHED = 6;

// Why a lease tripped; numbered as on the wire.
enum class TripReason : uint8_t {
  None = 0,
  Silence = 1,        // no renewal within silenceMs
  ActiveTooLong = 2,  // away from its safe level for longer than activeMs
  Restart = 3,        // the board was reset, by its watchdog, its button or DTR, while the lease was configured
  Reading = 4,        // the watched channel was outside of its range
};

// The part of a lease that survives a reset.
struct Lease {
  Terms terms;
  TripReason trip;
};

// Leases in ascending order of their pins.
struct Table {
  uint32_t magic;
  uint8_t count;
  uint8_t reserved;  // makes the size even: the checksum is over words
  Lease leases[MAX_LEASES];
};

extern Table table;

void clear();
// Whether another program, or nobody, could have left this: every lease is one that configure() accepts, and the
// order, the watched channels and the trips are possible.
bool isValid();

// Seals the table, then copies it: a reset in between leaves one of the two.
void save();
// Takes what was sealed before the reset. False, and an empty table, when there is nothing to believe.
bool restore();

int8_t indexOf(uint8_t pin);
// One bit for each analog channel that is watched, without the lease of this pin.
uint16_t watchedExcept(uint8_t pin);
// A pin cannot be a leased output and a watched input.
bool conflicts(const Terms& terms);
// These terms would watch one channel too many.
bool exceedsChannels(const Terms& terms);

}  // namespace lease_table
