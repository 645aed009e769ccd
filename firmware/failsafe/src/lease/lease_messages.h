// The lease messages. README.md lists their bytes.
#pragma once
#include <stdint.h>

namespace lease_messages {

// Messages with another id, and most malformed ones, are ignored.
void execute(uint8_t id, const uint8_t* data, uint8_t length);
// Reports one trip that was not reported yet, and continues writing EEPROM.
void reportChanges();
// Cause of the last reset, and where it was found.
void sendResetCause();

}  // namespace lease_messages
