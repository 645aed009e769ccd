import { TimerSet } from '../../base/index.js';
import { type LineSettings, type Parity, wireTimeMs } from '../../link/index.js';
import type { DeviceFaults, DeviceWorld, SimDevice } from '../../link/sim/index.js';
import { CommandInput } from './command-input.js';
import { CHATTER, DISTURBED, type ModuleFault, partsOf, TIMES } from './faults.js';
import type { Role, Settable } from './firmware.js';
import type { ModuleSetup } from './module-setup.js';
import { obey } from './obey.js';

const FIRST_ADDRESS = 0x98d3_31f5_05a1;

/**
 * An HC-06 of any family. If silence ends a command, it collects bytes until the line is quiet for `commandEndMs`,
 * answers, and ignores input for a while. Otherwise it answers each line shortly after its CR LF.
 */
export class SimHc06 implements SimDevice, Settable {
  name: string;
  pin: string;
  role: Role;
  led = true;
  #line: LineSettings;
  #atPowerOn: { name?: string; parity?: Parity; baudRate?: number } = {};
  #move: Partial<LineSettings> | undefined;
  #oldPin: string | undefined;
  #chatter: string;
  #receivedAt = Number.NEGATIVE_INFINITY;
  #busyUntil = Number.NEGATIVE_INFINITY;
  readonly #timers: TimerSet;
  #deafUntil = Number.NEGATIVE_INFINITY;
  #hung = false;
  #off = false;
  #connected: boolean;
  #inAtMode = true;
  /** When the first byte arrived. */
  #begunAt: number | undefined;
  /** The next command only wakes it. */
  #asleep = false;
  #commands = 0;
  #serial = 0;
  readonly #input: CommandInput;

