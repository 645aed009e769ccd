import type { LineSettings } from '../../link/index.js';
import type { DeviceFaults, DeviceWorld, OptionValues, SimDevice } from '../../link/sim/index.js';
import { type Ax25Frame, decodeFrame } from '../../packet/ax25/index.js';
import { formatMonitor, parseCallSign } from '../../packet/index.js';
import { CatParser } from './cat/cat.js';
import { MeMemories } from './cat/me-memories.js';
import { hasMrMemories, MrMemories } from './cat/memories.js';
import { Air } from './channel/air.js';
import type { ChannelStation, Channels } from './channel/channel.js';
import { answerOf } from './channel/correspondent.js';
import { oneStation, variedTraffic } from './channel/traffic.js';
import { Transmitter } from './channel/transmitter.js';
import { answerToTc1, HandOverWatch } from './hand-over.js';
import type { SimModel } from './models.js';
import type { RadioOptions } from './options.js';
import { Ticker } from './ticker.js';
import { Tnc } from './tnc/tnc.js';
import type { TncState } from './tnc/tnc-state.js';

type Owner = 'tnc' | 'cat';

/** So that two radios do not draw the same chances. */
let nextSeed = 1;

const CTRL_E = 0x05;

/** From a message to its answer: another station decodes it and waits for a free channel. */
const ANSWER_MS = 1500;

const MODES = ['off', 'aprs', 'packet'] as const;
type Mode = (typeof MODES)[number];

/**
 * A simulated radio. One serial port has three users; a front controller decides who gets a byte, and watches all of
 * them for `TC 0`/`TC 1`, in KISS data too (KN6KB and P. Woods, lists.xastir.org 2009-December/016899).
 *
 *     port ──▶ front controller ──▶ CAT parser      in modes OFF and APRS, or after TC 1
 *              (watches for TC n)──▶ TNC            in mode PACKET after TC 0:
 *                                     ├ command line (cmd:)
 *                                     ├ converse    a CR transmits
 *                                     └ KISS        a frame transmits
 *
 * A model may lack parts of it: see models.ts.
 */
export class SimRadio implements SimDevice {
  readonly line: LineSettings;
  readonly #air: Air;
  readonly #tnc: Tnc;
  readonly #cat: CatParser;
  #mode: Mode;
  #band: number;
  #owner: Owner;
  #refusedOnce = false;
  /** A Ctrl-E has stopped it: see the option. */
  #isDeaf = false;
  #station: ChannelStation | undefined;
  readonly #watch = new HandOverWatch();
  /** Answers to bytes that came together leave together: one message. Undefined while nothing is received. */
  #answers: Uint8Array[] | undefined;
  readonly #ticker: Ticker;

