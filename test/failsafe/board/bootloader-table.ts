/** Bits of MCUSR (ATmega328P data sheet, 10.9.1). */
const PORF = 1;
const EXTRF = 2;
const BORF = 4;
const WDRF = 8;

/** The state that a bootloader leaves for the program after a reset. */
export interface Left {
  readonly mcusr: number;
  /** Undefined: it does not touch r2. */
  readonly r2?: number;
}

/** A bootloader, by its handling of the reset flags. */
export interface Bootloader {
  readonly title: string;
  /** Source. */
  readonly source: string;
  /** The flags that the chip sets, by what the bootloader makes of them. */
  left(flags: number): Left;
}

/**
 * Bootloaders of the supported boards. Those that wait for an upload after the button start the program by their own
 * watchdog, so that it sees the flags of the second reset.
 */
export const BOOTLOADERS: readonly Bootloader[] = [
  {
    title: 'no bootloader, or ATmegaBOOT of the Nano as it is built',
    source: 'arduino-core-avr, bootloaders/atmega/ATmegaBOOT_168.c: MCUSR is read with WATCHDOG_MODS only',
    left: (flags) => ({ mcusr: flags }),
  },
  {
    title: 'ATmegaBOOT with WATCHDOG_MODS',
    source: 'arduino-core-avr, bootloaders/atmega/ATmegaBOOT_168.c, main(): MCUSR = 0',
    left: () => ({ mcusr: 0 }),
  },
  {
    title: 'optiboot 4.4, on boards as they are sold',
    source:
      'arduino-core-avr, bootloaders/optiboot/optiboot.c, main(): MCUSR = 0, and r2 stands nowhere in it',
    left: () => ({ mcusr: 0 }),
  },
  {
    title: 'optiboot since 4.6, which clears MCUSR',
    source:
      'github.com/Optiboot/optiboot, test_reset of May 2015: since 4.6 the flags are in r2, MCUSR is destroyed',
    left: (flags) => ({ mcusr: 0, r2: (flags & EXTRF) === 0 ? flags : WDRF }),
  },
  {
    title: 'optiboot 8.3',
    source:
      'github.com/Optiboot/optiboot at 00fe371, optiboot.c, main(): MCUSR stays but for WDRF beside EXTRF; r2 has all',
    left: (flags) =>
      (flags & EXTRF) === 0 ? { mcusr: flags, r2: flags } : { mcusr: flags & ~WDRF, r2: flags | WDRF },
  },
  {
    title: 'stk500boot 2.0 of the Mega',
    source: 'arduino-core-avr, bootloaders/stk500v2/stk500boot.c, main(), _FIX_ISSUE_181_: MCUSR = 0',
    left: () => ({ mcusr: 0 }),
  },
];

/** How a chip starts, and whether its RAM has survived. Brown-out may damage RAM. */
export const STARTS: Readonly<
  Record<string, { readonly flags: number; readonly keepsRam: boolean; readonly isPowerOn: boolean }>
> = {
  'power-on': { flags: PORF, keepsRam: false, isPowerOn: true },
  'power-on with a slow supply': { flags: PORF | BORF, keepsRam: false, isPowerOn: true },
  'power-on with the button pressed': { flags: PORF | EXTRF, keepsRam: false, isPowerOn: true },
  'the button': { flags: EXTRF, keepsRam: true, isPowerOn: false },
  'the watchdog': { flags: WDRF, keepsRam: true, isPowerOn: false },
  'a brown-out': { flags: BORF, keepsRam: true, isPowerOn: false },
  'a brown-out, then the button': { flags: BORF | EXTRF, keepsRam: true, isPowerOn: false },
};

export const REPORTED = { power: PORF, brownOut: BORF, watchdog: WDRF, external: EXTRF } as const;
