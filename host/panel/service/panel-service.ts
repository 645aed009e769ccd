import { type Clock, visibleJson } from '../../base/index.js';
import type { Session } from '../access/sessions.js';
import type { Happening, JobRecord } from '../schema/air.js';
import type { PanelState } from '../schema/api.js';
import { ANYBODYS, type Order } from '../schema/orders.js';
import { Feed } from '../stream/feed.js';
import { Ring } from '../stream/ring.js';
import { Samples } from '../stream/samples.js';
import { Control } from './control.js';
import type { History } from './history.js';
import { withEnding } from './history.js';
import { HoldToRun } from './hold-to-run.js';
import type { Machine } from './machine.js';
import { ApiRefusal } from './refusal.js';

/** Maximum age of the state that an order was based on, ms; an older one means that the order was delayed. */
const OLD_MS = 5000;
const DAY_MS = 24 * 3_600_000;
/** Events that a page shows when it is opened. */
const RECENT = 50;

/** What the service behind the panel's routes works with. */
export interface PanelServiceSetup {
  readonly machine: Machine;
  readonly clock: Clock;
  readonly now: () => Date;
  readonly run: string;
  /** Default: jobs are kept in memory while the program runs. */
  readonly history?: History;
  /** A notice for the person at the terminal. */
  readonly onNote?: (text: string) => void;
}

/** Shared by all phones: one machine, one phone in control, one hold, one stream, one history. */
export class PanelService {
  readonly feed: Feed;
  readonly control: Control;
  readonly hold: HoldToRun;
  readonly samples: Samples;
  readonly #recent = new Ring<Happening>(RECENT);
  readonly #jobs = new Map<string, JobRecord>();
  readonly #ended = new Map<string, number>();
  #running: string | undefined;
  readonly #unlisten: () => void;

  constructor(private readonly setup: PanelServiceSetup) {
    const { machine, clock, run } = setup;
    this.feed = new Feed({ clock, run, state: () => visibleJson(this.state()) });
    const changed = (): void => this.feed.changed(true);
    this.hold = new HoldToRun(clock, (word) => machine.hold(word));
    this.control = new Control(clock, { onChange: changed, onLoss: (session) => this.hold.end(session) });
    this.samples = new Samples(clock, machine, (sample) => this.feed.publish('sample', sample));
    this.#unlisten = machine.listen({
      changed: (atOnce) => this.feed.changed(atOnce),
      happened: (what) => this.#happened(what),
      job: (record) => this.#job(record),
    });
  }

  state(): PanelState {
    const { machine, clock, now } = this.setup;
    return {
      atMs: Math.round(clock.now()),
      time: now().toISOString(),
      phones: this.feed.listeners,
      control: this.control.state(),
      air: machine.state(),
    };
  }

  /** The jobs of the last day, and the last events. */
  history(): { readonly jobs: readonly JobRecord[]; readonly recent: readonly Happening[] } {
    const { history, now } = this.setup;
    const since = new Date(now().getTime() - DAY_MS);
    const jobs = history ? history.since(since) : [...this.#jobs.values()];
    return { jobs: jobs.map((job) => withEnding(job, this.#running)), recent: this.#recent.all() };
  }

  /** Ended jobs by reason, since the start. */
  get ended(): ReadonlyMap<string, number> {
    return this.#ended;
  }

  /** @throws Refusal not-yours, too-old; what the machine throws */
  order(session: Session, order: Order, seenMs: number | undefined): void {
    if (!ANYBODYS[order.order]) {
      this.control.demand(session);
      this.#demandFresh(seenMs);
    }
    if (order.order === 'stop' || order.order === 'emergency-stop') this.hold.end();
    this.setup.machine.order(order);
  }

  close(): void {
    this.#unlisten();
    this.samples.close();
    this.control.close();
    this.hold.end();
    this.feed.close();
  }

  #demandFresh(seenMs: number | undefined): void {
    const ageMs = this.setup.clock.now() - (seenMs ?? Number.NEGATIVE_INFINITY);
    if (ageMs <= OLD_MS && ageMs >= -1) return;
    throw new ApiRefusal(
      'too-old',
      'this order was too long on its way, or does not say which state you have seen',
      'check the panel, then press again (programs: seenMs is the atMs of the state)',
    );
  }

  #happened(what: Happening): void {
    this.#recent.add(what);
    this.feed.publish('happening', what);
    this.feed.changed(true);
  }

  #job(record: JobRecord): void {
    this.#running = record.stopReason === null ? record.id : undefined;
    if (record.stopReason !== null)
      this.#ended.set(record.stopReason, (this.#ended.get(record.stopReason) ?? 0) + 1);
    if (!this.setup.history) this.#jobs.set(record.id, record);
    this.setup.history?.add(record).catch((error: unknown) => {
      // The job continues: a full disk is no reason to leave a tire half filled.
      this.setup.onNote?.(`the history could not be written: ${String(error)}`);
    });
    this.feed.publish('job', record);
  }
}
