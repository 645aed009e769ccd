import { createRequire } from 'node:module';
import type { Duplex } from 'node:stream';

/** The part of a firmata-io board that the tests use; the package has no types. */
export interface FirmataBoard extends NodeJS.EventEmitter {
  readonly firmware: { readonly name: string; readonly version: { major: number; minor: number } };
  readonly version: { readonly major: number; readonly minor: number };
  readonly pins: readonly { readonly supportedModes: readonly number[]; readonly analogChannel: number }[];
  readonly analogPins: readonly number[];
  readonly isReady: boolean;
  pinMode(pin: number, mode: number): void;
  sysexCommand(message: readonly number[]): void;
  sysexResponse(id: number, handler: (data: number[]) => void): void;
  clearSysexResponse(id: number): void;
  reset(): void;
}

type FirmataClass = new (transport: Duplex) => FirmataBoard;

// The copy that Johnny-Five uses. The export of firmata-io itself is not a class: it binds a transport class.
const johnnyFive = createRequire(createRequire(import.meta.url).resolve('johnny-five'));
const { Firmata } = johnnyFive('firmata') as { Firmata: FirmataClass };

/**
 * A Firmata board over a link. firmata-io requires of its transport: `write(bytes, done)`, and the events `open`,
 * `data`, `close` and `error`. A link has all but `open`: it is open from the start, so the
 * test emits that event once firmata-io listens.
 */
export function firmataOver(link: Duplex): FirmataBoard {
  const board = new Firmata(link);
  setImmediate(() => link.emit('open'));
  return board;
}
