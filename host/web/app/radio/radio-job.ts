import { type Signal, signal } from '@preact/signals';
import { type Clock, type OnairError, stopReason } from '../../../base/index.js';
import { type KeepEvent, keepInKiss, type RadioProfile, runExit } from '../../../kenwood/index.js';
import { DEFAULT_LINE, keepOpen, type Link } from '../../../link/index.js';
import { encodePosition, type OwnPacket, ownPacket } from '../../../packet/aprs/index.js';
import type { Heard } from '../../../packet/aprs/receive/index.js';
import { type Point, requireOwnCallSign } from '../../../packet/index.js';
import { KissDecoder, type KissFrame } from '../../../packet/kiss/index.js';
import { failureOf, PageError } from '../shell/failure.js';
import { DoorJob } from '../shell/job.js';
import { words } from '../shell/words.js';
import { HeardTraffic } from './heard/heard-traffic.js';

/** How far the radio is. */
export type RadioStage =
  | { readonly kind: 'off' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'in-kiss' }
  | { readonly kind: 'lost'; readonly why: string; readonly retryS: number }
  | { readonly kind: 'leaving' };

/** A step of the way into KISS, and whether the radio answered as expected. */
export interface RadioStep {
  readonly label: string;
  readonly ok: boolean;
}

/** Time without a byte after which the TNC is asked whether it is still in KISS, ms. */
const CHECK_MS = 60_000;

/** Holds a radio in KISS, shows what it hears, transmits packets that the user has asked for. */
export class RadioJob extends DoorJob {
  readonly stage: Signal<RadioStage> = signal({ kind: 'off' });
  readonly steps: Signal<readonly RadioStep[]> = signal([]);
  readonly channel = new HeardTraffic();
  /** The link to a TNC in KISS; undefined while there is none. */
  readonly link: Signal<Link | undefined> = signal(undefined);
  /** What was sent last, as a monitor shows it. */
  readonly sent: Signal<string | undefined> = signal(undefined);
  /** Called with each packet that is heard. */
  onHeard: (heard: Heard, time: Date) => void = () => {};

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
      const onBytes = (bytes: Uint8Array): void => {
        for (const frame of decoder.push(bytes)) this.#take(frame);
      };
      try {
        if (connection.shared) {
          await keepOpen({
            clock: this.clock,
            signal: stop,
            open: () => connection.open(line),
            use: (link, ready) => {
              ready();
              link.on('data', onBytes);
              this.#ready(link);
              return untilLost(link, stop);
            },
            onLost: (error, retryMs) => this.#lost(error, retryMs),
          });
        }
        await keepInKiss({
          clock: this.clock,
          signal: stop,
          profile,
          checkMs: CHECK_MS,
          open: () => connection.open(line),
          ...(connection.onAppear && { onAppear: connection.onAppear }),
          onStep: ({ label, ok }) => {
            this.steps.value = [...this.steps.value, { label, ok }];
          },
          onBytes,
          onEvent: (event) => this.#kept(event),
          farewell: async (link) => {
            this.link.value = undefined;
            this.stage.value = { kind: 'leaving' };
            await runExit(link, profile, { clock: this.clock });
          },
        });
      } finally {
        this.link.value = undefined;
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
    const info = encodePosition({ ...at, symbolTable: '/', symbolCode: '>', comment });
    await this.send(ownPacket(from, info));
  }

  /** @throws OnairError device-refused while the radio is not in KISS, port-lost */
  async send({ bytes, monitor }: OwnPacket): Promise<void> {
    const link = this.link.value;
    if (!link) {
      const { notInKiss, notInKissHint } = words.value.radio;
      throw new PageError('device-refused', { message: notInKiss, hint: notInKissHint });
    }
    await link.send(bytes);
    this.sent.value = monitor;
  }

  #kept(event: KeepEvent): void {
    if (event.kind === 'ready') this.#ready(event.link);
    else if (event.kind === 'lost') this.#lost(event.error, event.retryMs);
    else this.#away({ kind: 'starting' });
  }

  #ready(link: Link): void {
    this.link.value = link;
    this.stage.value = { kind: 'in-kiss' };
  }

  #lost(error: OnairError, retryMs: number): void {
    const why = failureOf(error)?.message ?? error.message;
    this.#away({ kind: 'lost', why, retryS: Math.round(retryMs / 1000) });
  }

  #away(stage: RadioStage): void {
    this.link.value = undefined;
    this.steps.value = [];
    this.stage.value = stage;
  }

  #take(frame: KissFrame): void {
    const time = new Date();
    const heard = this.channel.take(frame, time, this.clock.now());
    if (heard) this.onHeard(heard, time);
  }
}

/** Settles when the link is gone, or when the user stops. @throws OnairError port-lost, interrupted */
async function untilLost(link: Link, stop: AbortSignal): Promise<never> {
  if (stop.aborted) throw stopReason(stop);
  await Promise.race([
    link.whenClosed,
    new Promise((_resolve, reject) => {
      stop.addEventListener('abort', () => reject(stopReason(stop)), { once: true });
    }),
  ]);
  throw link.lossError;
}
