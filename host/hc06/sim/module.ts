import type { Timer } from '../../base/index.js';
import { type LineSettings, type Parity, wireTimeMs } from '../../link/index.js';
import type { DeviceFaults, DeviceWorld, SimDevice } from '../../link/sim/index.js';
import type { Firmware, Role, Settable } from './firmware.js';

/** What a simulated module starts with, and its own timing. */
export interface ModuleSetup {
  readonly firmware: Firmware;
  readonly baudRate: number;
  readonly parity: Parity;
  readonly name: string;
  readonly pin: string;
  /** A phone is connected: everything is data, nothing a command. */
  readonly connected: boolean;
  /** Role master, in which some firmwares do not tell their version. */
  readonly master: boolean;
  /** Silence that ends a command, where silence does. */
  readonly commandEndMs: number;
  /** Deafness after an answer, where silence ends a command. */
  readonly recoverMs: number;
}

/** Room for commands: the longest has about 30 bytes, so a longer line is not one. */
const BUFFER_BYTES = 64;

const CHATTER = '+DISC:SUCCESS\r\n+READY\r\n';

/**
 * An HC-06 of any family. Where silence ends a command it collects bytes until the line was quiet for `commandEndMs`,
 * answers what it understood, and is deaf for a moment; else it answers each line a moment after its CR LF.
 */
export class SimHc06 implements SimDevice, Settable {
  name: string;
  pin: string;
  role: Role;
  led = true;
  #line: LineSettings;
  #atPowerOn: { name?: string; parity?: Parity } = {};
  #move: Partial<LineSettings> | undefined;
  #oldPin: string | undefined;
  #chatter: string;
  #pending = '';
  #heardAt = Number.NEGATIVE_INFINITY;
  #busyUntil = Number.NEGATIVE_INFINITY;
  #timers = new Set<Timer>();
  #commandEnd: Timer | undefined;
  #deafUntil = Number.NEGATIVE_INFINITY;
  #hung = false;
  #off = false;

  constructor(
    private readonly setup: ModuleSetup,
    private readonly world: DeviceWorld,
    private readonly faults: DeviceFaults,
  ) {
    this.name = setup.name;
    this.pin = setup.pin;
    this.role = setup.master ? 'master' : 'slave';
    this.#line = { baudRate: setup.baudRate, parity: setup.parity, rtscts: false };
    this.#chatter = setup.firmware.chatter ?? '';
  }

  get line(): LineSettings {
    return this.#line;
  }

  /** Whether a phone with this PIN gets in. */
  pairs(pin: string): boolean {
    return pin === (this.#oldPin ?? this.pin);
  }

  receive(bytes: Buffer): void {
    const { clock } = this.world;
    if (this.setup.connected || this.#hung || this.#off || clock.now() < this.#deafUntil) return;
    const { commandEnd, gapMs } = this.setup.firmware;
    if (gapMs !== undefined && clock.now() - this.#heardAt > gapMs) this.#pending = '';
    this.#heardAt = clock.now();
    this.#pending += bytes.toString('latin1');
    if (commandEnd === 'cr-lf') this.#takeLines();
    else {
      this.#pending = this.#pending.slice(0, BUFFER_BYTES);
      this.#commandEnd?.cancel();
      this.#commandEnd = clock.after(this.setup.commandEndMs, () => this.#endOfCommand());
    }
  }

  powerCycle(): void {
    this.#silence();
    this.#pending = '';
    this.#hung = false;
    this.#off = false;
    this.#deafUntil = Number.NEGATIVE_INFINITY;
    this.#busyUntil = Number.NEGATIVE_INFINITY;
    this.#chatter = this.setup.firmware.chatter ?? '';
    const { name, parity } = this.#atPowerOn;
    this.#atPowerOn = {};
    if (name !== undefined) this.name = name;
    if (parity !== undefined) this.#line = { ...this.#line, parity };
  }

  /** Takes the power away until {@link powerCycle}. */
  powerOff(): void {
    this.#silence();
    this.#off = true;
  }

  /** Off long enough that it forgets all, also the PIN that was valid before. */
  discharge(): void {
    this.powerCycle();
    this.#oldPin = undefined;
  }

  /** The module is taken off, and one with these settings is put in its place. */
  replace(): void {
    const { name, pin, master, baudRate, parity } = this.setup;
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
    this.#commandEnd?.cancel();
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
  }

  set(change: Readonly<Partial<{ name: string; pin: string; role: Role; led: boolean }>>): void {
    if (change.pin !== undefined && this.setup.firmware.oldPinStays) this.#oldPin ??= this.pin;
    Object.assign(this, change);
    for (const [setting, value] of Object.entries(change))
      this.#report(`${setting} is now ${value}`, { [setting]: value });
  }

  setAtPowerOn(change: { readonly name?: string; readonly parity?: Parity }): void {
    this.#atPowerOn = { ...this.#atPowerOn, ...change };
    for (const [setting, value] of Object.entries(change))
      this.#report(`${setting} will be ${value} after a power cycle`, { [setting]: value });
  }

  move(change: { readonly baudRate?: number; readonly parity?: Parity }): void {
    this.#move = change;
  }

  restart(): void {
    this.#later(50, () => this.powerCycle());
  }

  #takeLines(): void {
    const { clock } = this.world;
    for (;;) {
      const end = this.#pending.indexOf('\r\n');
      if (end < 0) break;
      const command = this.#pending.slice(0, end);
      this.#pending = this.#pending.slice(end + 2);
      if (command === '') continue;
      this.#busyUntil = Math.max(this.#busyUntil, clock.now()) + this.setup.firmware.answerMs;
      this.#later(this.#busyUntil - clock.now(), () => this.#answer(command));
    }
    this.#pending = this.#pending.slice(-BUFFER_BYTES);
  }

  #endOfCommand(): void {
    const command = this.#pending;
    this.#pending = '';
    const text = this.#answer(command);
    if (text === undefined) return;
    this.#deafUntil = this.world.clock.now() + wireTimeMs(text.length, this.#line) + this.setup.recoverMs;
    this.#moveNow();
  }

  /** Obeys a command and says the answer. */
  #answer(command: string): string | undefined {
    const { firmware } = this.setup;
    const rule = firmware.rules.find(([known]) => known.test(command));
    const value = rule?.[0].exec(command)?.[1] ?? '';
    const text = rule ? rule[1](this, value) : firmware.otherwise;
    if (text === undefined) return undefined;
    const chatter = this.#chatter + (this.faults.has('chatter') ? CHATTER : '');
    this.#chatter = '';
    this.world.send(Buffer.from(chatter + text, 'latin1'));
    if (firmware.commandEnd === 'cr-lf') this.#moveNow();
    return text;
  }

  /** The answer went out at the old settings; the new ones count right after it. */
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

  /** Reports that something was set, for the person beside the module. */
  onSetting: () => void = () => {};
  onStop: () => void = () => {};

  #later(delayMs: number, act: () => void): void {
    const timer = this.world.clock.after(delayMs, () => {
      this.#timers.delete(timer);
      act();
    });
    this.#timers.add(timer);
  }
}
