// A board that does what StandardFirmata's loop() does, in its order, for the messages that the bench sends: look at
// the digital ports, take all input that has arrived, and report analog channels when the sampling interval is over. No
// leases, no watchdog, no sleep. Written for the comparison from the protocol's documents and the structure that the
// Firmata library documents for its sketch.
#include <Arduino.h>

static bool portWanted[3];
static uint8_t portSent[3];
static uint8_t analogWanted;
static uint16_t intervalMs = 19;
static uint32_t sampledAtMs;

static uint8_t message[8];
static uint8_t length, expected;
static bool inSysex;

static void sendPort(uint8_t port) {
  uint8_t levels = 0;
  for (uint8_t bit = 0; bit < 8; bit++) {
    const uint8_t pin = port * 8 + bit;
    if (pin >= 2 && pin < 20 && digitalRead(pin)) levels |= 1 << bit;
  }
  if (levels == portSent[port]) return;
  portSent[port] = levels;
  Serial.write(0x90 | port);
  Serial.write(levels & 0x7F);
  Serial.write(levels >> 7);
}

static void obey() {
  const uint8_t command = message[0] < 0xF0 ? message[0] & 0xF0 : message[0];
  switch (command) {
    case 0xF4: pinMode(message[1], message[2] == 1 ? OUTPUT : INPUT); break;
    case 0xF5: digitalWrite(message[1], message[2]); break;
    case 0xC0:
      if (message[1]) analogWanted |= 1 << (message[0] & 0x0F);
      else analogWanted &= ~(1 << (message[0] & 0x0F));
      break;
    case 0xD0: portWanted[message[0] & 0x0F] = message[1]; break;
  }
}

static void endSysex() {
  if (message[0] == 0x7A) intervalMs = message[1] | message[2] << 7;
}

static void take(uint8_t byte) {
  if (inSysex) {
    if (byte == 0xF7) {
      inSysex = false;
      endSysex();
    } else if (length < sizeof message) {
      message[length++] = byte;
    }
    return;
  }
  if (byte == 0xF0) {
    inSysex = true;
    length = 0;
  } else if (byte >= 0x80) {
    message[0] = byte;
    length = 1;
    expected = byte >= 0xF4 || byte < 0xC0 || byte >= 0xE0 ? 3 : 2;
  } else if (length > 0 && length < expected) {
    message[length++] = byte;
    if (length == expected) obey();
  }
}

void setup() { Serial.begin(57600); }

void loop() {
  for (uint8_t port = 0; port < 3; port++) {
    if (portWanted[port]) sendPort(port);
  }
  while (Serial.available()) take(Serial.read());
  const uint32_t nowMs = millis();
  if (nowMs - sampledAtMs <= intervalMs) return;
  sampledAtMs += intervalMs;
  for (uint8_t channel = 0; channel < 6; channel++) {
    if (!(analogWanted & 1 << channel)) continue;
    const int reading = analogRead(channel);
    Serial.write(0xE0 | channel);
    Serial.write(reading & 0x7F);
    Serial.write(reading >> 7);
  }
}
