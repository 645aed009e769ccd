#include "lease_messages.h"

#include <Arduino.h>

#include "keeping.h"
#include "leases.h"
#include "outgoing.h"
#include "pins.h"
#include "protocol.h"
#include "start.h"
#include "terms.h"

namespace lease_messages {

using terms::Refusal;

static void refuse(uint8_t pin, Refusal why) {
  outgoing::begin(protocol::LEASE_REFUSED);
  outgoing::send(pin);
  outgoing::send(static_cast<uint8_t>(why));
  outgoing::end();
}

static void tellState(uint8_t index) {
  const leases::Lease& lease = leases::at(index);
  uint8_t bytes[terms::SIZE];
  terms::write(lease.terms, bytes);
  outgoing::begin(protocol::LEASE_STATE);
  for (const uint8_t byte : bytes) outgoing::send(byte);
  outgoing::send(leases::isActive(index));
  outgoing::send(static_cast<uint8_t>(lease.trip));
  outgoing::end();
}

static void tellStateOf(uint8_t pin) {
  for (uint8_t i = 0; i < leases::count(); i++) {
    if (leases::at(i).terms.pin == pin) tellState(i);
  }
}

// Every lease, then an empty one: the end.
static void tellAll() {
  for (uint8_t i = 0; i < leases::count(); i++) tellState(i);
  outgoing::begin(protocol::LEASE_STATE);
  outgoing::end();
}

static void tellAbout() {
  outgoing::begin(protocol::LEASE_ABOUT);
  outgoing::send(protocol::LEASE_VERSION);
  outgoing::send(leases::PLACES);
  outgoing::number(leases::sum(), 3);
  outgoing::send(static_cast<uint8_t>(keeping::state()));
  outgoing::number(keeping::sum(), 3);
  outgoing::end();
}

// While EEPROM is written, what stands must stay what it is.
static bool isBusy(uint8_t pin) {
  if (keeping::state() != keeping::Kept::BeingWritten) return false;
  refuse(pin, Refusal::Busy);
  return true;
}

static void configure(const uint8_t* data, uint8_t length) {
  if (length == 0) return;
  const uint8_t pin = data[0];
  if (length != terms::SIZE || data[1] > 1) return refuse(pin, Refusal::Malformed);
  if (isBusy(pin)) return;
  const Refusal refusal = leases::configure(terms::read(data));
  if (refusal != Refusal::None) return refuse(pin, refusal);
  tellStateOf(pin);
}

static void clear(uint8_t pin) {
  if (!leases::holds(pin)) return refuse(pin, Refusal::NoLease);
  leases::clear(pin);
  tellStateOf(pin);
}

static void forget(uint8_t pin) {
  if (isBusy(pin)) return;
  const Refusal refusal = leases::forget(pin);
  if (refusal != Refusal::None) return refuse(pin, refusal);
  tellAbout();
}

// The answer comes with the last byte: announce().
static void keep(uint8_t whether) {
  if (isBusy(protocol::NONE)) return;
  if (whether > 1) return refuse(protocol::NONE, Refusal::Malformed);
  if (whether == 1) keeping::keep();
  else keeping::erase();
}

void tellResetCause() {
  outgoing::begin(protocol::RESET_CAUSE);
  outgoing::send(start::cause());
  outgoing::send(static_cast<uint8_t>(start::causeSource()));
  outgoing::end();
}

static void obeyWithByte(uint8_t id, uint8_t byte) {
  switch (id) {
    case protocol::LEASE_CLEAR: return clear(byte);
    case protocol::LEASE_FORGET: return forget(byte);
    case protocol::LEASE_KEEP: return keep(byte);
  }
}

static void obeyBare(uint8_t id) {
  switch (id) {
    case protocol::LEASE_RENEW: return leases::renew();
    case protocol::LEASE_QUERY: return tellAll();
    case protocol::LEASE_ABOUT: return tellAbout();
    case protocol::RESET_CAUSE: return tellResetCause();
  }
}

void obey(uint8_t id, const uint8_t* data, uint8_t length) {
  if (id == protocol::LEASE_CONFIGURE) return configure(data, length);
  if (length == 1) return obeyWithByte(id, data[0]);
  if (length == 0) return obeyBare(id);
}

// For people at a plain Firmata host, which shows strings and knows no leases.
static void tellPeople(uint8_t pin, leases::Trip trip) {
  outgoing::begin(protocol::STRING);
  outgoing::characters(PSTR("pin "));
  if (pin > 9) outgoing::number('0' + pin / 10, 2);
  outgoing::number('0' + pin % 10, 2);
  switch (trip) {
    case leases::Trip::Silence: outgoing::characters(PSTR(" safe: silence")); break;
    case leases::Trip::ActiveTooLong: outgoing::characters(PSTR(" safe: on too long")); break;
    case leases::Trip::Restart: outgoing::characters(PSTR(" safe: restart")); break;
    case leases::Trip::Reading: outgoing::characters(PSTR(" safe: reading out of range")); break;
    case leases::Trip::None: break;
  }
  outgoing::end();
}

static void announceTrip() {
  const leases::Lease* lease = leases::takeUntold();
  if (lease == nullptr) return;
  const uint8_t pin = lease->terms.pin;
  const leases::Trip trip = lease->trip;
  outgoing::begin(protocol::LEASE_TRIPPED);
  outgoing::send(pin);
  outgoing::send(static_cast<uint8_t>(trip));
  outgoing::end();
  tellPeople(pin, trip);
}

void announce() {
  announceTrip();
  if (keeping::write()) tellAbout();
}

}  // namespace lease_messages
