// Periodic reports to the host: analog channels and digital ports.
#pragma once
#include <stdint.h>

namespace reports {

void enableAnalog(uint8_t channel, bool on);
void enablePort(uint8_t port, bool on);
// Sampling interval, ms; 0 counts as 1.
void setInterval(uint16_t ms);
// Disables all reports and restores the sampling interval of the protocol, 19 ms.
void reset();

// Sends at most one analog channel that is due, and the ports that changed, as far as the transmit buffer has
// room. Never waits: when a host enables more than the line carries, the channels take turns.
void send();
// Number of sampling intervals so far, modulo 256.
uint8_t sampleCount();
// An analog report is due.
bool isDue();

}  // namespace reports
