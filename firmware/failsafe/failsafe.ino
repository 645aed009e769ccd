// onair failsafe: a Firmata board whose outputs are leases. README.md tells what it promises.
//
//     host ──UART──▶ parser ──▶ commands ──▶ requests ──▶ leases ──▶ pins
//     host ◀──UART── outgoing ◀── commands, lease_messages, reports
//
// One turn of loop() takes milliseconds at most; only here is the watchdog kicked. Nothing below waits for
// the host: a host that falls silent, in the middle of a message too, costs no time.
#include <avr/sleep.h>

#include "board.h"
#include "commands.h"
#include "hearing.h"
#include "i2c.h"
#include "lease_messages.h"
#include "leases.h"
#include "outgoing.h"
#include "parser.h"
#include "pins.h"
#include "reports.h"
#include "start.h"
#include "watching.h"

// At most this many bytes in one turn, so that a flood leaves time for everything else.
static const uint8_t BYTES_PER_TURN = 16;

void setup() {
  start::armWatchdog();
  pins::begin();
  leases::begin();
  Serial.begin(57600);
  commands::introduce();
}

// Takes what has arrived, one message at most: the answer to it may be long. Whether there was one.
static bool hearHost() {
  for (uint8_t n = 0; n < BYTES_PER_TURN && hearing::waits(); n++) {
    if (const Message* message = parser::take(hearing::take())) {
      commands::obey(*message);
      return true;
    }
  }
  return false;
}

// Timer 0 wakes us every 1.024 ms, a byte from the host at once. Without it the watchdog would. What comes
// between the look and the sleep ends the sleep at once: interrupts wait for one instruction after sei().
static void sleepIfIdle() {
  cli();
  if (Serial.available() == 0 && !watching::pending() && !reports::pending() && !i2c::pending()) {
    set_sleep_mode(SLEEP_MODE_IDLE);
    sleep_enable();
    sei();
    sleep_cpu();
    sleep_disable();
  }
  sei();
}

void loop() {
  leases::enforce();
  start::kickWatchdog();
  if (!hearHost()) i2c::readNext();  // one transaction in a turn
  // A busy turn is longer than a tick of the clock: looked at once a turn, a watched channel would lose more samples.
  leases::enforce();
  lease_messages::announce();
  i2c::announce();
  reports::send();
  sleepIfIdle();
}
