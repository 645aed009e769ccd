#include "reports.h"

#include "../board/board.h"
#include "../board/pins.h"
#include "../board/serial_out.h"
#include "protocol.h"

namespace reports {

static const uint16_t DEFAULT_MS = 19;

static uint16_t intervalMs = DEFAULT_MS;
static uint32_t sampledAtMs;
static uint8_t intervals;
// One bit for each channel.
static uint16_t enabled;
static uint16_t due;
static uint8_t nextChannel;

static bool portEnabled[board::PORTS];
// Levels sent last; NOTHING, which no port can have, makes the next levels be sent in any case.
static uint16_t portSent[board::PORTS];
static const uint16_t NOTHING = 0x100;

void enableAnalog(uint8_t channel, bool on) {
  if (channel >= NUM_ANALOG_INPUTS) return;
  const uint16_t bit = 1U << channel;
  enabled = on ? enabled | bit : enabled & ~bit;
  due = on ? due | bit : due & ~bit;  // since Firmata 2.4 the first value is sent at once
}

void enablePort(uint8_t port, bool on) {
  if (port >= board::PORTS) return;
  portEnabled[port] = on;
  portSent[port] = NOTHING;
}

void setInterval(uint16_t ms) { intervalMs = ms < 1 ? 1 : ms; }

void reset() {
  enabled = 0;
  due = 0;
  intervalMs = DEFAULT_MS;
  for (bool& enabled : portEnabled) enabled = false;
}

static void sendAnalog() {
  if (due == 0 || !serial_out::hasRoom(3)) return;
  do nextChannel = (nextChannel + 1) % NUM_ANALOG_INPUTS;
  while ((due & (1U << nextChannel)) == 0);
  due &= ~(1U << nextChannel);
  if (pins::modeOf(PIN_A0 + nextChannel) != Mode::Analog) return;
  const uint16_t reading = analogRead(nextChannel);
  serial_out::send(protocol::ANALOG | nextChannel);
  serial_out::sendNumber(reading, 2);
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
  if (!portEnabled[port] || !serial_out::hasRoom(3)) return;
  const uint8_t levels = readPort(port);
  if (levels == portSent[port]) return;
  portSent[port] = levels;
  serial_out::send(protocol::DIGITAL_PORT | port);
  serial_out::sendNumber(levels, 2);
}

void send() {
  const uint32_t nowMs = millis();
  if (nowMs - sampledAtMs >= intervalMs) {
    // Advance in steps of the interval, so that the mean rate is right although millis() sometimes jumps by
    // two. After a pause start from now.
    const bool late = nowMs - sampledAtMs >= 2UL * intervalMs + 2;
    sampledAtMs = late ? nowMs : sampledAtMs + intervalMs;
    due |= enabled;
    intervals++;
  }
  sendAnalog();
  for (uint8_t port = 0; port < board::PORTS; port++) sendPort(port);
}

uint8_t sampleCount() { return intervals; }

bool isDue() { return due != 0 || (enabled != 0 && millis() - sampledAtMs >= intervalMs); }

}  // namespace reports
