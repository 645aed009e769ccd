import type { SimModel } from '../models.js';

/** One memory as CHIRP (kenwood_d7.py) writes and reads it; `spec` is what follows the number. */
interface Memory {
  readonly spec: string;
  readonly name: string;
}

/**
 * Frequency (Hz, 11 digits), step, shift, reverse, tone, CTCSS and DCS on or off, number of the tone, of the DCS code
 * (three digits and a 0) and of the CTCSS tone, offset (Hz, 9 digits), mode, lockout. A TH-D7 has no DCS: its two
 * fields are empty.
 */
const SPEC = new RegExp(
  [
    String.raw`^\d{11},[0-9A-F],[0-2],[01],[01],[01],`,
    String.raw`(?:[01],TONE,\d{3}0|,TONE,),TONE,\d{9},[01],[01]$`,
  ]
    .join('')
    .replaceAll('TONE', '(?:0[1-9]|[12][0-9]|3[0-9])'),
);

/** The other frequency of a split memory, and its step. */
const SPLIT = /^\d{11},[0-9A-F]$/;

const NAME = /^[ -~]{0,8}$/;

/** 1 to 200 (CHIRP); a TM-D700 has its program scan limits beyond them, which are not simulated. */
const HIGHEST = 200;

/** What somebody in North America might have stored: the APRS frequency, the calling frequency, a repeater. */
const STORED: readonly (readonly [number: number, name: string, spec: string])[] = [
  [1, 'APRS', '00144390000,0,0,0,0,0,DCS,09,CODE,09,000000000,0,0'],
  [2, 'CALL', '00146520000,0,0,0,0,0,DCS,09,CODE,09,000000000,0,0'],
  [5, 'RPT', '00146940000,0,2,0,1,0,DCS,13,CODE,13,000600000,0,0'],
];

function stored(hasDcs: boolean): [number, Memory][] {
  const [flag, code] = hasDcs ? ['0', '0010'] : ['', ''];
  return STORED.map(([number, name, spec]) => [
    number,
    { name, spec: spec.replace('DCS', flag).replace('CODE', code) },
  ]);
}

/** The memories of a radio, as far as radio control reaches them. `N` is an empty one. */
export interface Memories {
  /** The answer to a command; undefined where it is none of theirs. */
  run(name: string, args: string): string | undefined;
}

/** Those of the older ones: `MR` reads, `MW` writes or clears, `MNA` names, `MC` chooses. */
export class MrMemories implements Memories {
  readonly #stored: Map<number, Memory>;
  readonly #splits = new Map<number, string>();
  readonly #chosen = new Map([
    ['0', 1],
    ['1', 1],
  ]);

  constructor(isFilled: boolean, hasDcs: boolean) {
    this.#stored = new Map(isFilled ? stored(hasDcs) : []);
  }

  run(name: string, args: string): string | undefined {
    switch (name) {
      case 'MR':
        return this.#read(args);
      case 'MW':
        return this.#write(args);
      case 'MNA':
        return this.#name(args);
      case 'MC':
        return this.#choose(args);
      default:
        return undefined;
    }
  }

  #read(args: string): string {
    const [, split, number] = /^[01],([01]),(\d{3})$/.exec(args) ?? [];
    const spec = split === '1' ? this.#splits.get(Number(number)) : this.#stored.get(Number(number))?.spec;
    return spec === undefined ? 'N' : `MR ${args},${spec}`;
  }

  #write(args: string): string {
    const [, split, digits, spec] = /^[01],([01]),(\d{3})(?:,(.*))?$/.exec(args) ?? [];
    const number = Number(digits);
    if (!isMemory(number)) return 'N';
    if (spec === undefined) {
      this.#stored.delete(number);
      this.#splits.delete(number);
    } else if (split === '1') {
      if (!SPLIT.test(spec) || !this.#stored.has(number)) return 'N';
      this.#splits.set(number, spec);
    } else {
      if (!SPEC.test(spec)) return 'N';
      this.#stored.set(number, { spec, name: this.#stored.get(number)?.name ?? '' });
      this.#splits.delete(number);
    }
    return `MW ${args}`;
  }

  #name(args: string): string {
    const [, digits, name] = /^[01],(\d{3})(?:,(.*))?$/.exec(args) ?? [];
    const memory = this.#stored.get(Number(digits));
    if (!memory) return 'N';
    if (name === undefined) return `MNA ${args},${memory.name}`;
    if (!NAME.test(name)) return 'N';
    this.#stored.set(Number(digits), { ...memory, name });
    return `MNA ${args}`;
  }

  #choose(args: string): string {
    const [, band = '', digits] = /^([01])(?:,(\d{3}))?$/.exec(args) ?? [];
    const number = digits === undefined ? this.#chosen.get(band) : Number(digits);
    if (number === undefined || (digits !== undefined && !this.#stored.has(number))) return 'N';
    this.#chosen.set(band, number);
    return `MC ${band},${String(number).padStart(3, '0')}`;
  }
}

/** Whether a model is one of the older radios. */
export function hasMrMemories({ id, modeCommand }: SimModel): boolean {
  return id !== undefined && modeCommand === 'TNC';
}

function isMemory(number: number): boolean {
  return number >= 1 && number <= HIGHEST;
}
