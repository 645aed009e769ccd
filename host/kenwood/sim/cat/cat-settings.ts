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
  /** Only the radios that choose the mode of the TNC by `TN` have it. */
  readonly isNewer?: true;
}

const NOTHING = /^$/;
const BAND = /^[01]$/;

export const CAT_SETTINGS: Readonly<Record<string, CatSetting>> = {
  AI: { key: NOTHING, value: /^[01]$/, initial: '0' },
  BC: { key: NOTHING, value: /^[01],[01]$/, initial: '0,0' },
  BY: { key: BAND, initial: '0' },
  DTB: { key: NOTHING, value: /^[01]$/, initial: '0' },
  FQ: { key: NOTHING, value: /^\d{11},[0-9A-F]$/, initial: '00144390000,0', initialOfB: '00440000000,0' },
  // A band as a TM-D710 tells it: frequency, step, shift, reverse, tone, CTCSS, DCS, their numbers, offset, mode. Hamlib 4.5.4
  // wants 48 characters.
  FO: {
    key: BAND,
    value: /^\d{10},[0-9A-F],[0-2],[01],[01],[01],[01],\d\d,\d\d,\d{3},\d{8},[0-2]$/,
    initial: '0144390000,0,0,0,0,0,0,08,08,000,00600000,0',
    isNewer: true,
  },
  MD: { key: NOTHING, value: /^[01]$/, initial: '0', initialOfB: '0' },
  PC: { key: BAND, value: /^[0-2]$/, initial: '0' },
  SM: { key: BAND, initial: '00' },
  SQ: { key: BAND, value: /^[01][0-9A-F]$/, initial: '00' },
  // On a D700 this is the number of the CTCSS tone; on a D710 the same letters choose the TNC's mode.
  TN: { key: NOTHING, value: /^\d\d$/, initial: '01' },
  // A band's VFO, memory or call channel: as VMC of the older ones.
  VM: { key: BAND, value: /^[0-3]$/, initial: '0', isNewer: true },
  VMC: { key: BAND, value: /^[0-3]$/, initial: '0' },
};
