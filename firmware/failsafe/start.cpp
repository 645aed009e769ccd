#include "start.h"

#include <avr/wdt.h>

#include "board.h"

// Not zeroed by the C runtime, which comes after .init3.
static volatile uint8_t mcusr __attribute__((section(".noinit")));
static volatile uint8_t fromBootloader __attribute__((section(".noinit")));

// .init3 runs before RAM is set up and long before main(). After a watchdog reset the watchdog runs on with
// its shortest time, 16 ms, and while WDRF is set it cannot be stopped (ATmega328P data sheet, 10.8.2 and
// 10.9.2): flags first, then the watchdog, or the board resets for ever.
extern "C" void firstAct() __attribute__((naked, used, section(".init3")));
extern "C" void firstAct() {
  asm volatile("cli" ::);  // a program that ran in here by accident may have them on
  asm volatile("sts %0, r2" : : "i"(&fromBootloader));
  mcusr = MCUSR;
  MCUSR = 0;
  wdt_disable();
  board::floatAllPins();
}

namespace start {

static const uint8_t ALL_CAUSES = _BV(PORF) | _BV(EXTRF) | _BV(BORF) | _BV(WDRF);

Source causeSource() {
  if ((mcusr & ALL_CAUSES) != 0) return Source::Chip;
  // Anything may be in r2 where no bootloader put a cause; only what can be one is taken for one.
  const bool plausible = board::BOOTLOADER_TELLS && fromBootloader != 0 && (fromBootloader & ~ALL_CAUSES) == 0;
  return plausible ? Source::Bootloader : Source::Nobody;
}

uint8_t cause() {
  switch (causeSource()) {
    case Source::Chip: return mcusr & ALL_CAUSES;
    case Source::Bootloader: return fromBootloader;
    case Source::Nobody: return 0;
  }
  return 0;
}

bool isPowerOn() { return causeSource() == Source::Chip && (mcusr & _BV(PORF)) != 0; }

// Reset, not interrupt and reset: the latter never resets a program that hangs with interrupts off.
// 128 ms of an oscillator that may be off by a tenth and more: well below 250 ms, and the turns are far shorter.
void armWatchdog() { wdt_enable(WDTO_120MS); }

void kickWatchdog() { wdt_reset(); }

}  // namespace start
