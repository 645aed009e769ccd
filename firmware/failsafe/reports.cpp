#include "reports.h"

#include "board.h"
#include "outgoing.h"
#include "pins.h"
#include "protocol.h"

namespace reports {

static const uint16_t DEFAULT_MS = 19;

static uint16_t intervalMs = DEFAULT_MS;
static uint32_t sampledAtMs;
static uint8_t sampled;
// One bit for each channel.
static uint16_t wanted;
static uint16_t due;
static uint8_t next;

static bool portWanted[board::PORTS];
// What was sent last; beyond a byte: nothing yet, so the next look is sent.
static uint16_t portSent[board::PORTS];
static const uint16_t NOTHING = 0x100;

void analog(uint8_t channel, bool on) {
  if (channel >= NUM_ANALOG_INPUTS) return;
  const uint16_t bit = 1U << channel;
  wanted = on ? wanted | bit : wanted & ~bit;
  due = on ? due | bit : due & ~bit;  // since 2.4 the value is told at once
}

void port(uint8_t port, bool on) {
  if (port >= board::PORTS) return;
  portWanted[port] = on;
  portSent[port] = NOTHING;
}

void interval(uint16_t ms) { intervalMs = ms < 1 ? 1 : ms; }

void reset() {
  wanted = 0;
  due = 0;
  intervalMs = DEFAULT_MS;
  for (bool& wanted : portWanted) wanted = false;
}

static void sendAnalog() {
  if (due == 0 || !outgoing::hasRoom(3)) return;
  do next = (next + 1) % NUM_ANALOG_INPUTS;
  while ((due & (1U << next)) == 0);
  due &= ~(1U << next);
  if (pins::modeOf(PIN_A0 + next) != Mode::Analog) return;
  const uint16_t reading = analogRead(next);
  outgoing::send(protocol::ANALOG | next);
  outgoing::number(reading, 2);
}

static uint8_t readPort(uint8_t port) {
  uint8_t levels = 0;
  for (uint8_t bit = 0; bit < 8; bit++) {
    const uint8_t pin = port * 8 + bit;
    if (!board::isDigital(pin)) continue;
    const Mode mode = pins::modeOf(pin);
    if ((mode == Mode::Input || mode == Mode::PullUp) && digitalRead(pin)) levels |= 1 << bit;
  }
  return levels;
}

static void sendPort(uint8_t port) {
  if (!portWanted[port] || !outgoing::hasRoom(3)) return;
  const uint8_t levels = readPort(port);
  if (levels == portSent[port]) return;
  portSent[port] = levels;
  outgoing::send(protocol::DIGITAL_PORT | port);
  outgoing::number(levels, 2);
}

void send() {
  const uint32_t nowMs = millis();
  if (nowMs - sampledAtMs >= intervalMs) {
    // In steps of the interval, so that the mean rate is right although millis() sometimes jumps by two;
    // after a pause from now on.
    const bool late = nowMs - sampledAtMs >= 2UL * intervalMs + 2;
    sampledAtMs = late ? nowMs : sampledAtMs + intervalMs;
    due |= wanted;
    sampled++;
  }
  sendAnalog();
  for (uint8_t port = 0; port < board::PORTS; port++) sendPort(port);
}

uint8_t samples() { return sampled; }

bool pending() { return due != 0 || (wanted != 0 && millis() - sampledAtMs >= intervalMs); }

}  // namespace reports
