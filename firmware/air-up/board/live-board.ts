import type five from 'johnny-five';
import {
  type BatterySample,
  type Command,
  DEFAULT_LIMITS,
  isFresh,
  type Measurements,
  MOVES_AIR,
  type Outputs,
} from '../cycle/index.js';
import type { AirUpBoard, BoardSetup } from './air-up-board.js';
import { AnalogInputs } from './components/analog-inputs.js';
import { Contacts } from './components/contacts.js';
import { Display } from './components/display.js';
import { forgetBoard } from './components/johnny-five.js';
import { OutputPins } from './components/output-pins.js';
import { buzzerOn, ledOn } from './components/signal-pins.js';
import type { FirmataIo } from './firmata/firmata.js';
import type { FirmataTransport } from './firmata/transport.js';
import { LATE_MS } from './lease/lease-terms.js';
import { Leases, type Tripped } from './lease/leases.js';
import { type ResetCause, readLeaseMessage, type TripReason } from './lease/messages/lease-messages.js';
import { pinNumber } from './pins/boards.js';
import { usedPins } from './pins/pin-rules.js';
import type { RhythmPlayer } from './signals/signals.js';

/** Maximum time to wait for a restarted board's reason, ms. */
const WORDS_MS = 100;
/** Time between two tries to have tripped leases in force again, ms. */
const RECOVER_MS = 100;
/** Time within which the cycle sees a bad reading too, and can describe it better, ms: five reports. */
const CYCLE_FIRST_MS = 150;

/** Readings that come in heaps of 230 bytes are too old to shut a valve by (host/link/SOURCES.md#hold). */
const BATCHED =
  'the Bluetooth module holds back what the board sends until it has 230 bytes: readings come too late for air. Take another module, or a cable';

const TRIPPED: Readonly<Record<TripReason, string>> = {
  none: 'it does not report why',
  unknown: 'for a reason that this program does not know',
  silence: 'nothing was renewed: the computer hung, or its readings were old',
  'active-too-long': 'it was open for too long',
  restart: 'the board restarted',
  reading: 'its sensor was outside of its range',
};
const RESTARTED: Readonly<Record<ResetCause, string>> = {
  'power-on': 'it lost power',
  external: 'its reset button, or another program on the port',
  'brown-out': 'its supply voltage dropped',
  watchdog: 'it hung, and its watchdog reset it',
};

/** The components of a board that answers, and how they are released. */
export class LiveBoard implements AirUpBoard {
  readonly #outputs: OutputPins;
  readonly #inputs: AnalogInputs;
  readonly #contacts: Contacts;
  readonly buzzer: RhythmPlayer | undefined;
  readonly led: RhythmPlayer | undefined;
  readonly screen: Display | undefined;
  #leases: Leases | undefined;
  #closing: Promise<void> | undefined;
  #isLost = false;
  /** A lease has tripped and is not cleared yet. */
  #hasTripped = false;
  /** Everything has tripped by silence, and is about to be in force again. */
  #isRecovering = false;
  onReports = (): void => {};