  constructor(
    private readonly setup: ModuleSetup,
    private readonly world: DeviceWorld,
    private readonly faults: DeviceFaults,
  ) {
    this.#timers = new TimerSet(world.clock);
    this.name = setup.name;
    this.pin = setup.pin;
    this.role = setup.master ? 'master' : 'slave';
    this.#line = { baudRate: setup.baudRate, parity: setup.parity, rtscts: false };
    this.#chatter = setup.firmware.chatter ?? '';
    this.#connected = setup.connected;
    const { firmware, commandEndMs } = setup;
    this.#input = new CommandInput(world.clock, firmware, commandEndMs, (command) => {
      if (firmware.commandEnd !== 'silence') this.#takeLine(command);
      else this.#takeUnended(command);
    });
    const { talk } = setup.firmware;
    if (talk) this.#repeat(talk.everyMs, () => this.#send(talk.text));
  }

  get line(): LineSettings {
    const { atRate } = this.setup;
    return atRate === undefined || !this.#inAtMode
      ? this.#line
      : { ...this.#line, baudRate: atRate, parity: 'none' };
  }

  get dataLine(): LineSettings {
    return this.#line;
  }

  /** Whether a phone can pair with this PIN. */
  pairs(pin: string): boolean {
    return pin === (this.#oldPin ?? this.pin);
  }

  receive(bytes: Buffer): void {
    const now = this.world.clock.now();
    if (this.#begunAt === undefined) this.#begin(now);
    if (this.#hung || this.#off || now < this.#deafUntil) return;
    if (!this.#inAtMode && this.#has('mute-in-data-mode')) return;
    if (now - this.#receivedAt > TIMES.asleepAfter) this.#asleep = this.#has('sleepy');
    this.#receivedAt = now;
    this.#input.receive(bytes);
  }

  /** On the first byte the board starts, and another program may begin to use the port. */
  #begin(now: number): void {
    this.#begunAt = now;
    this.#deafUntil = now + this.setup.deafMs;
    if (!this.#has('disturbed')) return;
    const other = Buffer.from(DISTURBED.says);
    this.#repeat(DISTURBED.everyMs, () => this.receive(other), now + DISTURBED.forMs);
  }

  #repeat(everyMs: number, act: () => void, until = Number.POSITIVE_INFINITY): void {
    this.#timers.after(everyMs, () => {
      if (this.world.clock.now() >= until) return;
      act();
      this.#repeat(everyMs, act, until);
    });
  }

  #has(fault: ModuleFault): boolean {
    return this.faults.has(fault);
  }

  powerCycle(): void {
    this.#silence();
    this.#hung = false;
    this.#off = false;
    this.#deafUntil = Number.NEGATIVE_INFINITY;
    this.#busyUntil = Number.NEGATIVE_INFINITY;
    this.#chatter = this.setup.firmware.chatter ?? '';
    const { name, ...line } = this.#atPowerOn;
    this.#atPowerOn = {};
    if (name !== undefined) this.name = name;
    this.#line = { ...this.#line, ...line };
  }

  /** Cycles the power without its button: its AT mode, if it was in one, is over. */
  leaveAtMode(): void {
    this.powerCycle();
    this.#inAtMode = false;
  }

  /** Switches the power off until {@link powerCycle}. */
  powerOff(): void {
    this.#silence();
    this.#off = true;
  }

  /** Off long enough to lose all state, including an old PIN that was still valid. */
  discharge(): void {
    this.powerCycle();
    this.#oldPin = undefined;
  }

  get address(): string {
    return (FIRST_ADDRESS + this.#serial).toString(16).toUpperCase();
  }

  /** Replaces the module by another one with the initial settings. */
  replace(): void {
    const { name, pin, master, baudRate, parity } = this.setup;
    this.#serial++;
    this.#inAtMode = true;
    this.powerCycle();
    this.name = name;
    this.pin = pin;
    this.#oldPin = undefined;
    this.role = master ? 'master' : 'slave';
    this.led = true;
    this.#line = { baudRate, parity, rtscts: false };
  }

  stop(): void {
    this.#silence();
    this.onStop();
  }

  #silence(): void {
    this.#input.clear();
    this.#timers.cancelAll();
  }

  set(change: Readonly<Partial<{ name: string; pin: string; role: Role; led: boolean }>>): void {
    if (change.pin !== undefined && this.setup.firmware.oldPinStays) this.#oldPin ??= this.pin;
    Object.assign(this, change);
    for (const [setting, value] of Object.entries(change))
      this.#report(`${setting} is now ${value}`, { [setting]: value });
    if (change.name !== undefined && this.#has('bump'))
      this.#timers.after(TIMES.bumpAfter, () => {
        this.#deafUntil = this.world.clock.now() + TIMES.bump;
      });
  }

  setAtPowerOn(change: {
    readonly name?: string;
    readonly parity?: Parity;
    readonly baudRate?: number;
  }): void {
    if (change.parity !== undefined && this.#has('parity-at-once')) {
      this.move({ parity: change.parity });
      return;
    }
    this.#atPowerOn = { ...this.#atPowerOn, ...change };
    for (const [setting, value] of Object.entries(change))
      this.#report(`${setting} will be ${value} after a power cycle`, { [setting]: value });
  }

  move(change: { readonly baudRate?: number; readonly parity?: Parity }): void {
    const { rates } = this.setup.firmware;
    const next = rates?.[rates.indexOf(change.baudRate ?? 0) + 1];
    const meant = this.#has('next-rate') && next !== undefined ? { ...change, baudRate: next } : change;
    if (meant.baudRate !== undefined && (this.#has('rate-at-power-on') || this.#has('rate-at-reset')))
      this.setAtPowerOn({ baudRate: meant.baudRate });
    else this.#move = meant;
  }

  disconnect(): void {
    this.#connected = false;
  }

  restart(): void {
    this.#timers.after(50, () => {
      this.powerCycle();
      if (this.#has('slow-restart')) this.#deafUntil = this.world.clock.now() + TIMES.slowRestart;
    });
  }

  /** Answers a line after those before it. */
  #takeLine(command: string): void {
    const { clock } = this.world;
    const answerMs = this.setup.firmware.answerMs + this.setup.latencyMs;
    this.#busyUntil = Math.max(this.#busyUntil, clock.now()) + answerMs;
    this.#timers.after(this.#busyUntil - clock.now(), () => this.#answer(command));
  }

  /** Answers a command that silence has ended. */
  #takeUnended(command: string): void {
    const { latencyMs } = this.setup;
    if (latencyMs > 0) this.#timers.after(latencyMs, () => this.#answerSilence(command));
    else this.#answerSilence(command);
  }

  #answerSilence(command: string): void {
    const text = this.#answer(command);
    if (text === undefined) return;
    const recoveredAt = this.world.clock.now() + wireTimeMs(text.length, this.#line) + this.setup.recoverMs;
    this.#deafUntil = Math.max(this.#deafUntil, recoveredAt);
    this.#moveNow();
  }

  /** Executes a command and sends the answer. */
  #answer(command: string): string | undefined {
    const { firmware } = this.setup;
    const text = this.#obey(command);
    if (text === undefined) {
      if (firmware.commandEnd !== 'silence') this.#moveNow();
      return undefined;
    }
    const chatter = this.#chatter + (this.#has('chatter') ? CHATTER : '');
    this.#chatter = '';
    this.#send(chatter + text);
    if (firmware.commandEnd !== 'silence') this.#moveNow();
    return text;
  }

  /** A module that sleeps is only woken by a command. @returns the answer, with the faults applied */
  #obey(command: string): string | undefined {
    const wakes = this.#asleep;
    this.#asleep = false;
    if (wakes) return undefined;
    if (this.#has('error-every-other') && ++this.#commands % 2 === 0) return 'ERROR:(0)\r\n';
    return obey(this, this.setup.firmware, command, this.#connected, (fault) => this.#has(fault));
  }

  #send(text: string): void {
    let afterMs = 0;
    for (const part of partsOf(text, (fault) => this.#has(fault))) {
      afterMs += part.afterMs;
      const bytes = Buffer.from(part.text, 'latin1');
      if (afterMs === 0) this.world.send(bytes);
      else this.#timers.after(afterMs, () => this.world.send(bytes));
    }
  }

  /** Applies new line settings: the answer was sent at the old ones. */
  #moveNow(): void {
    const move = this.#move;
    this.#move = undefined;
    if (!move || this.faults.has('keeps-rate')) return;
    const { parity } = this.#line;
    this.#line = { ...this.#line, ...move };
    this.#hung = this.faults.has('hangs-on-rate');
    if (move.baudRate !== undefined) {
      this.#report(`rate is now ${this.#line.baudRate}`, { baudRate: this.#line.baudRate });
    }
    if (this.#line.parity !== parity)
      this.#report(`parity is now ${this.#line.parity}`, { parity: this.#line.parity });
  }

  #report(text: string, facts: Readonly<Record<string, unknown>>): void {
    this.world.report({ kind: 'setting', text, facts });
    this.onSetting();
  }

  /** Called after every setting, for the person beside the module. */
  onSetting: () => void = () => {};
  onStop: () => void = () => {};
}
