// What happens before anything else after a reset, and the watchdog.
#pragma once
#include <stdint.h>

namespace reset {

// Who told the cause of the reset.
enum class Source : uint8_t {
  Chip = 0,        // the chip's own flags
  Bootloader = 1,  // left in r2 by optiboot from 4.6 on, which clears the flags
  Unknown = 2,      // a bootloader that clears the flags and tells nobody, as the Uno's optiboot 4.4
};

// Flags as in MCUSR: 1 power-on, 2 external (also DTR), 4 brown-out, 8 watchdog; 0 unknown.
uint8_t cause();
Source causeSource();
// Certainly a power-on: nothing that RAM holds means anything.
bool isPowerOn();

void enableWatchdog();
void restartWatchdog();

}  // namespace reset
