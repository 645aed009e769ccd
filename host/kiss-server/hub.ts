import type { Clock } from '../base/index.js';
import { decodeFrame } from '../packet/ax25/index.js';
import { encodeKiss, KISS_COMMANDS, KissDecoder, type KissFrame } from '../packet/kiss/index.js';
import { AckNumbers } from './ack-numbers.js';
import { Client, type ClientWire } from './client.js';
import type { ClientRefusal, HubEvent, HubTotals } from './events.js';
import { FairQueue } from './fair-queue.js';
import { isParameter, Parameters } from './parameters.js';
import { judge, type Rules } from './rules.js';

/** The wire to the radio, while its TNC is in KISS. */
export interface RadioWire {
  /** Resolves when the far end has taken the bytes; rejects when the link is gone. */
  send(bytes: Uint8Array): Promise<void>;
  /** Time for which the wire is busy with this number of bytes, ms. */
  wireTimeMs(bytes: number): number;
  /** Drops the link with its unsent bytes, so that it is opened again. */
  giveUp(): void;
}

/** Limits of what a hub holds. */
export const LIMITS = {
  clients: 64,
  /** A client that is further behind is dropped. This is minutes of a busy channel at 1200 baud. */
  unsentBytes: 65_536,
  /** Maximum number of frames of one client that wait for the TNC. */
  waitingFrames: 64,
  /** Maximum time that a frame waits for its turn, ms: an old packet is no longer of use. */
  waitMs: 30_000,
} as const;

/** What sharing one TNC takes. */
export interface HubSetup {
  readonly clock: Clock;
  readonly rules: Rules;
  /** KISS parameters that the server sets, now and whenever the radio is back. */
  readonly parameters?: readonly KissFrame[];
  /** Send every C to the TNC as DB 43: see `KissEncodeOptions`. */
  readonly escapeC?: boolean;
  /** Send what a client transmits to the other clients too, as if they had received it. */
  readonly copy?: boolean;
  readonly maxClients?: number;
  onEvent(event: HubEvent): void;
}

/** What a client's socket reports to the hub. */
export interface Joined {
  take(bytes: Uint8Array): void;
  /** It hung up. */
  gone(why: string): void;
}

interface Waiting {
  readonly client: Client;
  readonly frame: KissFrame;
  readonly since: number;
}

/**
 * One TNC for many clients.
 *
 *     radio ──fromRadio()──▶ frames ──each whole, to all──▶ client wires (one too far behind is dropped)
 *     radio ◀──one at a time── turns ◀──rules── frames ◀──take()── clients
 *
 * It holds no socket and no port. While the radio is away nothing is queued for it.
 */
export class KissHub {
  readonly #setup: HubSetup;
  readonly #clients = new Set<Client>();
  readonly #turns = new FairQueue<Client, Waiting>(LIMITS.waitingFrames);
  readonly #acks = new AckNumbers<Client>();
  readonly #parameters: Parameters;
  #decoder = new KissDecoder();
  #radio: RadioWire | undefined;
  #isHanding = false;
  #lastId = 0;
  #heard = 0;
  #sent = 0;
  #refused = 0;

  constructor(setup: HubSetup) {
    this.#setup = setup;
    this.#parameters = new Parameters(setup.parameters ?? []);
  }

