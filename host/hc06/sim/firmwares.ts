import type { Parity } from '../../link/line.js';

/** How one firmware of the silent families answers; `undefined` is silence. */
export interface Firmware {
  /** Answer to `AT+VERSION`. */
  readonly version: string;
  readonly nameSet: string;
  readonly pinSet: string;
  /** Answers to `AT+PN`, `AT+PE`, `AT+PO`; undefined where the firmware has no parity command. */
  readonly paritySet: Readonly<Record<Parity, string>> | undefined;
  /** Whether it knows `AT+ROLE=` and `AT+LED`. */
  readonly roleAndLed: boolean;
}

/** Firmwares that can be simulated: replies as the public sources spell them. */
export const FIRMWARES = {
  'linvor-1.5': {
    version: 'OKlinvorV1.5',
    nameSet: 'OKsetname',
    pinSet: 'OKsetPIN',
    paritySet: undefined, // the data sheet text gives parity to firmware newer than V1.5 only
    roleAndLed: false,
  },
  'linvor-1.8': {
    version: 'OKlinvorV1.8',
    nameSet: 'OKsetname',
    pinSet: 'OKsetPIN',
    paritySet: { none: 'OK NONE', even: 'OK EVEN', odd: 'OK ODD' },
    roleAndLed: false,
  },
  'hc01-2.0': {
    version: 'hc01.comV2.0',
    nameSet: 'OKsetname',
    pinSet: 'OKsetPIN',
    paritySet: { none: 'OK None', even: 'OK Even', odd: 'OK Odd' },
    roleAndLed: true,
  },
} as const satisfies Readonly<Record<string, Firmware>>;

export type FirmwareName = keyof typeof FIRMWARES;
