import type { Timer } from '../../../base/index.js';
import { decodeFrame, encodeUi } from '../../../packet/ax25/index.js';
import { parseCallSign } from '../../../packet/index.js';
import { FEND, KISS_COMMANDS } from '../../../packet/kiss/index.js';
import type { ChannelAccess } from '../channel/transmitter.js';
import { KissSide } from './kiss-side.js';
import { monitorText } from './monitor-text.js';
import { TncSettings } from './tnc-commands.js';
import type { TncSetup, TncState } from './tnc-state.js';

const CTRL_C = 0x03;
const CR = 0x0d;
const XON = 0x11;
const XOFF = 0x13;

/** In the style of the D710's (trinityos D710 text); the D700's own words have not been seen. */
const BANNER = 'Kenwood Radio Modem\rAX.25 Level 2 Version 2.0 (simulated)\r';

/** The end of a packet, and FENDs: what PCSI found in the port of a TH-D72 (issue 8). */
const LEFT_OVER = Uint8Array.from([...Buffer.from('01.75W>left over', 'latin1'), FEND, FEND, FEND]);

/** A packet of 1200 baud takes about as long, ms. */
const HEARING_MS = 500;
const ASCII_END = 0x80;

/** The packet TNC: command line, converse mode and KISS. */
export class Tnc {
  state: TncState = { kind: 'off' };
  readonly settings: TncSettings;
  readonly kiss: KissSide;
  #restoring: Timer | undefined;
  #heardAt = Number.NEGATIVE_INFINITY;
  /** Packets that came while a command was typed. */
  #unseen = '';

  constructor(private readonly setup: TncSetup) {
    this.settings = new TncSettings(setup.call);
    this.kiss = new KissSide({
      air: setup.air,
      cutGoesOn: setup.cutGoesOn,
      losesEscaped: setup.losesEscaped,
      dropped: (why) => setup.report(`TNC dropped ${why}`),
      bears: (data) => this.#bears(data),
    });
  }

  /**
   * How it gets at the channel: the KISS parameters of the host, else the defaults of the D710/RC-D710 and TH-D74
   * manuals.
   */
  get access(): ChannelAccess {
    const { parameters } = this.kiss;
    const value = (command: number, usual: number): number => parameters.get(command) ?? usual;
    return {
      txDelayMs: 10 * value(KISS_COMMANDS.txdelay, Number(this.settings.get('TXDELAY'))),
      persistence: (value(KISS_COMMANDS.persistence, 128) + 1) / 256,
      slotMs: 10 * value(KISS_COMMANDS.slottime, 10),
      txTailMs: 10 * value(KISS_COMMANDS.txtail, 3),
      fullDuplex: value(KISS_COMMANDS.fullduplex, this.settings.get('FULLDUP') === 'ON' ? 1 : 0) !== 0,
      bitsPerSecond: Number(this.settings.get('HBAUD')),
    };
  }

  /** Its state after a while without input. */
  start(kind: 'command' | 'converse' | 'kiss'): void {
    if (kind === 'kiss') for (const line of ['XFLOW OFF', 'KISS ON']) this.settings.run(line);
    this.state =
      kind === 'command' ? { kind, line: '' } : kind === 'converse' ? { kind, text: '' } : { kind };
  }