  constructor(
    private readonly model: SimModel,
    private readonly options: OptionValues<RadioOptions>,
    private readonly world: DeviceWorld,
    faults: DeviceFaults,
    private readonly channels: Channels,
  ) {
    this.line = { baudRate: Number(options.speed), parity: 'none', rtscts: false };
    this.#air = new Air(world, (frame) => this.#answer(frame));
    this.#ticker = new Ticker(world.clock);
    this.#owner = options.owner === 'cat' ? 'cat' : 'tnc';
    this.#mode = options.mode === 'off' || options.mode === 'aprs' ? options.mode : 'packet';
    this.#band = Number(options.band);
    this.#tnc = new Tnc({
      clock: world.clock,
      air: this.#air,
      faults,
      bootMs: options['boot-ms'],
      restoreMs: options['restore-ms'],
      call: parseCallSign(options.call),
      cutGoesOn: options['cut-frame'] === 'goes-on',
      losesEscaped: options['escape-c'] === 'lost',
      locksUp: options['locks-up'],
      leavesOver: options['kiss-begins'] === 'left-over',
      keepsSettings: options['power-cycle'] === 'keeps',
      leftKiss: model.hasPrompt
        ? undefined
        : () => {
            this.#owner = 'cat';
          },
      say: (bytes) => {
        if (this.#tncHasPort) this.#send(bytes);
      },
      report: (text) => world.report({ kind: 'tnc', text }),
    });
    this.#cat = new CatParser({
      model: (faults.has('wrong-radio') ? model.otherId : model.id) ?? '',
      modeCommand: model.modeCommand,
      settings: model.settings,
      handsOver: model.handsOver,
      tncMode: () => ({ mode: MODES.indexOf(this.#mode), band: this.#band }),
      setTncMode: (mode, band = this.#band) => {
        this.#band = band;
        this.#setMode(MODES[mode] ?? 'off');
      },
      owner: () => (this.#owner === 'cat' ? '1' : '0'),
      answer: (text) => this.#send(Buffer.from(text, 'latin1')),
      forgivesLf: options.lf === 'forgiven',
      memories: hasMrMemories(model)
        ? new MrMemories(options.memories === 'some', model.name === 'tm-d700')
        : MeMemories.of(model, options.memories === 'some'),
    });
    if (options.mode === 'kiss' || options.mode === 'converse') this.#tnc.start(options.mode);
    else if (options.mode === 'packet') this.#tnc.start('command');
    this.#answers = []; // its echo is long gone
    for (const byte of Buffer.from(options['half-line'], 'latin1')) this.#take(byte);
    this.#answers = undefined;
    const traffic = options.stations === 'varied' ? variedTraffic(this.#tnc.settings.myCall) : oneStation;
    let heard = 0;
    this.#ticker.every(options.traffic, () => this.#receive(traffic(++heard)));
    if (options.channel !== '') this.#joinChannel();
    this.#ticker.every(options.chatter, () => {
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

  /** Band for data: 0 is A, 1 is B. */
  get band(): number {
    return this.#band;
  }

  get owner(): Owner {
    return this.#owner;
  }

  get tncState(): TncState['kind'] {
    return this.#tnc.state.kind;
  }

  /** A setting of the TNC's command line, in its own words. */
  tncSetting(name: string): string | undefined {
    return this.#tnc.settings.get(name);
  }

  /** KISS parameters 1 to 5 that the host has set. */
  get kissParameters(): ReadonlyMap<number, number> {
    return this.#tnc.kiss.parameters;
  }

  /** True where bytes of the port really go into KISS. */
  get inKiss(): boolean {
    return this.#tncHasPort && this.#tnc.state.kind === 'kiss';
  }

  /** Puts bytes on the port as they are: for tests of what a TNC might send. */
  sendRaw(bytes: Uint8Array): void {
    this.#send(bytes);
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
    this.#isDeaf = false;
    this.#watch.clear();
    this.#cat.clear();
    if (!this.model.hasPrompt) this.#mode = 'off'; // assumed: KISS is a mode that has to be chosen again
    this.world.report({ kind: 'power', text: `power off and on: boots into mode ${this.#mode}` });
    if (this.#mode === 'packet') this.#tnc.powerUp();
    else this.#tnc.powerDown();
  }

  stop(): void {
    this.#air.transmitter?.stop();
    if (this.#station) this.channels.leave(this.options.channel, this.#station);
    this.#ticker.stop();
    this.#tnc.powerDown();
  }

  /** The station that a message of ours is for says something, or not. */
  #answer(frame: Ax25Frame): void {
    const answer = answerOf(frame, this.options.answers);
    if (answer) this.#ticker.once(ANSWER_MS, () => this.#receive(answer));
  }

  /** A packet comes from the air. */
  #receive(frame: Uint8Array): void {
    if (this.#mode === 'aprs' && this.options['in-aprs'] === 'text') this.#monitor(frame);
    if (this.#mode === 'packet') this.#tnc.heard(frame);
  }

  /** A packet as a TNC 2 shows it, with the prompt of a command line that nobody asked for. */
  #monitor(frame: Uint8Array): void {
    const decoded = decodeFrame(frame);
    if (decoded.ok) this.#send(Buffer.from(`${formatMonitor(decoded.frame)}\r\ncmd:`, 'latin1'));
  }

  #joinChannel(): void {
    const tnc = this.#tnc;
    const station: ChannelStation = {
      get bitsPerSecond() {
        return Number(tnc.settings.get('HBAUD'));
      },
      collides: this.options.collisions === 'yes',
      receive: (frame) => this.#receive(frame),
    };
    this.#station = station;
    this.#air.transmitter = new Transmitter(
      this.channels.join(this.options.channel, station),
      station,
      this.world.clock,
      () => tnc.access,
      (frame, airMs) => this.#air.keyed(frame, airMs),
      nextSeed++,
    );
  }

  get #tncHasPort(): boolean {
    return this.#mode === 'packet' && this.#owner === 'tnc';
  }

  #take(byte: number): void {
    if (byte === CTRL_E && this.#tncHasPort && !this.inKiss && this.options['ctrl-e'] === 'deaf')
      this.#isDeaf = true;
    if (this.#isDeaf) return;
    if (this.#tncHasPort) this.#tnc.take(byte);
    else this.#cat.take(byte);
    if (!this.model.handsOver || (this.inKiss && this.options['tc-in-kiss'] === 'ignored')) return;
    const digit = this.#watch.take(byte);
    if (digit !== undefined) this.#handOver(digit);
  }

  #handOver(digit: '0' | '1'): void {
    const hadPort = this.#tncHasPort;
    if (digit === '1' && hadPort && this.options['tc-answer'] === 'twice' && !this.#refusedOnce) {
      this.#refusedOnce = true;
      this.#send(Buffer.from(answerToTc1('twice', true), 'latin1'));
      return;
    }
    this.#refusedOnce = false;
    this.#owner = digit === '1' ? 'cat' : 'tnc';
    const answer = digit === '1' ? answerToTc1(this.options['tc-answer'], hadPort) : 'TC 0\r';
    if (answer !== '') this.#send(Buffer.from(answer, 'latin1'));
    if (this.#tncHasPort) this.#tnc.resume();
  }

  #setMode(mode: Mode): void {
    if (mode === this.#mode && this.model.hasPrompt) return;
    this.#mode = mode;
    this.world.report({ kind: 'mode', text: `TNC mode ${mode}` });
    if (mode === 'packet' && !this.model.hasPrompt) {
      this.#owner = 'tnc';
      this.#tnc.start('kiss');
    } else if (mode === 'packet') {
      if (this.model.modeCommand === 'TN' && this.options['tn-hands-over'] === 'yes') this.#owner = 'tnc';
      this.#tnc.powerUp();
    } else this.#tnc.powerDown();
  }

  #send(bytes: Uint8Array): void {
    if (this.#answers) this.#answers.push(bytes);
    // Held back bytes are not kept: the radio's buffer is small, and what was asked is asked again.
    else if (this.options.handshake === 'joined' || this.world.hostReady()) this.world.send(bytes);
  }
}