  get totals(): HubTotals {
    return { clients: this.#lastId, heard: this.#heard, sent: this.#sent, refused: this.#refused };
  }

  /** @returns undefined if there are too many already */
  join(name: string, wire: ClientWire): Joined | undefined {
    const { clock, maxClients = LIMITS.clients } = this.#setup;
    if (this.#clients.size >= maxClients) {
      this.#report({ kind: 'turned-away', name, clients: this.#clients.size });
      return undefined;
    }
    const client = new Client({ id: ++this.#lastId, name }, wire, clock);
    this.#clients.add(client);
    this.#report({ kind: 'joined', client: client.facts, clients: this.#clients.size });
    return { take: (bytes) => this.#take(client, bytes), gone: (why) => this.#leave(client, why, false) };
  }

  /** The TNC is in KISS at the end of this wire. */
  radioReady(radio: RadioWire): void {
    this.#radio = radio;
    const { bytes } = this.#parameters;
    if (bytes.length > 0) radio.send(bytes).catch(() => {}); // the link itself reports a loss
  }

  /** The TNC left KISS: frames that wait for it are refused, but bytes may still arrive. */
  radioAway(): void {
    this.#radio = undefined;
    this.#acks.clear();
    for (const { client, frame } of this.#turns.clear()) this.#refuse(client, frame, 'radio-away');
  }

  /** The link is gone; the next bytes are from another one. */
  radioLost(): void {
    this.radioAway();
    this.#decoder = new KissDecoder();
  }

  /** Takes bytes from the radio, in KISS and while entering it: a packet may come at any time. */
  fromRadio(bytes: Uint8Array): void {
    for (const frame of this.#decoder.push(bytes)) {
      const isPacket = frame.command === KISS_COMMANDS.data && decodeFrame(frame.data).ok;
      // Outside KISS most of it is text, and echoes of what was sent.
      if (!isPacket && (!this.#radio || frame.command === KISS_COMMANDS.return)) continue;
      const answer = this.#acks.fromTnc(frame);
      if (answer) this.#give(answer.client, encodeKiss(answer.frame));
      else {
        this.#heard++;
        this.#giveAll(frame);
        this.#report({ kind: 'heard', frame, clients: this.#clients.size });
      }
    }
  }

  #giveAll(frame: KissFrame, except?: Client): void {
    const bytes = encodeKiss(frame);
    for (const client of [...this.#clients]) if (client !== except) this.#give(client, bytes);
  }

  #give(client: Client, bytes: Uint8Array): void {
    if (this.#write(client, bytes)) client.count('heard');
  }

  /** @returns false if the client is gone, or is dropped */
  #write(client: Client, bytes: Uint8Array): boolean {
    if (!this.#clients.has(client)) return false;
    const unsentBytes = client.wire.unsentBytes + bytes.length;
    if (unsentBytes > LIMITS.unsentBytes) {
      this.#drop(client, `it does not keep up: ${unsentBytes} bytes would wait for it`);
      return false;
    }
    client.wire.write(bytes);
    return true;
  }

  #drop(client: Client, why: string): void {
    this.#leave(client, why, true);
    client.wire.drop();
  }

  #leave(client: Client, why: string, dropped: boolean): void {
    if (!this.#clients.delete(client)) return;
    const { facts, totals } = client;
    this.#report({ kind: 'gone', client: facts, dropped, why, clients: this.#clients.size, totals });
  }

  #take(client: Client, bytes: Uint8Array): void {
    if (!this.#clients.has(client)) return;
    const foreign = client.foreign(bytes);
    if (foreign !== undefined) {
      this.#drop(client, `it is ${foreign}, not a KISS program: what it sends may not transmit`);
      return;
    }
    const { frames, answer } = client.read(bytes);
    if (answer.length > 0) this.#write(client, answer);
    for (const frame of frames) this.#consider(client, frame);
    void this.#handOver();
  }

  #consider(client: Client, frame: KissFrame): void {
    const verdict = judge(frame, this.#setup.rules);
    if (verdict.kind === 'refuse') this.#refuse(client, frame, verdict.reason, verdict.detail);
    else if (verdict.kind === 'return') this.#report({ kind: 'return', client: client.facts });
    else if (!this.#radio) this.#refuse(client, frame, 'radio-away');
    else if (!this.#turns.add(client, { client, frame, since: this.#setup.clock.now() })) {
      this.#refuse(client, frame, 'queue-full');
    }
  }

  #refuse(client: Client, frame: KissFrame, reason: ClientRefusal, detail = ''): void {
    this.#refused++;
    client.count('refused');
    const pendingReports = client.restraint.next();
    if (pendingReports !== undefined)
      this.#report({ kind: 'refused', client: client.facts, reason, detail, frame, pendingReports });
  }

  /** Sends waiting frames to the radio, one whole frame after the other, until none waits. Never rejects. */
  async #handOver(): Promise<void> {
    if (this.#isHanding) return;
    this.#isHanding = true;
    for (;;) {
      const radio = this.#radio;
      const next = radio && this.#turns.next();
      if (!next) break;
      const { client, frame, since } = next;
      if (this.#setup.clock.now() - since > LIMITS.waitMs) this.#refuse(client, frame, 'too-old');
      else await this.#hand(radio, client, frame);
    }
    this.#isHanding = false;
  }

  async #hand(radio: RadioWire, client: Client, frame: KissFrame): Promise<void> {
    const { clock, escapeC = false, copy } = this.#setup;
    const bytes = encodeKiss(this.#acks.toTnc(client, frame), { escapeC });
    const startedAt = clock.now();
    const stuck = clock.after(LIMITS.waitMs, () => {
      this.#report({ kind: 'stuck', afterMs: LIMITS.waitMs });
      radio.giveUp();
    });
    try {
      await radio.send(bytes);
    } catch {
      this.#refuse(client, frame, 'radio-away');
      return;
    } finally {
      stuck.cancel();
    }
    this.#sent++;
    client.count('sent');
    if (isParameter(frame)) {
      this.#parameters.keep(frame);
      this.#report({ kind: 'parameter', client: client.facts, frame });
    } else {
      this.#report({ kind: 'sent', client: client.facts, frame });
      if (copy && frame.command === KISS_COMMANDS.data) this.#giveAll(frame, client);
    }
    // A port takes bytes faster than its wire carries them. Frames wait here, where they can still be withdrawn.
    const restMs = radio.wireTimeMs(bytes.length) - (clock.now() - startedAt);
    if (restMs > 0) await clock.sleep(restMs);
  }

  #report(event: HubEvent): void {
    this.#setup.onEvent(event);
  }
}
