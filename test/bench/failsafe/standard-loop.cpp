// The loop of StandardFirmata (github.com/firmata/arduino, examples/StandardFirmata), in our own words: what a digital
// write and an analog report cost there. Ports are looked at, then everything that has arrived is obeyed, then all
// channels are sampled at once when the interval is over. Only the messages that the bench sends are there, and
// what StandardFirmata does beside (strings, I2C, servos, a table of callbacks) would make it slower, not faster.
#include <Arduino.h>

static const uint8_t FIRST_PIN = 2;
static const uint8_t PINS = 20;
static const uint8_t PORTS = 3;
static const uint8_t CHANNELS = 6;
static const uint8_t LONGEST = 64;

static uint8_t modes[PINS];
static uint8_t portWanted[PORTS];
static uint8_t portSent[PORTS];
static uint8_t portInputs[PORTS];
static uint8_t channelsWanted;
static uint16_t intervalMs = 19;
static uint32_t sampledAtMs;

static uint8_t message[LONGEST];
static uint8_t command;
static uint8_t length;
static uint8_t expected;
static bool isSysex;

static void sendTwo(uint8_t first, uint16_t value) {
  Serial.write(first);
  Serial.write(value & 0x7F);
  Serial.write(value >> 7);
}

static uint8_t readPort(uint8_t port) {
  uint8_t levels = 0;
  for (uint8_t bit = 0; bit < 8; bit++) {
    const uint8_t pin = port * 8 + bit;
    if ((portInputs[port] & (1 << bit)) && digitalRead(pin)) levels |= 1 << bit;
  }
  return levels;
}

static void checkDigitalInputs() {
  for (uint8_t port = 0; port < PORTS; port++) {
    if (!portWanted[port]) continue;
    const uint8_t levels = readPort(port);
    if (levels != portSent[port]) {
      portSent[port] = levels;
      sendTwo(0x90 | port, levels);
    }
  }
}

static void setMode(uint8_t pin, uint8_t mode) {
  if (pin < FIRST_PIN || pin >= PINS) return;
  modes[pin] = mode;
  if (mode == OUTPUT) {
    digitalWrite(pin, LOW);
    pinMode(pin, OUTPUT);
  } else {
    pinMode(pin, INPUT);
  }
  if (mode == INPUT) portInputs[pin / 8] |= 1 << (pin % 8);
  else portInputs[pin / 8] &= ~(1 << (pin % 8));
}

static void writePort(uint8_t port, uint8_t levels) {
  for (uint8_t bit = 0; bit < 8; bit++) {
    const uint8_t pin = port * 8 + bit;
    if (pin < PINS && modes[pin] == OUTPUT) digitalWrite(pin, levels & (1 << bit) ? HIGH : LOW);
  }
}

static void obey() {
  const uint16_t value = message[0] | (message[1] << 7);
  switch (command & 0xF0) {
    case 0x90: return writePort(command & 0x0F, value);
    case 0xC0:
      if (message[0]) channelsWanted |= 1 << (command & 0x0F);
      else channelsWanted &= ~(1 << (command & 0x0F));
      return;
    case 0xD0: portWanted[command & 0x0F] = message[0]; return;
  }
  if (command == 0xF4) setMode(message[0], message[1]);
  if (command == 0xF5 && message[0] < PINS && modes[message[0]] == OUTPUT) digitalWrite(message[0], message[1]);
  if (command == 0xF9) sendTwo(0xF9, 2 | (5 << 7));
}

static void obeySysex() {
  if (message[0] == 0x7A && length == 3) intervalMs = message[1] | (message[2] << 7);
  if (intervalMs < 1) intervalMs = 1;
}

static void take(uint8_t byte) {
  if (isSysex) {
    if (byte == 0xF7) {
      isSysex = false;
      return obeySysex();
    }
    if (length < LONGEST) message[length++] = byte;
    return;
  }
  if (byte < 0x80) {
    if (expected == 0) return;
    message[length++] = byte;
    if (--expected == 0) obey();
    return;
  }
  command = byte;
  length = 0;
  switch (byte < 0xF0 ? byte & 0xF0 : byte) {
    case 0x90: case 0xE0: case 0xF4: case 0xF5: expected = 2; return;
    case 0xC0: case 0xD0: expected = 1; return;
    case 0xF0: isSysex = true; return;
    case 0xF9: return obey();
  }
  expected = 0;
}

void setup() {
  Serial.begin(57600);
  for (uint8_t pin = FIRST_PIN; pin < 14; pin++) setMode(pin, OUTPUT);
}

void loop() {
  checkDigitalInputs();
  while (Serial.available()) take(Serial.read());
  const uint32_t nowMs = millis();
  if (nowMs - sampledAtMs > intervalMs) {
    sampledAtMs += intervalMs;
    for (uint8_t channel = 0; channel < CHANNELS; channel++) {
      if (channelsWanted & (1 << channel)) sendTwo(0xE0 | channel, analogRead(channel));
    }
  }
}
