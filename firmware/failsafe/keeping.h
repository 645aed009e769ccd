// The terms of all leases in EEPROM, so that the board protects before any host comes.
#pragma once
#include <stdint.h>

namespace keeping {

enum class Kept : uint8_t { Nothing = 0, Terms = 1, BeingWritten = 2 };

Kept state();
// Of the terms that are kept.
uint16_t sum();

// Finds out what is kept; before anything else here.
void look();
// Configures the leases that are kept, if they are whole and fit this board.
void load();
// Begins to write what stands now, or to erase; write() goes on with it.
void keep();
void erase();
// At most one byte a turn: EEPROM takes 3.4 ms for each. True once, when all is written and read back.
bool write();

}  // namespace keeping
