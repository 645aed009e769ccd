// onair failsafe: a Firmata board whose outputs are leases. README.md lists what it promises, and has an
// overview of the code.
//
//     host ──USART──▶ serial_in ──▶ parser ──▶ commands ──▶ requests ──▶ leases, pins
//     host ◀──USART── serial_out ◀── answers, lease_messages, reports, i2c
//
// One pass of loop() takes milliseconds at most, and restarts the watchdog. Nothing here waits for input: a
// host that falls silent, even in the middle of a message, costs no time.
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

// Maximum number of bytes parsed in one pass, so that a flood leaves time for everything else.
static const uint8_t BYTES_PER_PASS = 16;

void setup() {
  reset::enableWatchdog();
  pins::begin();
  leases::begin();
  Serial.begin(57600);
  commands::sendGreeting();
}

// Parses what has arrived up to the end of one message, because its answer may be long. True if there was a
// message.
static bool executeOneMessage() {
  for (uint8_t n = 0; n < BYTES_PER_PASS && serial_in::isAvailable(); n++) {
    if (const Message* message = parser::parse(serial_in::read())) {
      commands::execute(*message);
      return true;
    }
  }
  return false;
}

// Timer 0 wakes the chip every 1.024 ms, a byte from the host at once. An interrupt between the check and the
// sleep ends the sleep at once, because the instruction after sei() is executed before any pending interrupt.
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
  if (!executeOneMessage()) i2c::continueReads();  // one transaction per pass
  // A busy pass is longer than a tick of millis(): with one call per pass a watched channel would lose more
  // samples.
  leases::enforce();
  lease_messages::reportChanges();
  i2c::reportError();
  reports::send();
  sleepIfIdle();
}
