import type { CatSetting, CatSettings } from './cat-settings.js';
import type { Memories } from './memories.js';

/** What the CAT parser needs of the radio around it. */
export interface CatRadio {
  /** What `ID` answers. */
  readonly model: string;
  /** How the mode of the TNC is chosen. */
  readonly modeCommand: 'TNC' | 'TN';
  readonly settings: CatSettings;
  /** Whether `TC` is a command here. */
  readonly handsOver: boolean;
  /** 0 off, 1 APRS, 2 packet; and the band for data. */
  tncMode(): { readonly mode: number; readonly band: number };
  setTncMode(mode: number, band?: number): void;
  /** What `TC` answers: 1 where the port is radio control's. */
  owner(): '0' | '1';
  answer(text: string): void;
  /** Whether an LF before a command is nothing: APRSdroid ends its lines with CR LF. */
  readonly forgivesLf: boolean;
  /** Undefined where no memories are simulated. */
  readonly memories: Memories | undefined;
}

/** A line longer than any command is no command. */
const MAX_LINE = 128;

/**
 * The radio-control parser: lines that end in CR. The answer repeats the command with its value where it was
 * understood, `N` is a known command with a bad parameter, `?` an unknown one (k7jar, TH-D7 protocol page).
 */
export class CatParser {
  readonly #values = new Map<string, string>();
  #line = '';

  constructor(private readonly radio: CatRadio) {}

  /** Forgets the line that was begun. */
  clear(): void {
    this.#line = '';
  }

  take(byte: number): void {
    if (byte === 0x0a && this.#line === '' && this.radio.forgivesLf) return;
    if (byte !== 0x0d) {
      this.#line = (this.#line + String.fromCharCode(byte)).slice(-MAX_LINE);
      return;
    }
    const [, name = '', , args = ''] = /^([A-Z]+)( (.*))?$/i.exec(this.#line) ?? [];
    this.#line = '';
    const command = name.toUpperCase();
    // The name of a memory keeps its small letters.
    const answer = this.radio.memories?.run(command, args) ?? this.#run(command, args.toUpperCase());
    if (answer !== undefined) this.radio.answer(`${answer}\r`);
  }

  #run(name: string, args: string): string | undefined {
    if (name === 'ID') return `ID ${this.radio.model}`;
    if (name === 'TC' && this.radio.handsOver) {
      if (args === '') return `TC ${this.radio.owner()}`;
      return args === '0' || args === '1' ? undefined : 'N'; // the front controller answers
    }
    return name === this.radio.modeCommand ? this.#mode(name, args) : this.#setting(name, args);
  }

  #mode(name: 'TNC' | 'TN', args: string): string {
    const form = name === 'TNC' ? /^([0-2])$/ : /^([0-2]),([01])$/;
    if (args !== '') {
      const [, mode, band] = form.exec(args) ?? [];
      if (mode === undefined) return 'N';
      this.radio.setTncMode(Number(mode), band === undefined ? undefined : Number(band));
      return `${name} ${args}`;
    }
    const { mode, band } = this.radio.tncMode();
    return name === 'TNC' ? `TNC ${mode}` : `TN ${mode},${band}`;
  }

  #setting(name: string, args: string): string {
    const setting = this.radio.settings[name];
    if (!setting) return '?';
    if (setting.key.test(args)) return this.#answer(name, args, setting);
    const banded = setting.key.test('0');
    const [, key = '', value = ''] = banded ? (/^(\d),(.*)$/.exec(args) ?? []) : ['', '', args];
    if (!setting.value?.test(value) || !setting.key.test(key)) return 'N';
    this.#set(name, key, setting, value);
    return this.#answer(name, key, setting);
  }

  #answer(name: string, key: string, setting: CatSetting): string {
    return `${name} ${key === '' ? '' : `${key},`}${this.#value(name, key, setting)}`;
  }

  #value(name: string, key: string, setting: CatSetting): string {
    const { partOf, initial, initialOfB = initial } = setting;
    if (partOf) return this.#whole(partOf.name, key)[partOf.field] ?? initial;
    const place = this.#place(name, key, setting);
    return this.#values.get(place) ?? (place.endsWith('@1') ? initialOfB : initial);
  }

  #set(name: string, key: string, setting: CatSetting, value: string): void {
    const { partOf } = setting;
    if (!partOf) this.#values.set(this.#place(name, key, setting), value);
    else {
      const whole = this.#whole(partOf.name, key).with(partOf.field, value);
      const of = this.radio.settings[partOf.name];
      if (of) this.#set(partOf.name, key, of, whole.join(','));
    }
  }

  #whole(name: string, key: string): string[] {
    const setting = this.radio.settings[name];
    return setting ? this.#value(name, key, setting).split(',') : [];
  }

  /** Where the value is kept: by its band, also where the command does not name it. */
  #place(name: string, key: string, { initialOfB }: CatSetting): string {
    if (initialOfB === undefined) return `${name} ${key}`;
    if (key !== '') return `${name} @${key}`;
    const control = (this.#values.get('BC ') ?? '0,0').charAt(0);
    return `${name} @${control}`;
  }
}
