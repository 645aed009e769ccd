import { type Clock, type Timer, visibleJson } from '../../base/index.js';
import { type HubEvent, type Joined, KissHub, type RadioWire } from '../../kiss-server/index.js';
import type { CallSign } from '../../packet/index.js';
import type { Session } from '../access/sessions.js';
import { ApiRefusal } from '../service/refusal.js';
import { frameText, type StreamTarget, streamTo } from '../stream/sse.js';
import { demandOwnFrame } from './own-frame.js';
import { TransmitLimit } from './transmit-limit.js';

/** The state is sent again after this time, so that a page knows that it is connected, ms. */
const REPEAT_MS = 5000;
/** More than the server lets open; those that have just been closed count for a moment. */
const MOST_STREAMS = 128;

/** What sharing a radio with phones takes. */
export interface SharedRadioSetup {
  readonly clock: Clock;
  /** Name of the radio, for people. */
  readonly title: string;
  /** Phones transmit under this call sign only; undefined: receive-only. */
  readonly call: CallSign | undefined;
  /** Send every C to the TNC as DB 43: see `KissEncodeOptions`. */
  readonly escapeC: boolean;
  onEvent(event: HubEvent): void;
}

/** An open stream. */
interface Listener {
  readonly session: Session;
  readonly joined: Joined;
  send(text: string): void;
}

/** A radio in KISS at this computer, for the phones that are let in. It holds no socket and no port. */
export class SharedRadio {
  readonly #hub: KissHub;
  readonly #limit: TransmitLimit;
  readonly #streams = new Map<StreamTarget, Listener>();
  /** Why the radio can't be used now; undefined while it can. */
  #problem: string | undefined = 'it is being put into KISS';
  #repeat: Timer | undefined;

  constructor(private readonly setup: SharedRadioSetup) {
    const { clock, call, escapeC, onEvent } = setup;
    const rules = {
      receiveOnly: call === undefined,
      calls: call === undefined ? [] : [call],
      fixed: new Set<number>(),
      ports: 1,
      allowExit: false,
      allowHardware: false,
    };
    this.#hub = new KissHub({ clock, rules, escapeC, copy: true, maxClients: MOST_STREAMS, onEvent });
    this.#limit = new TransmitLimit(clock);
  }

  /** Takes bytes from the radio. */
  fromRadio(bytes: Uint8Array): void {
    this.#hub.fromRadio(bytes);
  }

  /** It is in KISS at the end of this wire. */
  ready(wire: RadioWire): void {
    this.#hub.radioReady(wire);
    this.#send(undefined);
  }

  /** It left KISS, or its link is lost: `lost`, then the next bytes are from another link. */
  away(why: string, lost: boolean): void {
    if (lost) this.#hub.radioLost();
    else this.#hub.radioAway();
    this.#send(why);
  }

  /** Sends state and packets to a stream. @returns function that ends it */
  subscribe(session: Session, target: StreamTarget): () => void {
    const joined = this.#hub.join(session.name, {
      get unsentBytes() {
        return target.writableLength;
      },
      write: (bytes) =>
        void target.write(
          frameText({ event: 'frame', data: JSON.stringify(Buffer.from(bytes).toString('base64')) }),
        ),
      drop: () => void target.destroy(),
    });
    if (!joined) {
      target.destroy();
      return () => {};
    }
    const send = streamTo(target);
    this.#streams.set(target, { session, joined, send });
    session.streams++;
    send(this.#state());
    if (!this.#repeat) this.#plan();
    return () => {
      session.streams--;
      this.#streams.delete(target);
      joined.gone('it hung up');
      if (this.#streams.size > 0) return;
      this.#repeat?.cancel();
      this.#repeat = undefined;
    };
  }

  /** Transmits one frame for a phone. @throws Refusal not-now, receive-only, bad-request, other-call, too-fast */
  transmit(session: Session, kiss: Uint8Array): void {
    const { call } = this.setup;
    if (call === undefined) {
      throw new ApiRefusal(
        'receive-only',
        'this radio is shared for listening only',
        'its owner can start onair app with --transmit --call CALL',
      );
    }
    const frame = demandOwnFrame(kiss, call);
    if (this.#problem !== undefined)
      throw new ApiRefusal('not-now', `the radio is away: ${this.#problem}`, 'send it when it is back');
    const stream = [...this.#streams.values()].find((one) => one.session === session);
    if (!stream) throw new ApiRefusal('not-now', 'this phone does not listen', 'connect to the radio first');
    const waitS = this.#limit.take();
    if (waitS > 0)
      throw new ApiRefusal('too-fast', 'too many packets for one channel', `wait ${waitS} s`, waitS);
    stream.joined.take(frame);
  }

  #send(problem: string | undefined): void {
    this.#problem = problem;
    for (const { send } of this.#streams.values()) send(this.#state());
  }

  #plan(): void {
    this.#repeat = this.setup.clock.after(REPEAT_MS, () => {
      this.#send(this.#problem);
      this.#plan();
    });
  }

  #state(): string {
    const { title, call } = this.setup;
    const state = { title, call: call ?? null, problem: this.#problem ?? null };
    return frameText({ event: 'state', data: visibleJson(state) });
  }
}
