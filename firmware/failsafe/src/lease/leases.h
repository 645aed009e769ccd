// A lease is the permission for an output to be active. It ends by itself (trips) when the host stops
// renewing it, when the output was active for too long, or when a sensor leaves its range. The idea is
// Klipper's (config_digital_out: a default level and a maximum duration); here a trip latches.
#pragma once
#include <stdint.h>

#include "lease_table.h"
#include "terms.h"

namespace leases {

using lease_table::Lease;
using lease_table::MAX_LEASES;
using lease_table::TripReason;

// Restores the leases from before a reset, tripped; without any, those stored in EEPROM.
void begin();

bool isLeased(uint8_t pin);
bool isTripped(uint8_t pin);
// LOW where there is no lease: drivers are wired active-high.
bool safeLevel(uint8_t pin);
// A lease watches this analog channel.
bool isWatched(uint8_t channel);
// One bit per channel.
uint16_t watchedChannels();

// Leases in ascending order of their pins.
uint8_t count();
const Lease& at(uint8_t index);
bool isActive(uint8_t index);
// CRC-16 over all terms, see README.md.
uint16_t crc();

// Adds or replaces a lease. The pin becomes an output at its safe level. A trip stays.
terms::Refusal configure(const Terms& terms);
// Renews all leases, from the moment at which the message arrived that is executed now. Does not end a trip.
void renew();
// Ends the trip of a leased pin. The pin stays at its safe level.
void clear(uint8_t pin);
// Removes a lease. The pin goes to its safe level and is plain Firmata from then on.
terms::Refusal forget(uint8_t pin);
// Trips every lease that is due. Called in each pass of loop(), and in every wait.
void enforce();

// Records that a pin was written: active is anything but its safe level.
void recordActive(uint8_t pin, bool active);

// A lease whose trip was not reported yet, or nullptr. It counts as reported from then on.
const Lease* takeUnreported();

}  // namespace leases
