import { type Signal, signal } from '@preact/signals';
import { type Clock, messageOf } from '../../../../base/index.js';
import { encodePosition, type OwnPacket, ownPacket, SmartBeacon } from '../../../../packet/aprs/index.js';
import { type CallSign, requireOwnCallSign } from '../../../../packet/index.js';
import type { PlaceFix, PlaceProblem, WatchPlace } from '../place/place-fix.js';

/** Why a beacon has ended. */
export type BeaconEnd = 'stopped' | 'hidden' | 'lease' | 'radio' | 'place';

/** Whether the beacon is on, what it has sent and what it waits for, or why it ended. */
export type BeaconState =
  | { readonly kind: 'off'; readonly end: BeaconEnd | undefined }
  | {
      readonly kind: 'on';
      readonly call: CallSign;
      readonly sent: number;
      /** What keeps it from sending: no fresh place, no TNC in KISS, or only that none is due. */
      readonly waitsFor: 'place' | 'radio' | 'due';
      /** Why the last packet did not go out. */
      readonly problem: string | undefined;
    };

/** The beacon ends after the page was out of sight for this long, ms. */
const HIDDEN_MS = 10 * 60_000;
/** The beacon ends this long after the user's last tap on it, ms: longer than a drive without a rest. */
const LEASE_MS = 4 * 3_600_000;
/** The beacon ends when the TNC was out of KISS for longer than this, ms. */
const WITHOUT_RADIO_MS = 10 * 60_000;
/** Maximum age of a place that is sent, ms. */
const FRESH_MS = 60_000;
/** Time to the next try after a packet that did not go out, ms. */
const RETRY_MS = 15_000;
const LOOK_EVERY_MS = 1000;

/** What a beacon needs of its page. */
export interface BeaconWorld {
  readonly clock: Clock;
  readonly watch: WatchPlace;
  isHidden(): boolean;
  /** Whether a TNC in KISS is there. */
  isReady(): boolean;
  send(packet: OwnPacket): Promise<void>;
}

/**
 * The phone's position by SmartBeaconing, on a lease: it ends by itself when the page is out of sight for long, when
 * the radio is away for long, after hours, and with the page.
 */
export class Beacon {
  readonly state: Signal<BeaconState> = signal({ kind: 'off', end: undefined });
  readonly problem: Signal<PlaceProblem | undefined> = signal(undefined);
  #over: AbortController | undefined;

  constructor(private readonly world: BeaconWorld) {}

  /** The clear act of the user. Resolves when the beacon has ended. @throws OnairError no-callsign */
  async start(text: string, comment: string): Promise<void> {
    const call = requireOwnCallSign(text);
    if (this.#over) return;
    const over = new AbortController();
    this.#over = over;
    this.problem.value = undefined;
    this.state.value = { kind: 'on', call, sent: 0, waitsFor: 'place', problem: undefined };
    let fix: PlaceFix | undefined;
    const unwatch = this.world.watch(
      (latest) => {
        fix = latest;
        this.problem.value = undefined;
      },
      (problem) => {
        this.problem.value = problem;
      },
    );
    try {
      const end = await this.#repeat(call, comment, () => fix, over.signal);
      this.state.value = { kind: 'off', end };
    } finally {
      unwatch();
      this.#over = undefined;
    }
  }

  stop(): void {
    this.#over?.abort();
  }

  async #repeat(
    call: CallSign,
    comment: string,
    place: () => PlaceFix | undefined,
    over: AbortSignal,
  ): Promise<BeaconEnd> {
    const { clock } = this.world;
    const smart = new SmartBeacon();
    const startedAt = clock.now();
    let [seenAt, readyAt, notBefore] = [startedAt, startedAt, startedAt];
    while (!over.aborted) {
      const now = clock.now();
      if (!this.world.isHidden()) seenAt = now;
      if (this.world.isReady()) readyAt = now;
      if (now - startedAt >= LEASE_MS) return 'lease';
      if (now - seenAt >= HIDDEN_MS) return 'hidden';
      if (now - readyAt >= WITHOUT_RADIO_MS) return 'radio';
      if (this.problem.value === 'denied') return 'place';
      const fix = place();
      const isFresh = fix !== undefined && now - fix.atMs < FRESH_MS;
      if (!isFresh) this.#update({ waitsFor: 'place' });
      else if (!this.world.isReady()) this.#update({ waitsFor: 'radio' });
      else if (now >= notBefore && smart.due(fix, now)) {
        if (await this.#send(call, comment, fix)) smart.sent(fix, now);
        else notBefore = now + RETRY_MS;
      } else this.#update({ waitsFor: 'due' });
      await clock.sleep(LOOK_EVERY_MS, over).catch(() => {});
    }
    return 'stopped';
  }

  async #send(call: CallSign, comment: string, fix: PlaceFix): Promise<boolean> {
    try {
      const info = encodePosition({ ...fix, symbolTable: '/', symbolCode: '>', comment });
      await this.world.send(ownPacket(call, info));
    } catch (error) {
      this.#update({ problem: messageOf(error) });
      return false;
    }
    const { state } = this;
    if (state.value.kind === 'on') this.#update({ sent: state.value.sent + 1, problem: undefined });
    return true;
  }

  #update(change: Partial<Omit<BeaconState & { readonly kind: 'on' }, 'kind'>>): void {
    const { value } = this.state;
    if (value.kind === 'on') this.state.value = { ...value, ...change };
  }
}
