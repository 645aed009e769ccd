#include "lease_messages.h"

#include <Arduino.h>

#include "../board/pins.h"
#include "../board/reset.h"
#include "../board/serial_out.h"
#include "../firmata/long_answer.h"
#include "../firmata/protocol.h"
#include "lease_store.h"
#include "leases.h"
#include "terms.h"

namespace lease_messages {

using terms::Refusal;

static void sendRefusal(uint8_t pin, Refusal why) {
  serial_out::beginSysex(protocol::LEASE_REFUSED);
  serial_out::send(pin);
  serial_out::send(static_cast<uint8_t>(why));
  serial_out::endSysex();
}

static void sendState(uint8_t index) {
  const leases::Lease& lease = leases::at(index);
  uint8_t bytes[terms::SIZE];
  terms::write(lease.terms, bytes);
  serial_out::beginSysex(protocol::LEASE_STATE);
  for (const uint8_t byte : bytes) serial_out::send(byte);
  serial_out::send(leases::isActive(index));
  serial_out::send(static_cast<uint8_t>(lease.trip));
  serial_out::endSysex();
}

static void sendStateOf(uint8_t pin) {
  for (uint8_t i = 0; i < leases::count(); i++) {
    if (leases::at(i).terms.pin == pin) sendState(i);
  }
}

// One lease, or an empty message as the end of the list.
static void sendPartOfStates(uint8_t part) {
  if (part < leases::count()) return sendState(part);
  serial_out::beginSysex(protocol::LEASE_STATE);
  serial_out::endSysex();
}

static void beginAllStates() { long_answer::begin(sendPartOfStates, leases::count() + 1); }

static void sendAbout() {
  serial_out::beginSysex(protocol::LEASE_ABOUT);
  serial_out::send(protocol::LEASE_VERSION);
  serial_out::send(leases::MAX_LEASES);
  serial_out::sendNumber(leases::crc(), 3);
  serial_out::send(static_cast<uint8_t>(lease_store::state()));
  serial_out::sendNumber(lease_store::storedCrc(), 3);
  serial_out::sendNumber(protocol::LEASE_CAPABILITIES, 2);
  serial_out::endSysex();
}

// The terms must not change while they are written to EEPROM.
static bool isBusy(uint8_t pin) {
  if (lease_store::state() != lease_store::Content::Writing) return false;
  sendRefusal(pin, Refusal::Busy);
  return true;
}

static void configure(const uint8_t* data, uint8_t length) {
  if (length == 0) return;
  const uint8_t pin = data[0];
  if (length != terms::SIZE) return sendRefusal(pin, Refusal::Malformed);
  if (isBusy(pin)) return;
  const Refusal refusal = leases::configure(terms::read(data));
  if (refusal != Refusal::None) return sendRefusal(pin, refusal);
  sendStateOf(pin);
}

static void clear(uint8_t pin) {
  if (!leases::isLeased(pin)) return sendRefusal(pin, Refusal::NoLease);
  leases::clear(pin);
  sendStateOf(pin);
}

static void forget(uint8_t pin) {
  if (isBusy(pin)) return;
  const Refusal refusal = leases::forget(pin);
  if (refusal != Refusal::None) return sendRefusal(pin, refusal);
  sendAbout();
}

// The answer follows when the last byte is written: reportChanges().
static void keep(uint8_t choice) {
  if (isBusy(protocol::NONE)) return;
  if (choice > 1) return sendRefusal(protocol::NONE, Refusal::Malformed);
  if (choice == 1) lease_store::beginWrite();
  else lease_store::beginErase();
}

void sendResetCause() {
  serial_out::beginSysex(protocol::RESET_CAUSE);
  serial_out::send(reset::cause());
  serial_out::send(static_cast<uint8_t>(reset::causeSource()));
  serial_out::endSysex();
}

static void executeWithByte(uint8_t id, uint8_t byte) {
  switch (id) {
    case protocol::LEASE_CLEAR: return clear(byte);
    case protocol::LEASE_FORGET: return forget(byte);
    case protocol::LEASE_KEEP: return keep(byte);
  }
}

static void executeWithoutData(uint8_t id) {
  switch (id) {
    case protocol::LEASE_RENEW: return leases::renew();
    case protocol::LEASE_QUERY: return beginAllStates();
    case protocol::LEASE_ABOUT: return sendAbout();
    case protocol::RESET_CAUSE: return sendResetCause();
  }
}

void execute(uint8_t id, const uint8_t* data, uint8_t length) {
  if (id == protocol::LEASE_CONFIGURE) return configure(data, length);
  if (length == 1) return executeWithByte(id, data[0]);
  if (length == 0) return executeWithoutData(id);
}

// For people with a plain Firmata host, which shows strings and has no leases.
static void sendTripText(uint8_t pin, leases::TripReason trip) {
  serial_out::beginSysex(protocol::STRING);
  serial_out::sendText(PSTR("pin "));
  if (pin > 9) serial_out::sendNumber('0' + pin / 10, 2);
  serial_out::sendNumber('0' + pin % 10, 2);
  switch (trip) {
    case leases::TripReason::Silence: serial_out::sendText(PSTR(" safe: silence")); break;
    case leases::TripReason::ActiveTooLong: serial_out::sendText(PSTR(" safe: on too long")); break;
    case leases::TripReason::Restart: serial_out::sendText(PSTR(" safe: restart")); break;
    case leases::TripReason::Reading: serial_out::sendText(PSTR(" safe: reading out of range")); break;
    case leases::TripReason::None: break;
  }
  serial_out::endSysex();
}

static void reportTrip() {
  const leases::Lease* lease = leases::takeUnreported();
  if (lease == nullptr) return;
  const uint8_t pin = lease->terms.pin;
  const leases::TripReason trip = lease->trip;
  serial_out::beginSysex(protocol::LEASE_TRIPPED);
  serial_out::send(pin);
  serial_out::send(static_cast<uint8_t>(trip));
  serial_out::endSysex();
  sendTripText(pin, trip);
}

void reportChanges() {
  reportTrip();
  if (lease_store::continueWrite()) sendAbout();
}

}  // namespace lease_messages
