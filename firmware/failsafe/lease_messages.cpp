#include "lease_messages.h"

#include <Arduino.h>

#include "board.h"
#include "leases.h"
#include "outgoing.h"
#include "pins.h"
#include "protocol.h"
#include "start.h"

namespace lease_messages {

// Numbers of the wire.
enum class Refusal : uint8_t { Malformed = 1, NoOutput = 2, Unlimited = 3, NoLease = 4 };

static void refuse(uint8_t pin, Refusal why) {
  outgoing::begin(protocol::LEASE_REFUSED);
  outgoing::send(pin);
  outgoing::send(static_cast<uint8_t>(why));
  outgoing::end();
}

static void tellState(uint8_t pin) {
  const leases::Lease& lease = leases::of(pin);
  outgoing::begin(protocol::LEASE_STATE);
  outgoing::send(pin);
  outgoing::send(lease.safeLevel);
  outgoing::number(lease.silenceMs, 2);
  outgoing::number(lease.activeMs, 3);
  outgoing::send(leases::isActive(pin));
  outgoing::send(static_cast<uint8_t>(lease.trip));
  outgoing::end();
}

// Seven bits in each byte, lowest first.
static uint32_t numberIn(const uint8_t* data, uint8_t bytes) {
  uint32_t value = 0;
  while (bytes-- > 0) value = value << 7 | data[bytes];
  return value;
}

// pin, safe level, silence in two bytes, longest time active in three.
static void configure(const uint8_t* data, uint8_t length) {
  if (length == 0) return;
  const uint8_t pin = data[0];
  if (length != 7 || data[1] > 1) return refuse(pin, Refusal::Malformed);
  if (!pins::supports(pin, Mode::Output)) return refuse(pin, Refusal::NoOutput);
  const uint16_t silenceMs = numberIn(data + 2, 2);
  if (silenceMs == 0) return refuse(pin, Refusal::Unlimited);
  const uint32_t activeMs = numberIn(data + 4, 3);
  leases::configure(pin, data[1], silenceMs, activeMs);
  tellState(pin);
}

static void clear(uint8_t pin) {
  if (pin >= board::PINS || !leases::holds(pin)) return refuse(pin, Refusal::NoLease);
  leases::clear(pin);
  tellState(pin);
}

// Every lease, then an empty one: the end.
static void tellAll() {
  for (uint8_t pin = 0; pin < board::PINS; pin++) {
    if (leases::holds(pin)) tellState(pin);
  }
  outgoing::begin(protocol::LEASE_STATE);
  outgoing::end();
}

static void tellResetCause() {
  outgoing::begin(protocol::RESET_CAUSE);
  outgoing::send(start::cause());
  outgoing::send(static_cast<uint8_t>(start::causeSource()));
  outgoing::end();
}

void obey(uint8_t id, const uint8_t* data, uint8_t length) {
  switch (id) {
    case protocol::LEASE_CONFIGURE: return configure(data, length);
    case protocol::LEASE_CLEAR:
      if (length == 1) clear(data[0]);
      return;
  }
  if (length != 0) return;
  switch (id) {
    case protocol::LEASE_RENEW: return leases::renew();
    case protocol::LEASE_QUERY: return tellAll();
    case protocol::RESET_CAUSE: return tellResetCause();
  }
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
    case leases::Trip::None: break;
  }
  outgoing::end();
}

void announceTrips() {
  const int16_t pin = leases::takeUntold();
  if (pin < 0) return;
  const leases::Trip trip = leases::of(pin).trip;
  outgoing::begin(protocol::LEASE_TRIPPED);
  outgoing::send(pin);
  outgoing::send(static_cast<uint8_t>(trip));
  outgoing::end();
  tellPeople(pin, trip);
}

}  // namespace lease_messages
