/** What a setting of the TNC's command line may be, and what it is after power-on. */
type TncSetting =
  | { readonly kind: 'switch'; readonly initial: 'ON' | 'OFF' }
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly initial: string }
  | { readonly kind: 'text'; readonly form: RegExp; readonly initial: string };

const on: TncSetting = { kind: 'switch', initial: 'ON' };
const off: TncSetting = { kind: 'switch', initial: 'OFF' };

/**
 * The part of the command set that hosts use, in the order in which abbreviations are tried. Initial values are those
 * of the D710/RC-D710 manual (p.34, p.40), a close relative; XFLOW ON is assumed, because hosts find it worth
 * switching off (SOURCES.md#settings-of-the-tnc).
 */
const SETTINGS: Readonly<Record<string, TncSetting>> = {
  AUTOLF: on,
  ECHO: on,
  FLOW: on,
  FULLDUP: off,
  HEADERLN: on,
  HBAUD: { kind: 'text', form: /^(1200|9600)$/, initial: '1200' },
  KISS: off,
  MCOM: off,
  MONITOR: on,
  MYCALL: { kind: 'text', form: /^[A-Z0-9]{1,6}(-\d{1,2})?$/, initial: 'NOCALL' },
  PACLEN: { kind: 'number', min: 0, max: 255, initial: '128' },
  TXDELAY: { kind: 'number', min: 0, max: 120, initial: '50' },
  XFLOW: on,
};

const ACTIONS = { RESTART: 'restart', CONVERSE: 'converse', K: 'converse' } as const;

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

  isOn(name: 'AUTOLF' | 'ECHO' | 'KISS' | 'XFLOW'): boolean {
    return this.#values.get(name) === 'ON';
  }

  /** `on`: as after `KISS ON`. */
  setKiss(isOn: boolean): void {
    this.#values.set('KISS', isOn ? 'ON' : 'OFF');
  }

  get myCall(): string {
    return this.#values.get('MYCALL') ?? '';
  }

  /** Runs one line without its CR. Answers in the style `HBAUD    was 1200`; `?EH` for what is not understood. */
  run(line: string): TncOutcome {
    const [typed = '', value = ''] = line.trim().toUpperCase().split(/\s+/, 2);
    if (typed === '') return { kind: 'nothing' };
    if (!/^[A-Z]+$/.test(typed)) return NOT_UNDERSTOOD;
    const known = [...Object.keys(ACTIONS), ...Object.keys(SETTINGS)];
    const name = known.find((full) => full === typed) ?? known.find((full) => full.startsWith(typed));
    if (name === undefined) return NOT_UNDERSTOOD;
    if (isAction(name)) return { kind: ACTIONS[name] };
    const before = this.#values.get(name) ?? '';
    if (value === '') return { kind: 'answer', text: `${name.padEnd(8)} ${before}` };
    if (!fits(SETTINGS[name], value)) return NOT_UNDERSTOOD;
    this.#values.set(name, value);
    return { kind: 'answer', text: `${name.padEnd(8)} was ${before}` };
  }
}

function isAction(name: string): name is keyof typeof ACTIONS {
  return name in ACTIONS;
}

function fits(setting: TncSetting | undefined, value: string): boolean {
  switch (setting?.kind) {
    case undefined:
      return false;
    case 'switch':
      return value === 'ON' || value === 'OFF';
    case 'number':
      return /^\d+$/.test(value) && Number(value) >= setting.min && Number(value) <= setting.max;
    case 'text':
      return setting.form.test(value);
  }
}
