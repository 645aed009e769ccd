// The messages about leases; their bytes are listed in README.md.
#pragma once
#include <stdint.h>

namespace lease_messages {

// Messages that are not ours, or malformed, do nothing.
void execute(uint8_t id, const uint8_t* data, uint8_t length);
// Tells of one trip that the host was not told yet, and goes on with keeping.
void reportChanges();
// Why the board began anew.
void sendResetCause();

}  // namespace lease_messages
