#include "long_answer.h"

#include <Arduino.h>

#include "../board/serial_out.h"

namespace long_answer {

// The longest answer, the capabilities of a Mega, takes 155 ms.
static const uint16_t LONGEST_MS = 500;

static SendPart send;
static uint8_t next;
static uint8_t count;
static uint16_t startedMs;

void begin(SendPart sendPart, uint8_t parts) {
  send = sendPart;
  next = 0;
  count = parts;
  startedMs = millis();
}

bool isActive() { return next < count; }

void resume() {
  if (serial_out::hasRoom(PART_BYTES)) send(next++);
}

bool isEndless() { return isActive() && static_cast<uint16_t>(millis() - startedMs) > LONGEST_MS; }

}  // namespace long_answer
