#include "hearing.h"

#include <Arduino.h>

namespace hearing {

static uint8_t waiting;
static uint32_t cameAtMs;

void look() {
  const uint8_t now = Serial.available();  // its buffer has 64 places
  if (now > waiting) cameAtMs = millis();
  waiting = now;
}

bool waits() {
  look();
  return waiting > 0;
}

uint8_t take() {
  waiting--;
  return Serial.read();
}

uint32_t lastMs() { return cameAtMs; }

}  // namespace hearing
