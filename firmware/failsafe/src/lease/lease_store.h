// The terms of all leases in EEPROM, so that the board protects its outputs before any host connects.
//
// Two slots, of which the newer one that is whole counts. A write goes into the other one, so that a power failure
// at any byte leaves what was stored before, or what is stored now.
#pragma once
#include <stdint.h>

namespace lease_store {

enum class Content : uint8_t { Nothing = 0, Terms = 1, Writing = 2 };

Content state();
// CRC-16 of the stored terms, as leases::crc().
uint16_t storedCrc();

// Looks for the slot that counts: one with a lease that this board does not accept is none. It or load() must be called
// before anything else here.
void check();
// Looks for the slot that counts, and fills the table of leases with what it stores.
void load();
// Start to write the current terms, or to store that there are none; continueWrite() does the work. What is stored
// already is not written again: a cell of EEPROM endures 100,000 writes.
void beginWrite();
void beginErase();
// Compares a lease, or writes or reads back a byte (EEPROM takes 3.4 ms to write one). True once, when everything is
// written and read back.
bool continueWrite();

}  // namespace lease_store
