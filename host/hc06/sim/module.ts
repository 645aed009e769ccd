import type { Timer } from '../../clock.js';
import { type LineSettings, type Parity, wireTimeMs } from '../../link/line.js';
import type { DeviceFaults, DeviceWorld, SimDevice } from '../../link/sim/device.js';
import { silentCommands } from '../dialects/silent.js';
import type { Firmware } from './firmwares.js';

/** What a simulated module starts with, and its own timing. */
export interface ModuleSetup {
  readonly firmware: Firmware;
  readonly baudRate: number;
  readonly parity: Parity;
  readonly name: string;
  readonly pin: string;
  /** A phone is connected: everything is data, nothing a command. */
  readonly connected: boolean;
  /** Role master, in which these modules do not tell their version. */
  readonly master: boolean;
  /** Silence that ends a command. */
  readonly commandEndMs: number;
  /** Deafness after an answer. */
  readonly recoverMs: number;
}

/** Room for one command; the longest is 27 bytes, so more than this is none. */
const BUFFER_BYTES = 64;

/**
 * An HC-06 of the silent families: collects bytes until the line was quiet for `commandEndMs`, then answers
 * what it understood, and is deaf for a moment. Unknown commands, and any with CR or LF in them, get silence.
 */
export class SimHc06 implements SimDevice {
  name: string;
  pin: string;
  role: 'slave' | 'master';
  #line: LineSettings;
  #parityAfterPower: Parity;
  #pending = '';
  #commandEnd: Timer | undefined;
  #deafUntil = Number.NEGATIVE_INFINITY;
  #hung = false;

  constructor(
    private readonly setup: ModuleSetup,
    private readonly world: DeviceWorld,
    private readonly faults: DeviceFaults,
  ) {
    this.name = setup.name;
    this.pin = setup.pin;
    this.role = setup.master ? 'master' : 'slave';
    this.#line = { baudRate: setup.baudRate, parity: setup.parity, rtscts: false };
    this.#parityAfterPower = setup.parity;
  }

  get line(): LineSettings {
    return this.#line;
  }

  receive(bytes: Buffer): void {
    const { clock } = this.world;
    if (this.setup.connected || this.#hung || clock.now() < this.#deafUntil) return;
    this.#pending = (this.#pending + bytes.toString('latin1')).slice(0, BUFFER_BYTES);
    this.#commandEnd?.cancel();
    this.#commandEnd = clock.after(this.setup.commandEndMs, () => this.#endOfCommand());
  }

  powerCycle(): void {
    this.stop();
    this.#pending = '';
    this.#hung = false;
    this.#deafUntil = Number.NEGATIVE_INFINITY;
    this.#line = { ...this.#line, parity: this.#parityAfterPower };
  }

  stop(): void {
    this.#commandEnd?.cancel();
  }

  #endOfCommand(): void {
    const command = this.#pending;
    this.#pending = '';
    const answer = this.#obey(command);
    if (answer === undefined) return;
    this.world.send(Buffer.from(answer.text, 'latin1'));
    const answerMs = wireTimeMs(answer.text.length, this.#line);
    this.#deafUntil = this.world.clock.now() + answerMs + this.setup.recoverMs;
    answer.afterwards?.();
  }

  #obey(command: string): { text: string; afterwards?: () => void } | undefined {
    const { firmware } = this.setup;
    if (command === 'AT') return { text: 'OK' };
    if (command === 'AT+VERSION') return this.role === 'master' ? undefined : { text: firmware.version };
    const [, verb, value = ''] =
      /^AT\+(NAME|PIN|BAUD|P(?=[NEO]$)|LED|ROLE=)([\x20-\x7e]*)$/.exec(command) ?? [];
    switch (verb) {
      case 'NAME':
        return value.length >= 1 && value.length <= 20
          ? this.#set('name', value, firmware.nameSet)
          : undefined;
      case 'PIN':
        return /^\d{4}$/.test(value) ? this.#set('pin', value, firmware.pinSet) : undefined;
      case 'BAUD':
        return this.#setRate(value);
      case 'P':
        return this.#setParity(value);
      case 'LED':
        return firmware.roleAndLed && /^[01]$/.test(value)
          ? { text: `LED ${value === '1' ? 'ON' : 'OFF'}` }
          : undefined;
      case 'ROLE=':
        return firmware.roleAndLed && /^[SM]$/.test(value) ? this.#setRole(value) : undefined;
      default:
        return undefined;
    }
  }

  #set(setting: 'name' | 'pin', value: string, text: string): { text: string } {
    this[setting] = value;
    this.world.report({ kind: 'setting', text: `${setting} is now ${value}`, facts: { [setting]: value } });
    return { text };
  }

  /** The answer still goes out at the old rate; the new one counts right after it. */
  #setRate(code: string): { text: string; afterwards: () => void } | undefined {
    const baudRate = [...silentCommands.baudCodes].find(([, known]) => known === code)?.[0];
    if (baudRate === undefined) return undefined;
    return {
      text: `OK${baudRate}`,
      afterwards: () => {
        if (this.faults.has('keeps-rate')) return;
        this.#line = { ...this.#line, baudRate };
        this.#hung = this.faults.has('hangs-on-rate');
        this.world.report({ kind: 'setting', text: `rate is now ${baudRate}`, facts: { baudRate } });
      },
    };
  }

  #setParity(letter: string): { text: string } | undefined {
    const { paritySet } = this.setup.firmware;
    const parity = (['none', 'even', 'odd'] as const).find((known) => known.startsWith(letter.toLowerCase()));
    if (!paritySet || !parity) return undefined;
    this.#parityAfterPower = parity;
    this.world.report({
      kind: 'setting',
      text: `parity will be ${parity} after a power cycle`,
      facts: { parity },
    });
    return { text: paritySet[parity] };
  }

  #setRole(letter: string): { text: string } {
    this.role = letter === 'M' ? 'master' : 'slave';
    return { text: `OK+ROLE:${letter}` };
  }
}
