#include "serial_in.h"

#include <Arduino.h>

namespace serial_in {

static uint8_t available;
static uint32_t receivedAtMs;

void poll() {
  const uint8_t now = Serial.available();  // up to 63: the core's buffer has 64 bytes
  if (now > available) receivedAtMs = millis();
  available = now;
}

bool isAvailable() {
  poll();
  return available > 0;
}

uint8_t read() {
  available--;
  return Serial.read();
}

uint32_t lastReceivedMs() { return receivedAtMs; }

}  // namespace serial_in
