// The first instructions after a reset, the cause of the reset, and the watchdog.
#pragma once
#include <stdint.h>

namespace reset {

// Where the cause of the reset was found.
enum class Source : uint8_t {
  Chip = 0,        // MCUSR itself
  Bootloader = 1,  // r2: optiboot since 4.6 passes MCUSR on there and clears the register
  Unknown = 2,     // a bootloader that clears MCUSR and passes nothing on, as the Uno's optiboot 4.4
};

// Bits of MCUSR: 1 PORF (power-on), 2 EXTRF (external: button or DTR), 4 BORF (brown-out), 8 WDRF (watchdog);
// 0 unknown.
uint8_t cause();
Source causeSource();
// The supply was off. Whoever reports it is believed, and where nobody reports anything the RAM tells: what survived
// in it, sealed, was there before.
bool isPowerOn(bool isRamIntact);

// System reset after 128 ms (nominal) without restartWatchdog().
void enableWatchdog();
void restartWatchdog();

}  // namespace reset
