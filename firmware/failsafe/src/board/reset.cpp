#include "reset.h"

#include <avr/wdt.h>

#include "board.h"

// build.sh keeps r2 out of all compiled code (-ffixed-r2), so that what a bootloader finds there after a reset is what
// init3() has left: a value that is no report. Other builds may leave anything in r2, which could look like one.
#if defined(R2_IS_RESERVED)
static const bool IS_R2_TRUSTED = true;
#else
static const bool IS_R2_TRUSTED = false;
#endif
static const uint8_t NO_REPORT = 0xFF;

// In .noinit, because the C runtime zeroes .bss after .init3 has run.
static volatile uint8_t mcusrAtReset __attribute__((section(".noinit")));
static volatile uint8_t r2AtReset __attribute__((section(".noinit")));

// Section .init3 runs before .data and .bss are set up and long before main(). After a watchdog reset the
// watchdog keeps running with its shortest time-out, 16 ms, and cannot be disabled while WDRF is set
// (ATmega328P data sheet, 10.8.2 and 10.9.2). So MCUSR is cleared first, then the watchdog disabled;
// otherwise the board would reset forever.
extern "C" void init3() __attribute__((naked, used, section(".init3")));
extern "C" void init3() {
  asm volatile("cli" ::);  // in case a runaway program jumped here with interrupts enabled
  asm volatile("sts %0, r2" : : "i"(&r2AtReset));
  asm volatile("mov r2, %0" : : "r"(NO_REPORT));
  mcusrAtReset = MCUSR;
  MCUSR = 0;
  wdt_disable();
  board::floatAllPins();
}

namespace reset {

static const uint8_t RESET_FLAGS = _BV(PORF) | _BV(EXTRF) | _BV(BORF) | _BV(WDRF);

Source causeSource() {
  if ((mcusrAtReset & RESET_FLAGS) != 0) return Source::Chip;
  // Without a bootloader that passes MCUSR on, r2 holds any value: accept only combinations of the reset
  // flags.
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

bool isPowerOn(bool isRamIntact) {
  const bool isReported = (cause() & _BV(PORF)) != 0;
  switch (causeSource()) {
    case Source::Chip: return isReported;
    case Source::Bootloader: return isReported && (IS_R2_TRUSTED || !isRamIntact);
    case Source::Unknown: return !isRamIntact;
  }
  return false;
}

// System reset mode (WDE), not interrupt and system reset mode (WDIE): the latter never resets a program that
// hangs with interrupts disabled. WDTO_120MS is 128 ms nominal; the watchdog oscillator may be off by more
// than a tenth, which stays well below the promised 250 ms, and a pass of loop() is far shorter.
void enableWatchdog() { wdt_enable(WDTO_120MS); }

void restartWatchdog() { wdt_reset(); }

}  // namespace reset
