import type five from 'johnny-five';
import { DEFAULT_LIMITS } from '../cycle/limits.js';
import type { Outputs } from '../cycle/outputs.js';
import type { BatterySample, Reading } from '../cycle/reading.js';
import type { AirUpBoard, BoardSetup } from './air-up-board.js';
import { AnalogInputs } from './analog-inputs.js';
import { pinNumber } from './boards.js';
import { Contacts } from './contacts.js';
import type { FirmataIo } from './firmata.js';
import { forgetBoard } from './five.js';
import { Leases } from './leases.js';
import { OutputPins } from './output-pins.js';
import { usedPins } from './pin-rules.js';
import { Screen } from './screen.js';
import { buzzerOn, ledOn } from './signal-pins.js';
import type { RhythmPlayer } from './signals.js';
import type { FirmataTransport } from './transport.js';

/** Bytes that wait longer than this do not reach the board any more. */
const LATE_MS = 1000;

/** Everything on a board that answers: its components, and how they end. */
export class LiveBoard implements AirUpBoard {
  readonly #outputs: OutputPins;
  readonly #inputs: AnalogInputs;
  readonly #contacts: Contacts;
  readonly buzzer: RhythmPlayer | undefined;
  readonly led: RhythmPlayer | undefined;
  readonly screen: Screen | undefined;
  #leases: Leases | undefined;
  #closing: Promise<void> | undefined;
  #isLost = false;
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
      act: (act) => setup.onAct?.(act),
      onStop: (isDown) => {
        if (isDown) this.#outputs.bar('stop');
        else this.#outputs.unbar('stop');
      },
    });
    this.buzzer = buzzerOn(pins.signals.buzzer, board, clock);
    this.led = ledOn(pins.signals.led, board, clock);
    this.screen = pins.display && new Screen(pins.display, board, clock);
    this.#inputs.onSet = () => this.onReports();
    // A board that says its version unasked has just started: its pins are no longer what we set.
    io.on('reportversion', this.#lost);
    transport.onBroken = this.#lost;
    signal.addEventListener('abort', this.#aborted);
    void link.whenClosed.then(this.#lost);
  }

  /** From now on the buttons count. */
  armContacts(): void {
    this.#contacts.arm();
  }

  /** Last before the first write: from here on the board lets go of what is not renewed. */
  async agreeOnLeases(): Promise<void> {
    const { pins, clock, link } = this.setup;
    this.#leases = await Leases.agree({
      transport: this.transport,
      pins,
      portName: link.portName,
      clock,
      longestOpenMs: DEFAULT_LIMITS.maxPulseMs + LATE_MS,
      onTrip: this.#lost,
    });
  }

  read(): Reading {
    const { pins } = this.setup;
    return {
      outlets: pins.outlets.map(({ sensor }) => this.#inputs.newest(sensor)),
      supply: this.#inputs.newest(pins.pump.supply),
      switchClosed: this.#contacts.switchClosed,
      battery: this.#battery(),
    };
  }

  write(outputs: Outputs): void {
    const { link } = this.setup;
    if (!link.isOpen) throw link.lossError;
    if (this.transport.lateMs > LATE_MS) this.#lost();
    this.#leases?.renew();
    this.#outputs.write(outputs);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const { signal, pins } = this.setup;
    this.#outputs.bar('closing');
    this.buzzer?.stop();
    this.led?.stop();
    this.screen?.stop();
    this.#contacts.release();
    this.#inputs.release();
    signal.removeEventListener('abort', this.#aborted);
    // The board goes on reporting for ever unless it is told not to, and the next program must sort that out.
    for (const { pin, use } of usedPins(pins)) {
      if (use === 'voltage') this.io.reportAnalogPin(pinNumber(pin, pins.model) - pins.model.firstAnalog, 0);
      if (use === 'contact') this.io.reportDigitalPin(pinNumber(pin, pins.model), 0);
    }
    await this.transport.drained();
    forgetBoard(this.board, this.io);
    this.transport.release();
  }

  readonly #aborted = (): void => this.#outputs.bar('aborted');

  readonly #lost = (): void => {
    if (this.#isLost || this.#closing !== undefined) return;
    this.#isLost = true;
    this.#outputs.bar('lost');
    this.setup.onAct?.({ kind: 'link-lost' });
  };

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
