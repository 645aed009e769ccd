// The terms of all leases in EEPROM, so that the board protects before any host comes.
#pragma once
#include <stdint.h>

namespace lease_store {

enum class Content : uint8_t { Nothing = 0, Terms = 1, Writing = 2 };

Content state();
// Of the terms that are kept.
uint16_t storedCrc();

// Finds out what is kept; before anything else here.
void check();
// Configures the leases that are kept, if they are whole and fit this board.
void load();
// Begins to write what stands now, or to erase; write() goes on with it.
void beginWrite();
void beginErase();
// At most one byte a turn: EEPROM takes 3.4 ms for each. True once, when all is written and read back.
bool continueWrite();

}  // namespace lease_store
