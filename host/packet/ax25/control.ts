/** Supervisory frames by bits 2-3 of the control byte (AX.25 2.2, sections 4.2.1 and 4.3.2). */
const SUPERVISORY = ['RR', 'RNR', 'REJ', 'SREJ'] as const;

/** Unnumbered frames by control byte without the P/F bit (AX.25 2.2, section 4.3.3). */
const UNNUMBERED = {
  SABME: 0x6f,
  SABM: 0x2f,
  DISC: 0x43,
  DM: 0x0f,
  UA: 0x63,
  FRMR: 0x87,
  UI: 0x03,
  XID: 0xaf,
  TEST: 0xe3,
} as const;

/** Name of a supervisory frame (AX.25 2.2, section 4.3.2). */
export type SupervisoryName = (typeof SUPERVISORY)[number];
type UnnumberedName = keyof typeof UNNUMBERED;
/** Unnumbered frames without a PID, and control bytes that AX.25 2.2 does not define. */
export type OtherName = Exclude<UnnumberedName, 'UI'> | 'unknown';

/** Control byte of a UI frame, poll bit clear (AX.25 2.2, section 4.3.3.6). */
export const UI_CONTROL: number = UNNUMBERED.UI;

/** What a control byte says. `nr` and `ns` count modulo 8. */
export type ControlField =
  | { readonly type: 'I'; readonly pollFinal: boolean; readonly nr: number; readonly ns: number }
  | { readonly type: SupervisoryName; readonly pollFinal: boolean; readonly nr: number }
  | { readonly type: 'UI'; readonly pollFinal: boolean }
  | { readonly type: OtherName; readonly pollFinal: boolean };

const POLL_FINAL = 0x10;

const BY_CODE: ReadonlyMap<number, UnnumberedName> = new Map(
  Object.entries(UNNUMBERED).map(([name, code]) => [code, name as UnnumberedName]),
);

/**
 * Reads a control byte as modulo 8. Modulo 128 has two bytes in I and S frames and nothing in the frame
 * shows it: only a station that saw the SABME knows (section 4.2.1). A monitor of APRS traffic loses nothing.
 */
export function decodeControl(control: number): ControlField {
  const pollFinal = (control & POLL_FINAL) !== 0;
  const nr = control >> 5;
  if ((control & 0x01) === 0) return { type: 'I', pollFinal, nr, ns: (control >> 1) & 0x07 };
  if ((control & 0x02) === 0) {
    const type = SUPERVISORY[(control >> 2) & 0x03];
    if (type !== undefined) return { type, pollFinal, nr };
  }
  return { type: BY_CODE.get(control & ~POLL_FINAL) ?? 'unknown', pollFinal };
}