  constructor(
    private readonly setup: BoardSetup,
    private readonly transport: FirmataTransport,
    private readonly io: FirmataIo,
    private readonly board: five.Board,
  ) {
    const { link, pins, clock, signal } = setup;
    this.#outputs = new OutputPins(pins, board, clock);
    const voltages = usedPins(pins).flatMap(({ pin, use }) => (use === 'voltage' ? [pin] : []));
    this.#inputs = new AnalogInputs(voltages, board, io, clock);
    this.#contacts = new Contacts({
      pins,
      board,
      io,
      clock,
      act: (command) => setup.onCommand?.(command),
      onStop: (isDown) => {
        if (isDown) this.#outputs.inhibit('stop');
        else this.#outputs.allow('stop');
      },
    });
    this.buzzer = buzzerOn(pins.signals.buzzer, board, clock);
    this.led = ledOn(pins.signals.led, board, clock);
    this.screen = pins.display && new Display(pins.display, board, clock);
    this.#inputs.onSet = () => this.onReports();
    this.#inputs.onBatched = () => this.#end({ kind: 'link-lost', reason: BATCHED });
    // A board that sends its version unasked has just started: its pins are no longer as they were set.
    io.on('reportversion', this.#restarted);
    transport.onBroken = this.#lost;
    signal.addEventListener('abort', this.#aborted);
    void link.whenClosed.then(this.#lost);
  }

  /** Enables the buttons. */
  armContacts(): void {
    this.#contacts.arm();
  }

  /** The board would keep a valve open indefinitely, and is unattended: nothing goes HIGH, whatever is requested. */
  keepShut(): void {
    this.#outputs.inhibit('unguarded');
  }

  /** The last step before the first write: from here on a lease that is not renewed trips. */
  async agreeOnLeases(): Promise<void> {
    const { pins, clock, link, signal, jobs = [], onNote } = this.setup;
    const gone = new AbortController();
    void link.whenClosed.then(() => gone.abort(link.lossError));
    this.#leases = await Leases.agree({
      transport: this.transport,
      pins,
      jobs: jobs.filter(({ kind }) => MOVES_AIR[kind]),
      portName: link.portName,
      clock,
      signal: AbortSignal.any([signal, gone.signal]),
      onTrip: this.#tripped,
    });
    for (const cause of this.#leases.resetCauses) {
      if (cause === 'watchdog' || cause === 'brown-out')
        onNote?.(`${link.portName}: the board restarted before this: ${RESTARTED[cause]}`);
    }
    const { missing } = this.#leases;
    if (missing.length > 0)
      onNote?.(
        `${link.portName}: the sketch on the board is an older one: it ${missing.join('; it ')}. Write the one of this version: onair firmware flash`,
      );
  }

  read(): Measurements {
    const { pins } = this.setup;
    return {
      outlets: pins.outlets.map(({ sensor }) => this.#inputs.newest(sensor)),
      supply: this.#inputs.newest(pins.pump.supply),
      switchClosed: this.#contacts.switchClosed,
      battery: this.#battery(),
      isTripped: this.#isRecovering,
    };
  }

  write(outputs: Outputs): void {
    const { link } = this.setup;
    if (!link.isOpen) throw link.lossError;
    if (this.transport.lateMs > Math.max(LATE_MS, this.#linkWaitMs)) this.#lost();
    if (isFresh(this.read(), this.setup.jobs ?? [], this.setup.clock.now())) this.#leases?.renew();
    this.#outputs.write(outputs);
  }

  clear(): void {
    if (!this.#hasTripped) return;
    this.#hasTripped = false;
    this.#leases?.clear();
    this.#outputs.allow('tripped');
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const { signal, pins } = this.setup;
    this.#outputs.inhibit('closing');
    this.buzzer?.stop();
    this.led?.stop();
    this.screen?.stop();
    this.#contacts.release();
    this.#inputs.release();
    signal.removeEventListener('abort', this.#aborted);
    // The board keeps reporting until it is told to stop, and the next program would have to deal with that.
    for (const { pin, use } of usedPins(pins)) {
      if (use === 'voltage') this.io.reportAnalogPin(pinNumber(pin, pins.model) - pins.model.firstAnalog, 0);
      if (use === 'contact') this.io.reportDigitalPin(pinNumber(pin, pins.model), 0);
    }
    await this.transport.drained();
    forgetBoard(this.board, this.io);
    this.transport.release();
  }

  readonly #aborted = (): void => this.#outputs.inhibit('aborted');

  readonly #lost = (): void => this.#end({ kind: 'link-lost' });

  readonly #restarted = (): void => {
    const began = 'the board restarted by itself';
    const lost = (reason: string): Command => ({ kind: 'link-lost', reason });
    const onData = (bytes: Buffer): void => {
      const message = readLeaseMessage(bytes);
      if (message?.kind !== 'reset-cause') return;
      const why = message.causes.map((cause) => RESTARTED[cause]).join(', ');
      this.#end(lost(why === '' ? began : `${began}: ${why}`));
    };
    this.#outputs.inhibit('lost');
    this.transport.on('data', onData);
    this.setup.clock.after(WORDS_MS, () => {
      this.transport.off('data', onData);
      this.#end(lost(began));
    });
  };

  readonly #tripped = (title: string, trip: TripReason): void => {
    if (trip === 'restart') {
      this.#restarted();
      return;
    }
    this.#outputs.inhibit('tripped');
    this.#hasTripped = true;
    if (trip === 'silence' && this.#linkWaitMs > DEFAULT_LIMITS.linkWaitMs) {
      if (!this.#isRecovering) void this.#recover({ title, trip });
      return;
    }
    const report = (): void => {
      if (this.#hasTripped && this.#closing === undefined)
        this.setup.onCommand?.({ kind: 'lease-tripped', reason: `${title}: ${TRIPPED[trip]}` });
    };
    if (trip === 'reading') this.setup.clock.after(CYCLE_FIRST_MS, report);
    else report();
  };

  /** The time that the jobs allow a link to stand still, ms; without one there is no pause. */
  get #linkWaitMs(): number {
    const { jobs = [] } = this.setup;
    return jobs.length === 0
      ? DEFAULT_LIMITS.linkWaitMs
      : Math.min(...jobs.map(({ limits }) => limits.linkWaitMs));
  }

  /** A link that stalls is a pause: the board has shut, and both agree again when the link is back. */
  async #recover(first: Tripped): Promise<void> {
    const { clock, signal, onCommand } = this.setup;
    const untilMs = clock.now() + this.#linkWaitMs;
    this.#isRecovering = true;
    let left: Tripped = first;
    while (this.#closing === undefined && !this.#isLost && !signal.aborted) {
      const found = await this.#leases?.recover().catch(() => 'no answer' as const);
      if (found === 'in force') {
        this.#isRecovering = false;
        this.#hasTripped = false;
        this.#outputs.allow('tripped');
        return;
      }
      if (found !== undefined && found !== 'no answer') left = found;
      if (left.trip !== 'silence' || clock.now() > untilMs) {
        onCommand?.({ kind: 'lease-tripped', reason: `${left.title}: ${TRIPPED[left.trip]}` });
        break;
      }
      await clock.sleep(RECOVER_MS, signal).catch(() => {});
    }
    this.#isRecovering = false;
  }

  /** Ends the use of the board, which is no longer under control. */
  #end(command: Command): void {
    if (this.#isLost || this.#closing !== undefined) return;
    this.#isLost = true;
    this.#outputs.inhibit('lost');
    this.setup.onCommand?.(command);
  }

  #battery(): BatterySample | undefined {
    const { battery, model } = this.setup.pins;
    const sample = this.#inputs.newest(battery?.pin);
    if (!battery || !sample) return undefined;
    const atPin = sample.ratio * model.referenceVolts;
    return {
      volts: (atPin * (battery.upperKohm + battery.lowerKohm)) / battery.lowerKohm,
      atMs: sample.atMs,
    };
  }
}
