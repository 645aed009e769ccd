import type { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import type { FirmataTransport } from './transport.js';

/** One pin as the board reports it. */
export interface FirmataPin {
  readonly supportedModes: readonly number[];
}

/** The part of firmata-io (which has no types) that is used here. */
export interface FirmataIo extends EventEmitter {
  readonly isReady: boolean;
  readonly versionReceived: boolean;
  readonly firmware: { readonly name?: string };
  readonly pins: readonly FirmataPin[];
  readonly analogPins: readonly number[];
  readonly MODES: Readonly<Record<'INPUT' | 'OUTPUT' | 'ANALOG' | 'I2C', number>>;
  readonly RESOLUTION: { readonly ADC: number | null };
  readonly LOW: 0;
  readonly HIGH: 1;
  readonly reportVersionTimeoutId: NodeJS.Timeout;
  pinMode(pin: number, mode: number): void;
  digitalWrite(pin: number, value: 0 | 1): void;
  reportAnalogPin(channel: number, value: 0 | 1): void;
  reportDigitalPin(pin: number, value: 0 | 1): void;
  setSamplingInterval(ms: number): void;
}

type FirmataClass = new (
  transport: FirmataTransport,
  options: { readonly samplingInterval: number },
) => FirmataIo;

/**
 * The firmata that comes with Johnny-Five (firmata-io 2.3, by the override in package.json), wherever npm has put it:
 * two copies would not share their I2C state.
 */
const { Firmata } = createRequire(createRequire(import.meta.url).resolve('johnny-five'))('firmata') as {
  readonly Firmata: FirmataClass;
};

/** Starts Firmata over a transport. */
export function createFirmata(transport: FirmataTransport, samplingMs: number): FirmataIo {
  return new Firmata(transport, { samplingInterval: samplingMs });
}
