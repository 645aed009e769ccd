import { isOfKind, SETTINGS } from './tnc-settings.js';

const ACTIONS = { RESTART: 'restart', CONVERSE: 'converse', K: 'converse' } as const;

/**
 * Commands that show something. DISPLAY and HELP come in the form of a TNC 2; what a TM-D700 prints is not published.
 */
const LISTS = ['DISPLAY', 'HELP', 'MHEARD'] as const;

/** Stations that MHEARD keeps: 18 in a TNC 2. */
const MOST_HEARD = 18;

/** What one command line comes to. */
export type TncOutcome =
  | { readonly kind: 'answer'; readonly text: string }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'restart' }
  | { readonly kind: 'converse' };

const NOT_UNDERSTOOD: TncOutcome = { kind: 'answer', text: '?EH' };

/** The TNC's settings, and what a command line does to them. */
export class TncSettings {
  readonly #values = new Map<string, string>();
  #heard: readonly string[] = [];

  constructor(private readonly call: string) {
    this.restore();
  }

  /** Back to what the firmware keeps: everything that was typed is lost. */
  restore(): void {
    for (const [name, setting] of Object.entries(SETTINGS)) this.#values.set(name, setting.initial);
    this.#values.set('MYCALL', this.call);
  }

  get(name: string): string | undefined {
    return this.#values.get(name);
  }

  isOn(name: 'AUTOLF' | 'ECHO' | 'FLOW' | 'HEADERLN' | 'KISS' | 'MCOM' | 'MONITOR' | 'XFLOW'): boolean {
    return this.#values.get(name) === 'ON';
  }

  /** `on`: as after `KISS ON`. */
  setKiss(isOn: boolean): void {
    this.#values.set('KISS', isOn ? 'ON' : 'OFF');
  }

  get myCall(): string {
    return this.#values.get('MYCALL') ?? '';
  }

  /** Who CONVERSE sends to, and through whom: `CQ`, `APRS VIA WIDE1-1,WIDE2-1`. */
  get unproto(): { readonly to: string; readonly path: readonly string[] } {
    const [to = 'CQ', , path = ''] = (this.#values.get('UNPROTO') ?? '').split(' ');
    return { to, path: path.split(',').filter((call) => call !== '') };
  }

  /** A station was heard: MHEARD shows the latest first. */
  noteHeard(call: string): void {
    this.#heard = [call, ...this.#heard.filter((known) => known !== call)].slice(0, MOST_HEARD);
  }

  /** Runs one line without its CR. Answers in the style `HBAUD    was 1200`; `?EH` for what is not understood. */
  run(line: string): TncOutcome {
    const [typed = '', ...words] = line.trim().toUpperCase().split(/\s+/);
    const value = words.join(' ');
    if (typed === '') return { kind: 'nothing' };
    if (!/^[A-Z8]+$/.test(typed)) return NOT_UNDERSTOOD;
    const known = [...Object.keys(ACTIONS), ...Object.keys(SETTINGS), ...LISTS];
    const name = known.find((full) => full === typed) ?? known.find((full) => full.startsWith(typed));
    if (name === undefined) return NOT_UNDERSTOOD;
    if (isAction(name)) return { kind: ACTIONS[name] };
    if (isList(name)) return { kind: 'answer', text: this.#list(name) };
    const before = this.#values.get(name) ?? '';
    if (value === '') return { kind: 'answer', text: `${name.padEnd(8)} ${before}` };
    if (!isOfKind(SETTINGS[name], value)) return NOT_UNDERSTOOD;
    this.#values.set(name, value);
    return { kind: 'answer', text: `${name.padEnd(8)} was ${before}` };
  }

  #list(name: (typeof LISTS)[number]): string {
    switch (name) {
      case 'DISPLAY':
        return [...this.#values].map(([setting, value]) => `${setting.padEnd(8)} ${value}`).join('\r');
      case 'HELP':
        return [...Object.keys(ACTIONS), ...LISTS, ...this.#values.keys()].toSorted().join(' ');
      case 'MHEARD':
        return this.#heard.join('\r');
    }
  }
}

function isAction(name: string): name is keyof typeof ACTIONS {
  return name in ACTIONS;
}

function isList(name: string): name is (typeof LISTS)[number] {
  return (LISTS as readonly string[]).includes(name);
}
