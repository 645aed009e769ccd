#include "analog_watch.h"

#include "../lease/leases.h"
#include "board.h"

namespace analog_watch {

// Low byte of millis(), which is enough: loop() passes take far less than 256 ms.
static uint8_t sampledAtMs;

bool isDue() { return sampledAtMs != static_cast<uint8_t>(millis()); }

void sample(void (*onReading)(uint8_t channel, uint16_t reading)) {
  sampledAtMs = millis();
  uint16_t left = leases::watchedChannels();
  for (uint8_t channel = 0; left != 0; channel++, left >>= 1) {
    if (left & 1) onReading(channel, analogRead(channel));
  }
}

}  // namespace analog_watch
