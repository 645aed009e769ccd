// The terms of all leases in EEPROM, so that the board protects its outputs before any host connects.
#pragma once
#include <stdint.h>

namespace lease_store {

enum class Content : uint8_t { Nothing = 0, Terms = 1, Writing = 2 };

Content state();
// CRC of the stored terms.
uint16_t storedCrc();

// Reads EEPROM and checks the CRC. Must be called before anything else here.
void check();
// Configures the stored leases that are valid on this board.
void load();
// Start to write the current terms, or to erase the stored ones; continueWrite() does the work.
void beginWrite();
void beginErase();
// Writes at most one byte per call (EEPROM takes 3.4 ms for each). True once, when everything is written and
// read back.
bool continueWrite();

}  // namespace lease_store
