import type { Timer } from '../../clock.js';
import type { LineSettings } from '../../link/line.js';
import type { DeviceFaults, DeviceWorld, SimDevice } from '../../link/sim/device.js';
import type { OptionValues } from '../../link/sim/options.js';
import { parseCallSign } from '../../packet/callsign.js';
import { Air } from './air.js';
import { CatParser } from './cat.js';
import type { TM_D700_OPTIONS } from './options.js';
import { Tnc, type TncState } from './tnc.js';

type Owner = 'tnc' | 'cat';

const MODES = ['off', 'aprs', 'packet'] as const;
type Mode = (typeof MODES)[number];

/** `TC 0` or `TC 1` with its CR, wherever it stands in the stream. */
const HAND_OVER = /TC ([01])\r$/i;
const HAND_OVER_BYTES = 5;

/**
 * The simulated TM-D700. One serial port has three users; a front controller decides who gets a byte, and watches all
 * of them for `TC 0`/`TC 1`, in KISS data too (KN6KB and P. Woods, lists.xastir.org 2009-December/016899).
 *
 *     port ──▶ front controller ──▶ CAT parser      in modes OFF and APRS, or after TC 1
 *              (watches for TC n)──▶ TNC            in mode PACKET after TC 0:
 *                                     ├ command line (cmd:)
 *                                     ├ converse    a CR transmits
 *                                     └ KISS        a frame transmits
 */
export class SimTmD700 implements SimDevice {
  readonly line: LineSettings;
  readonly #air: Air;
  readonly #tnc: Tnc;
  readonly #cat: CatParser;
  #mode: Mode;
  #owner: Owner;
  #window = '';
  /** Answers to bytes that came together leave together: one message. Undefined while nothing is received. */
  #answers: Buffer[] | undefined;
  readonly #ticks = new Map<string, Timer>();

  constructor(
    private readonly options: OptionValues<typeof TM_D700_OPTIONS>,
    private readonly world: DeviceWorld,
    faults: DeviceFaults,
  ) {
    this.line = { baudRate: Number(options.speed), parity: 'none', rtscts: false };
    this.#air = new Air(world);
    this.#owner = options.owner === 'cat' ? 'cat' : 'tnc';
    this.#mode = options.mode === 'off' || options.mode === 'aprs' ? options.mode : 'packet';
    this.#tnc = new Tnc({
      clock: world.clock,
      air: this.#air,
      faults,
      bootMs: options['boot-ms'],
      restoreMs: options['restore-ms'],
      call: parseCallSign(options.call),
      say: (bytes) => {
        if (this.#tncHasPort) this.#send(bytes);
      },
      tell: (text) => world.report({ kind: 'tnc', text }),
    });
    this.#cat = new CatParser({
      model: faults.has('wrong-radio') ? 'TM-D710' : 'TM-D700',
      tncMode: () => MODES.indexOf(this.#mode),
      setTncMode: (mode) => this.#setMode(MODES[mode] ?? 'off'),
      owner: () => (this.#owner === 'cat' ? '1' : '0'),
      answer: (text) => this.#send(Buffer.from(text, 'latin1')),
    });
    if (options.mode === 'kiss' || options.mode === 'converse') this.#tnc.start(options.mode);
    else if (options.mode === 'packet') this.#tnc.start('command');
    this.#answers = []; // whatever was echoed then, nobody hears it now
    for (const byte of Buffer.from(options['half-line'], 'latin1')) this.#take(byte);
    this.#answers = undefined;
    this.#every('traffic', options.traffic, () => {
      if (this.#tncHasPort && this.#tnc.state.kind === 'kiss') this.#send(this.#tnc.kiss.nextHeard());
    });
    this.#every('chatter', options.chatter, () => {
      if (!this.#tncHasPort) this.#send(Buffer.from('SM 0,00\r', 'latin1'));
    });
  }

  /** Everything that went on the air so far. */
  get transmitted(): Air['transmitted'] {
    return this.#air.transmitted;
  }

  get mode(): Mode {
    return this.#mode;
  }

  get owner(): Owner {
    return this.#owner;
  }

  get tncState(): TncState['kind'] {
    return this.#tnc.state.kind;
  }

  /** KISS parameters 1 to 5 that the host has set. */
  get kissParameters(): ReadonlyMap<number, number> {
    return this.#tnc.kiss.parameters;
  }

  /** True where bytes of the port really go into KISS. */
  get inKiss(): boolean {
    return this.#tncHasPort && this.#tnc.state.kind === 'kiss';
  }

  receive(bytes: Buffer): void {
    this.#answers = [];
    for (const byte of bytes) this.#take(byte);
    const answer = Buffer.concat(this.#answers);
    this.#answers = undefined;
    if (answer.length > 0) this.#send(answer);
  }

  powerCycle(): void {
    this.#owner = 'tnc';
    this.#window = '';
    this.#cat.clear();
    this.world.report({ kind: 'power', text: `power off and on: boots into mode ${this.#mode}` });
    if (this.#mode === 'packet') this.#tnc.powerUp();
  }

  stop(): void {
    for (const timer of this.#ticks.values()) timer.cancel();
    this.#tnc.powerDown();
  }

  get #tncHasPort(): boolean {
    return this.#mode === 'packet' && this.#owner === 'tnc';
  }

  #take(byte: number): void {
    if (this.#tncHasPort) this.#tnc.take(byte);
    else this.#cat.take(byte);
    this.#window = (this.#window + String.fromCharCode(byte)).slice(-HAND_OVER_BYTES);
    const [, digit] = HAND_OVER.exec(this.#window) ?? [];
    if (digit === '0' || digit === '1') this.#handOver(digit);
  }

  #handOver(digit: '0' | '1'): void {
    const hadPort = this.#tncHasPort;
    this.#owner = digit === '1' ? 'cat' : 'tnc';
    const answer = digit === '1' ? this.#answerToTc1(hadPort) : 'TC 0\r';
    if (answer !== '') this.#send(Buffer.from(answer, 'latin1'));
    if (this.#tncHasPort) this.#tnc.resume();
  }

  /** Nobody has published what a D700 answers: the option lets a test try every candidate. */
  #answerToTc1(asTnc: boolean): string {
    switch (this.options['tc-answer']) {
      case 'ts':
        return 'TS 1\r';
      case 'none':
        return '';
      case 'error':
        return asTnc ? '?EH\r\ncmd:' : '?\r';
      default:
        return 'TC 1\r';
    }
  }

  #setMode(mode: Mode): void {
    if (mode === this.#mode) return;
    this.#mode = mode;
    this.world.report({ kind: 'mode', text: `TNC mode ${mode}` });
    if (mode === 'packet') this.#tnc.powerUp();
    else this.#tnc.powerDown();
  }

  #send(bytes: Buffer): void {
    if (this.#answers) this.#answers.push(bytes);
    // Held back bytes are not kept: the radio's buffer is small, and what was asked is asked again.
    else if (this.options.handshake === 'joined' || this.world.hostReady()) this.world.send(bytes);
  }

  #every(name: string, seconds: number, act: () => void): void {
    if (seconds === 0) return;
    const tick = (): void => {
      this.#ticks.set(
        name,
        this.world.clock.after(seconds * 1000, () => {
          act();
          tick();
        }),
      );
    };
    tick();
  }
}
