// What the host wants to be told again and again: analog channels and digital ports.
#pragma once
#include <stdint.h>

namespace reports {

void enableAnalog(uint8_t channel, bool on);
void enablePort(uint8_t port, bool on);
// At least 1 ms.
void setInterval(uint16_t ms);
// Nothing is reported; 19 ms, the default of the protocol.
void reset();

// Sends what is due and has room on the wire: one analog channel, and ports that changed. Never waits: a
// host that asks for more than the wire carries gets what it carries, every channel in its turn.
void send();
// Counts the sampling intervals.
uint8_t sampleCount();
// Something is due that had no turn yet.
bool isDue();

}  // namespace reports
