// onair failsafe: a Firmata board whose outputs are leases. README.md tells what it promises.
//
//     host ──UART──▶ parser ──▶ commands ──▶ requests ──▶ leases ──▶ pins
//     host ◀──UART── outgoing ◀── commands, lease_messages, reports
//
// One turn of loop() takes milliseconds at most; only here is the watchdog kicked. Nothing below waits for
// the host: a host that falls silent, in the middle of a message too, costs no time.
#include <avr/sleep.h>

#include "src/board/analog_watch.h"
#include "src/board/board.h"
#include "src/firmata/i2c.h"
#include "src/board/pins.h"
#include "src/board/reset.h"
#include "src/board/serial_in.h"
#include "src/board/serial_out.h"
#include "src/firmata/commands.h"
#include "src/firmata/parser.h"
#include "src/firmata/reports.h"
#include "src/lease/lease_messages.h"
#include "src/lease/leases.h"

// At most this many bytes in one turn, so that a flood leaves time for everything else.
static const uint8_t BYTES_PER_TURN = 16;

void setup() {
  reset::enableWatchdog();
  pins::begin();
  leases::begin();
  Serial.begin(57600);
  commands::sendGreeting();
}

// Takes what has arrived, one message at most: the answer to it may be long. Whether there was one.
static bool executeOneMessage() {
  for (uint8_t n = 0; n < BYTES_PER_TURN && serial_in::isAvailable(); n++) {
    if (const Message* message = parser::parse(serial_in::read())) {
      commands::execute(*message);
      return true;
    }
  }
  return false;
}

// Timer 0 wakes us every 1.024 ms, a byte from the host at once. Without it the watchdog would. What comes
// between the look and the sleep ends the sleep at once: interrupts wait for one instruction after sei().
static void sleepIfIdle() {
  cli();
  if (Serial.available() == 0 && !analog_watch::isDue() && !reports::isDue() && !i2c::isDue()) {
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
  reset::restartWatchdog();
  if (!executeOneMessage()) i2c::continueReads();  // one transaction in a turn
  // A busy turn is longer than a tick of the clock: looked at once a turn, a watched channel would lose more samples.
  leases::enforce();
  lease_messages::reportChanges();
  i2c::reportError();
  reports::send();
  sleepIfIdle();
}
