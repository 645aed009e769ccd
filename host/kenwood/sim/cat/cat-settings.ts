/**
 * A setting of the radio-control (CAT) parser. Names, forms and answer lengths: k7jar's D700 command list, CHIRP
 * kenwood_d7.py, and what rigctl -m 2026 was measured to insist on (BC 6, VMC 7, FQ 16, MD 4, BY 6, SQ 7 characters).
 */
export interface CatSetting {
  /** What may follow the name in a query: nothing, or the band. The value is kept per key. */
  readonly key: RegExp;
  /** The values that may be set; missing where the radio only reports it. */
  readonly value?: RegExp;
  readonly initial: string;
  /**
   * Set where there is one for each band, and the command means that of the control band (`BC`); what band B begins
   * with.
   */
  readonly initialOfB?: string;
  /** Set where it is one field of another setting, counted from 0: to set it changes that one. */
  readonly partOf?: { readonly name: string; readonly field: number };
}

/** The settings of one radio by the name of their command. */
export type CatSettings = Readonly<Record<string, CatSetting>>;

const NOTHING = /^$/;
const BAND = /^[01]$/;

const EVERY_RADIO: CatSettings = {
  AI: { key: NOTHING, value: /^[01]$/, initial: '0' },
  BY: { key: BAND, initial: '0' },
  DTB: { key: NOTHING, value: /^[01]$/, initial: '0' },
  FQ: { key: NOTHING, value: /^\d{11},[0-9A-F]$/, initial: '00144390000,0', initialOfB: '00440000000,0' },
  MD: { key: NOTHING, value: /^[01]$/, initial: '0', initialOfB: '0' },
  PC: { key: BAND, value: /^[0-2]$/, initial: '0' },
  SM: { key: BAND, initial: '00' },
  SQ: { key: BAND, value: /^[01][0-9A-F]$/, initial: '00' },
  VMC: { key: BAND, value: /^[0-3]$/, initial: '0' },
};

/** The band that is controlled, and the one that transmits. */
const TWO_BANDS: CatSetting = { key: NOTHING, value: /^[01],[01]$/, initial: '0,0' };

/**
 * TM-D700 and TH-D7. `TN` is the number of the CTCSS tone; on the newer ones the same letters choose the TNC's mode.
 */
export const OLDER: CatSettings = {
  ...EVERY_RADIO,
  BC: TWO_BANDS,
  TN: { key: NOTHING, value: /^\d\d$/, initial: '01' },
};

/** A band's VFO, memory or call channel: as VMC of the older ones. */
const VM: CatSetting = { key: BAND, value: /^[0-3]$/, initial: '0' };

/**
 * A band as a TM-D710 tells it: frequency, step, shift, reverse, tone, CTCSS, DCS, their numbers, offset, mode. Hamlib
 * 4.5.4 wants 48 characters.
 */
export const AS_TM_D710: CatSettings = {
  ...EVERY_RADIO,
  BC: TWO_BANDS,
  FO: {
    key: BAND,
    value: /^\d{10},[0-9A-F],[0-2],[01],[01],[01],[01],\d\d,\d\d,\d{3},\d{8},[0-2]$/,
    initial: '0144390000,0,0,0,0,0,0,08,08,000,00600000,0',
    initialOfB: '0440000000,0,0,0,0,0,0,08,08,000,05000000,0',
  },
  VM,
};

/** A handheld controls and transmits on one band (Hamlib thd72.c and thd74.c: 4 characters). */
const ONE_BAND: CatSetting = { key: NOTHING, value: /^[01]$/, initial: '0' };

/**
 * As the TM-D710, with cross tone and its kind between the others (thd72.c: 52 characters, the mode is the last one).
 */
export const AS_TH_D72: CatSettings = {
  ...EVERY_RADIO,
  BC: ONE_BAND,
  FO: {
    key: BAND,
    value: /^\d{10},[0-9A],[0-3],[01],[01],[01],[01],[01],\d\d,\d\d,\d{3},[0-3],\d{8},[0-2]$/,
    initial: '0144390000,0,0,0,0,0,0,0,08,08,000,0,00600000,0',
    initialOfB: '0440000000,0,0,0,0,0,0,0,08,08,000,0,05000000,0',
  },
  VM,
};

/**
 * Frequency, offset, step, step of transmitting, mode, fine mode and its step, tone, CTCSS, DCS, cross tone, reverse,
 * shift, the numbers of tone, CTCSS and DCS, kind of cross tone, and three fields of D-STAR (thd74.c: 72 characters).
 */
export const AS_TH_D74: CatSettings = {
  ...EVERY_RADIO,
  BC: ONE_BAND,
  MD: { key: BAND, value: /^\d$/, initial: '0', partOf: { name: 'FO', field: 4 } },
  FO: {
    key: BAND,
    value: new RegExp(
      [
        String.raw`^\d{10},\d{10},[0-9A],[0-9A],\d,[01],[0-3],[01],[01],[01],[01],[01],[0-3],`,
        String.raw`\d\d,\d\d,\d{3},[0-3],[0-9A-Z /]{6},[0-2],\d\d$`,
      ].join(''),
    ),
    initial: '0144390000,0000600000,0,0,0,0,0,0,0,0,0,0,0,08,08,000,0,CQCQCQ,0,00',
    initialOfB: '0440000000,0005000000,0,0,0,0,0,0,0,0,0,0,0,08,08,000,0,CQCQCQ,0,00',
  },
  VM,
};
