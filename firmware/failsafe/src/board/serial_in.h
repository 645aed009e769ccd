// The bytes of the host, and when the last of them came. One that waits in the buffer while the board sends a long
// answer has come all the same: a renewal is as old as its bytes, not as the moment at which it is obeyed.
#pragma once
#include <stdint.h>

namespace serial_in {

// Looks whether bytes have come; at least once a tick.
void poll();
bool isAvailable();
uint8_t read();
// When the last byte came, to a tick.
uint32_t lastReceivedMs();

}  // namespace serial_in
