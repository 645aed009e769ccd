import type { SimModel } from '../models.js';
import type { Memories } from './memories.js';

/** How one of the newer radios writes a memory. */
interface MemoryForm {
  /** What follows the number. */
  readonly spec: RegExp;
  /** What is stored at first, by number: the same as in the older ones. */
  readonly stored: Readonly<Record<string, string>>;
  /** Whether `MN` names them: a TH-D74 has names, and no command for them (CHIRP). */
  readonly hasNames: boolean;
}

/** The other frequency of a split memory (10 digits, Hz), a field of unknown meaning, and the lockout. */
const TAIL = String.raw`\d{10},[0-9A-F],[01]$`;

/**
 * CHIRP 20221106 (kenwood_live.py) reads and writes these fields; LA3QMA's list of a TM-D710's commands has the same.
 * They are those of `FO` in cat-settings.ts, with the tail.
 */
const FORMS: Readonly<Record<string, MemoryForm>> = {
  'tm-d710': {
    spec: new RegExp(
      String.raw`^\d{10},[0-9A-F],[0-2],[01],[01],[01],[01],\d\d,\d\d,\d{3},\d{8},[0-2],${TAIL}`,
    ),
    stored: {
      '001': '0144390000,0,0,0,0,0,0,08,08,000,00600000,0,0000000000,0,0',
      '002': '0146520000,0,0,0,0,0,0,08,08,000,00600000,0,0000000000,0,0',
      '005': '0146940000,0,2,0,1,0,0,12,12,000,00600000,0,0000000000,0,0',
    },
    hasNames: true,
  },
  'th-d72': {
    spec: new RegExp(
      String.raw`^\d{10},[0-9A],[0-3],[01],[01],[01],[01],[01],\d\d,\d\d,\d{3},[0-3],\d{8},[0-2],${TAIL}`,
    ),
    stored: {
      '001': '0144390000,0,0,0,0,0,0,0,08,08,000,0,00600000,0,0000000000,0,0',
      '002': '0146520000,0,0,0,0,0,0,0,08,08,000,0,00600000,0,0000000000,0,0',
      '005': '0146940000,0,2,0,1,0,0,0,12,12,000,0,00600000,0,0000000000,0,0',
    },
    hasNames: true,
  },
  'th-d74': {
    spec: new RegExp(
      [
        // Between reverse and shift: whether it is split. The offset of a split one is its other frequency.
        String.raw`^\d{10},\d{10},[0-9AB],[0-9AB],\d,[01],[0-3],[01],[01],[01],[01],[01],[01],[0-3],`,
        String.raw`\d\d,\d\d,\d{3},[0-3],[0-9A-Z /]{1,8},[0-2],\d\d,[01]$`,
      ].join(''),
    ),
    stored: {
      '001': '0144390000,0000600000,0,0,0,0,0,0,0,0,0,0,0,0,08,08,000,0,CQCQCQ,0,00,0',
      '002': '0146520000,0000600000,0,0,0,0,0,0,0,0,0,0,0,0,08,08,000,0,CQCQCQ,0,00,0',
      '005': '0146940000,0000600000,0,0,0,0,0,1,0,0,0,0,0,2,12,12,000,0,CQCQCQ,0,00,0',
    },
    hasNames: false,
  },
};

const NAMES: readonly (readonly [number: string, name: string])[] = [
  ['001', 'APRS'],
  ['002', 'CALL'],
  ['005', 'RPT'],
];

const NAME = /^[ -+\--~]{0,8}$/; // no comma

/** Memories 000 to 999 of the newer radios: `ME` reads, writes or clears, `MN` names, `MC` chooses. */
export class MeMemories implements Memories {
  readonly #form: MemoryForm;
  readonly #stored: Map<string, string>;
  readonly #names = new Map(NAMES);
  readonly #chosen = new Map([
    ['0', '001'],
    ['1', '001'],
  ]);

  private constructor(form: MemoryForm, isFilled: boolean) {
    this.#form = form;
    this.#stored = new Map(isFilled ? Object.entries(form.stored) : []);
  }

  /** Undefined where the radio has no such commands. */
  static of({ name }: SimModel, isFilled: boolean): MeMemories | undefined {
    const form = FORMS[name];
    return form && new MeMemories(form, isFilled);
  }

  run(name: string, args: string): string | undefined {
    switch (name) {
      case 'ME':
        return this.#memory(args);
      case 'MN':
        return this.#form.hasNames ? this.#name(args) : undefined;
      case 'MC':
        return this.#choose(args);
      default:
        return undefined;
    }
  }

  #memory(args: string): string {
    const [, number = '', spec] = /^(\d{3})(?:,(.*))?$/.exec(args) ?? [];
    if (spec === undefined) {
      const stored = this.#stored.get(number);
      return stored === undefined ? 'N' : `ME ${number},${stored}`;
    }
    // LA3QMA clears by C, CHIRP by nothing behind the comma.
    if (spec === '' || spec === 'C') this.#clear(number);
    else if (this.#form.spec.test(spec)) this.#write(number, spec);
    else return 'N';
    return `ME ${args}`;
  }

  #clear(number: string): void {
    this.#stored.delete(number);
    this.#names.delete(number);
  }

  #write(number: string, spec: string): void {
    if (!this.#stored.has(number)) this.#names.delete(number);
    this.#stored.set(number, spec);
  }

  #name(args: string): string {
    const [, number = '', name] = /^(\d{3})(?:,(.*))?$/.exec(args) ?? [];
    if (!this.#stored.has(number)) return 'N';
    if (name === undefined) return `MN ${number},${this.#names.get(number) ?? ''}`;
    if (!NAME.test(name)) return 'N';
    this.#names.set(number, name);
    return `MN ${args}`;
  }

  #choose(args: string): string {
    const [, band = '', typed] = /^([01])(?:,(\d{3}))?$/.exec(args) ?? [];
    const number = typed ?? this.#chosen.get(band);
    if (number === undefined || (typed !== undefined && !this.#stored.has(typed))) return 'N';
    this.#chosen.set(band, number);
    return `MC ${band},${number}`;
  }
}