  powerUp(): void {
    this.powerDown();
    this.#boot();
    if (this.setup.keepsSettings) return;
    this.#restoring = this.setup.clock.after(this.setup.restoreMs, () => {
      this.settings.restore();
      if (this.state.kind === 'kiss') this.#prompt(); // was entered too early
    });
  }

  /** Forgets everything, KISS too (Xastir's remarks on the TH-D7, Matt-Hornsby/KISS, graywolf's fork). */
  powerDown(): void {
    if (this.state.kind === 'booting') this.state.timer.cancel();
    this.#restoring?.cancel();
    this.kiss.reset();
    this.#unseen = '';
    if (!this.setup.keepsSettings) this.settings.restore();
    this.state = { kind: 'off' };
  }

  /** The port was given back (`TC 0`): the prompt shows it. */
  resume(): void {
    if (this.state.kind === 'command') this.#prompt();
  }

  /** A packet from the air: noted for MHEARD, and for the host as a KISS frame or as text. */
  heard(frame: Uint8Array): void {
    const decoded = decodeFrame(frame);
    this.#heardAt = this.setup.clock.now();
    if (decoded.ok) this.settings.noteHeard(decoded.frame.from);
    if (this.state.kind === 'kiss') this.setup.say(this.kiss.heard(frame));
    else if (decoded.ok) this.#monitor(monitorText(decoded.frame, this.settings));
  }

  /** With FLOW ON, typing stops the display (D710/RC-D710 manual p.34). */
  #monitor(text: string): void {
    const { state } = this;
    if (state.kind !== 'command' && state.kind !== 'converse') return;
    const typed = state.kind === 'command' ? state.line : state.text;
    if (typed !== '' && this.settings.isOn('FLOW')) this.#unseen += text;
    else this.#say(text);
  }

  take(byte: number): void {
    switch (this.state.kind) {
      case 'off':
      case 'booting':
      case 'hung':
        return;
      case 'command':
        this.#command(byte, this.state.line);
        return;
      case 'converse':
        this.#converse(byte, this.state.text);
        return;
      case 'kiss':
        if (this.settings.isOn('XFLOW') && (byte === XON || byte === XOFF)) return; // taken for flow control
        if (this.kiss.take(byte)) this.#leaveKiss();
    }
  }

  #boot(): void {
    const timer = this.setup.clock.after(this.setup.bootMs, () => {
      if (this.setup.faults.has('forgets-kiss')) this.settings.setKiss(false);
      if (this.settings.isOn('KISS')) {
        this.state = { kind: 'kiss' };
        this.setup.report('TNC is in KISS');
        if (this.setup.leavesOver) this.setup.say(LEFT_OVER);
      } else {
        this.#say(`\r${BANNER}`);
        this.#prompt();
      }
    });
    this.state = { kind: 'booting', timer };
  }

  #command(byte: number, line: string): void {
    if (byte === 0x0a && line === '') return; // APRSdroid ends lines with CR LF; assumed to be forgiven
    if (byte === CTRL_C) return; // a prompt is there already; what was typed so far stays
    if (this.settings.isOn('ECHO')) this.#say(byte === CR ? '\r' : String.fromCharCode(byte));
    if (byte !== CR) {
      this.state = { kind: 'command', line: line + String.fromCharCode(byte) };
      return;
    }
    if (/^TC [01]$/i.test(line)) {
      this.state = { kind: 'command', line: '' }; // the front controller answers this one
      return;
    }
    const refused = this.setup.faults.has('refuses-kiss') && /^KISS\s+ON$/i.test(line.trim());
    const outcome = refused ? { kind: 'answer' as const, text: '?EH' } : this.settings.run(line);
    switch (outcome.kind) {
      case 'answer':
        this.#say(`${outcome.text}\r`);
        this.#prompt();
        return;
      case 'nothing':
        this.#prompt();
        return;
      case 'converse':
        this.state = { kind: 'converse', text: '' };
        return;
      case 'restart':
        if (this.setup.faults.has('hangs')) this.state = { kind: 'hung' };
        else this.#boot();
    }
  }

  /** Every CR sends what was typed, an empty line too: that is what a host must never cause by accident. */
  #converse(byte: number, text: string): void {
    if (byte === CTRL_C) {
      this.#prompt();
      return;
    }
    if (byte !== CR) {
      this.state = { kind: 'converse', text: text + String.fromCharCode(byte) };
      return;
    }
    this.state = { kind: 'converse', text: '' };
    const { to, path } = this.settings.unproto;
    const bytes = encodeUi({
      from: parseCallSign(this.settings.myCall),
      to: parseCallSign(to),
      path: path.map((call) => ({ call: parseCallSign(call), repeated: false })),
      info: Buffer.from(`${text}\r`, 'latin1'),
    });
    const decoded = decodeFrame(bytes);
    if (decoded.ok) this.setup.air.transmit(bytes, decoded.frame);
  }

  /** A TNC that locks up takes the packet with it. */
  #bears(data: Uint8Array): boolean {
    const { locksUp, clock } = this.setup;
    const decoded = decodeFrame(data);
    const locks =
      locksUp === 'binary'
        ? decoded.ok && decoded.frame.info.some((byte) => byte >= ASCII_END)
        : locksUp === 'duplex' && clock.now() - this.#heardAt < HEARING_MS;
    if (!locks) return true;
    this.state = { kind: 'hung' };
    this.setup.report('TNC is locked up until it loses power');
    return false;
  }

  #leaveKiss(): void {
    this.settings.setKiss(false);
    this.kiss.reset();
    this.setup.report('TNC left KISS');
    if (this.setup.leftKiss) {
      this.state = { kind: 'off' };
      this.setup.leftKiss();
    } else this.#prompt();
  }

  #prompt(): void {
    this.state = { kind: 'command', line: '' };
    this.#say(`${this.#unseen}cmd:`);
    this.#unseen = '';
  }

  #say(text: string): void {
    this.setup.say(
      Buffer.from(this.settings.isOn('AUTOLF') ? text.replaceAll('\r', '\r\n') : text, 'latin1'),
    );
  }
}
