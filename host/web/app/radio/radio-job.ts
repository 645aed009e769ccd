import { type Signal, signal } from '@preact/signals';
import { type Clock, OnairError } from '../../../base/index.js';
import { type KeepEvent, keepInKiss, type RadioProfile, runExit } from '../../../kenwood/index.js';
import { DEFAULT_LINE, type Link } from '../../../link/index.js';
import { decodeAprs, encodePosition } from '../../../packet/aprs/index.js';
import { decodeFrame, encodeUi } from '../../../packet/ax25/index.js';
import {
  type CallSign,
  type Point,
  parseCallSign,
  requireOwnCallSign,
  TOCALL,
} from '../../../packet/index.js';
import { encodeKiss, KISS_COMMANDS, KissDecoder } from '../../../packet/kiss/index.js';
import { describe, METRIC } from '../../../text/aprs/index.js';
import { Job } from '../shell/job.js';
import { Folded, type HeardPacket } from './folded.js';

/** How far the radio is. */
export type RadioStage =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'in-kiss' }
  | { readonly kind: 'lost'; readonly why: string; readonly retryS: number }
  | { readonly kind: 'leaving' };

export interface RadioStep {
  readonly label: string;
  readonly ok: boolean;
}

/** Packets shown; older ones are dropped, so that memory stays flat. */
const MOST_SHOWN = 200;
/** Time without a byte after which the TNC is asked whether it is still in KISS, ms. */
const CHECK_MS = 60_000;
/** Two digipeaters: the usual path of a mobile station (APRS "new n-N paradigm"). */
const PATH = ['WIDE1-1', 'WIDE2-1'];

/** Holds a radio in KISS, shows what it hears, sends a position on request. */
export class RadioJob extends Job {
  readonly stage: Signal<RadioStage> = signal({ kind: 'off' });
  readonly steps: Signal<readonly RadioStep[]> = signal([]);
  readonly packets: Signal<readonly HeardPacket[]> = signal([]);
  /** What was sent last, as a monitor shows it. */
  readonly sent: Signal<string | undefined> = signal(undefined);
  readonly #folded = new Folded(MOST_SHOWN);
  #link: Link | undefined;

  constructor(private readonly clock: Clock) {
    super();
  }

  /** Brings the radio into KISS, and again after a power cycle or a lost link, until the user leaves. */
  hold(profile: RadioProfile, baudRate: number): Promise<void> {
    return this.run(async (stop) => {
      const connection = this.connection.value;
      if (!connection) return;
      this.steps.value = [];
      this.stage.value = { kind: 'starting' };
      const rtscts = profile.handshake.kind === 'rtscts' && !connection.isBluetooth;
      const line = { ...DEFAULT_LINE, baudRate, rtscts };
      const decoder = new KissDecoder();
      try {
        await keepInKiss({
          clock: this.clock,
          signal: stop,
          profile,
          checkMs: CHECK_MS,
          open: () => connection.open(line),
          onStep: ({ label, ok }) => {
            this.steps.value = [...this.steps.value, { label, ok }];
          },
          onBytes: (bytes) => {
            for (const frame of decoder.push(bytes)) this.#heard(frame.command, frame.data);
          },
          onEvent: (event) => this.#kept(event),
          farewell: async (link) => {
            this.stage.value = { kind: 'leaving' };
            await runExit(link, profile, { clock: this.clock });
          },
        });
      } finally {
        this.#link = undefined;
        this.stage.value = { kind: 'off' };
      }
    });
  }

  /**
   * Transmits one position: the clear act of the user.
   * @throws OnairError no-callsign, bad-value, device-refused while the radio is not in KISS, port-lost
   */
  async transmit(call: string, at: Point, comment: string): Promise<void> {
    const from = requireOwnCallSign(call);
    const link = this.#link;
    if (!link) {
      throw new OnairError('device-refused', {
        message: 'the radio is not in KISS',
        hint: 'bring it into KISS first',
      });
    }
    const info = encodePosition({ ...at, symbolTable: '/', symbolCode: '>', comment });
    await link.send(encodeKiss({ port: 0, command: KISS_COMMANDS.data, data: frameOf(from, info) }));
    this.sent.value = `${from}>${TOCALL},${PATH.join(',')}:${info}`;
  }

  #kept(event: KeepEvent): void {
    if (event.kind === 'ready') {
      this.#link = event.link;
      this.stage.value = { kind: 'in-kiss' };
      return;
    }
    this.#link = undefined;
    this.steps.value = [];
    this.stage.value =
      event.kind === 'left'
        ? { kind: 'starting' }
        : { kind: 'lost', why: event.error.message, retryS: Math.round(event.retryMs / 1000) };
  }

  #heard(command: number, data: Uint8Array): void {
    if (command !== KISS_COMMANDS.data) return;
    const decoded = decodeFrame(data);
    if (!decoded.ok || decoded.frame.type !== 'UI') return;
    const { frame } = decoded;
    const text = describe(decodeAprs(frame), { units: METRIC, at: undefined });
    this.packets.value = this.#folded.add(frame, text, this.clock.now());
  }
}

function frameOf(from: CallSign, info: string): Uint8Array {
  return encodeUi({
    from,
    to: parseCallSign(TOCALL),
    path: PATH.map((call) => ({ call: parseCallSign(call), repeated: false })),
    info: new TextEncoder().encode(info),
  });
}
