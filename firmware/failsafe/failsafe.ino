// onair failsafe: a Firmata board whose outputs are leases. README.md lists what it promises, and has an
// overview of the code.
//
//     host ──▶ usart ──▶ parser ──▶ commands ──▶ requests ──▶ leases, pins
//     host ◀── usart ◀── serial_out ◀── answers, lease_messages, reports, i2c
//
// One pass of loop() takes milliseconds at most, and restarts the watchdog. Nothing here waits for input: a
// host that falls silent, even in the middle of a message, costs no time.
#include <avr/sleep.h>

#include "src/board/analog_watch.h"
#include "src/board/board.h"
#include "src/board/pins.h"
#include "src/board/reset.h"
#include "src/board/usart.h"
#include "src/firmata/commands.h"
#include "src/firmata/complaints.h"
#include "src/firmata/i2c.h"
#include "src/firmata/long_answer.h"
#include "src/firmata/one_wire_bus.h"
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
  usart::begin();
  commands::sendGreeting();
}

// A message that is not executed yet, because the one before it goes on.
static const Message* waiting;

// Parses what has arrived up to the end of one message, because its answer may be long. True if there was a
// message.
static bool executeOneMessage() {
  for (uint8_t n = 0; n < BYTES_PER_PASS && waiting == nullptr && usart::available() > 0; n++) {
    waiting = parser::parse(usart::read());
  }
  if (waiting == nullptr || commands::mustWait(*waiting)) return false;
  const Message* message = waiting;
  waiting = nullptr;
  commands::execute(*message);
  return true;
}

// Between the parts of an answer: OneWire has answers of its own.
static void proceedOneWire() {
  if (!long_answer::isActive()) one_wire_bus::proceed(waiting != nullptr || usart::available() == 0);
}

// Timer 0 wakes the chip every 1.024 ms, a byte from the host at once. An interrupt between the check and the
// sleep ends the sleep at once, because the instruction after sei() is executed before any pending interrupt.
static void sleepIfIdle() {
  cli();
  if (usart::available() == 0 && !analog_watch::isDue() && !reports::isDue() && !i2c::isDue() && !one_wire_bus::isBusy()) {
    set_sleep_mode(SLEEP_MODE_IDLE);
    sleep_enable();
    sei();
    sleep_cpu();
    sleep_disable();
  }
  sei();
}

// A longer message waits for room on the line: shorter ones would take it again and again, and what the host sends
// after a OneWire request waits for its reply.
static bool isRoomNeeded() { return one_wire_bus::needsRoom() || complaints::needsRoom(); }

// What the host did not ask for at this moment; not in the middle of an answer.
static void sendReports() {
  lease_messages::reportChanges();
  complaints::report();
  if (!isRoomNeeded()) reports::send();
}

void loop() {
  leases::enforce();
  if (!long_answer::isEndless()) reset::restartWatchdog();
  if (long_answer::isActive()) long_answer::resume();
  else if (!executeOneMessage() && !isRoomNeeded()) i2c::continueReads();  // one transaction per pass
  proceedOneWire();
  // A busy pass is longer than a tick of millis(): with one call per pass a watched channel would lose more
  // samples.
  leases::enforce();
  if (!long_answer::isActive()) sendReports();
  sleepIfIdle();
}
