#include "reset.h"

#include <avr/wdt.h>

#include "board.h"

// Not zeroed by the C runtime, which comes after .init3.
static volatile uint8_t mcusrAtReset __attribute__((section(".noinit")));
static volatile uint8_t r2AtReset __attribute__((section(".noinit")));

// .init3 runs before RAM is set up and long before main(). After a watchdog reset the watchdog runs on with
// its shortest time, 16 ms, and while WDRF is set it cannot be stopped (ATmega328P data sheet, 10.8.2 and
// 10.9.2): flags first, then the watchdog, or the board resets for ever.
extern "C" void init3() __attribute__((naked, used, section(".init3")));
extern "C" void init3() {
  asm volatile("cli" ::);  // a program that ran in here by accident may have them on
  asm volatile("sts %0, r2" : : "i"(&r2AtReset));
  mcusrAtReset = MCUSR;
  MCUSR = 0;
  wdt_disable();
  board::floatAllPins();
}

namespace reset {

static const uint8_t RESET_FLAGS = _BV(PORF) | _BV(EXTRF) | _BV(BORF) | _BV(WDRF);

Source causeSource() {
  if ((mcusrAtReset & RESET_FLAGS) != 0) return Source::Chip;
  // Anything may be in r2 where no bootloader put a cause; only what can be one is taken for one.
  const bool plausible = board::BOOTLOADER_PASSES_MCUSR && r2AtReset != 0 && (r2AtReset & ~RESET_FLAGS) == 0;
  return plausible ? Source::Bootloader : Source::Unknown;
}

uint8_t cause() {
  switch (causeSource()) {
    case Source::Chip: return mcusrAtReset & RESET_FLAGS;
    case Source::Bootloader: return r2AtReset;
    case Source::Unknown: return 0;
  }
  return 0;
}

bool isPowerOn() { return causeSource() == Source::Chip && (mcusrAtReset & _BV(PORF)) != 0; }

// Reset, not interrupt and reset: the latter never resets a program that hangs with interrupts off.
// 128 ms of an oscillator that may be off by a tenth and more: well below 250 ms, and the turns are far shorter.
void enableWatchdog() { wdt_enable(WDTO_120MS); }

void restartWatchdog() { wdt_reset(); }

}  // namespace reset
