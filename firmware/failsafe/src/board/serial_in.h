// Bytes received from the host, with the time of reception. A byte may wait in the receive buffer while the
// board sends a long answer: a lease counts as renewed when the bytes of the renewal arrived, not when they
// are parsed.
#pragma once
#include <stdint.h>

namespace serial_in {

// Records the time of new bytes. Must be called at least once per tick of millis() (1.024 ms).
void poll();
bool isAvailable();
uint8_t read();
// millis() when the last byte arrived, to within one tick.
uint32_t lastReceivedMs();

}  // namespace serial_in
