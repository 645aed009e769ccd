// What the host wants to be told again and again: analog channels and digital ports.
#pragma once
#include <stdint.h>

namespace reports {

void analog(uint8_t channel, bool on);
void port(uint8_t port, bool on);
// At least 1 ms.
void interval(uint16_t ms);
// Nothing is reported; 19 ms, the default of the protocol.
void reset();

// Sends what is due and has room on the wire: one analog channel, and ports that changed. Never waits: a
// host that asks for more than the wire carries gets what it carries, every channel in its turn.
void send();
// Counts the sampling intervals.
uint8_t samples();
// Something is due that had no turn yet.
bool pending();

}  // namespace reports
