/** What a setting of the TNC's command line may be, and what it is after power-on. */
type TncSetting =
  | { readonly kind: 'switch'; readonly initial: 'ON' | 'OFF' }
  | { readonly kind: 'number'; readonly min: number; readonly max: number; readonly initial: string }
  | { readonly kind: 'text'; readonly form: RegExp; readonly initial: string };

const on: TncSetting = { kind: 'switch', initial: 'ON' };
const off: TncSetting = { kind: 'switch', initial: 'OFF' };

const number = (min: number, max: number, initial: number): TncSetting => ({
  kind: 'number',
  min,
  max,
  initial: String(initial),
});

/**
 * The command set, in the order in which abbreviations are tried. Initial values are those
 * of the D710/RC-D710 manual (p.34, p.40), a close relative; XFLOW ON is assumed, because hosts find it worth
 * switching off (SOURCES.md#settings-of-the-tnc).
 */
export const SETTINGS: Readonly<Record<string, TncSetting>> = {
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
  '8BITCONV': on,
  AWLEN: { kind: 'number', min: 7, max: 8, initial: '8' },
  AXDELAY: number(0, 120, 0),
  BBSMSGS: off,
  BEACON: { kind: 'text', form: /^(E|EVERY|A|AFTER) \d{1,3}$/, initial: 'EVERY 0' },
  CHECK: number(0, 250, 30),
  CONOK: on,
  DIGIPEAT: off,
  DWAIT: number(0, 250, 30),
  FRACK: number(0, 250, 3),
  GBAUD: { kind: 'text', form: /^(4800|9600)$/, initial: '4800' },
  GPSTEXT: { kind: 'text', form: /^\$?[A-Z]{1,6}$/, initial: '$PNTS' },
  HID: off,
  LOCATION: { kind: 'text', form: /^(E|EVERY|A|AFTER) \d{1,3}$/, initial: 'EVERY 0' },
  LTMHEAD: on,
  LTMON: number(0, 250, 0),
  MAXFRAME: number(1, 7, 4),
  MRPT: on,
  MSTAMP: off,
  NEWMODE: off,
  NOMODE: off,
  PASSALL: off,
  PERSIST: number(0, 255, 128),
  PPERSIST: on,
  RESPTIME: number(0, 250, 5),
  RETRY: number(0, 15, 10),
  SENDPAC: { kind: 'text', form: /^\$[0-9A-F]{2}$/, initial: '$0D' },
  SLOTTIME: number(0, 250, 10),
  UICHECK: number(0, 250, 28),
  UIDIGI: { kind: 'text', form: /^(ON|OFF)( [A-Z0-9,-]+)?$/, initial: 'OFF' },
  UIDWAIT: off,
  UIFLOOD: { kind: 'text', form: /^(%|[A-Z0-9]+,\d{1,3},(ID|NOID|FIRST))$/, initial: 'ID' },
  UITRACE: { kind: 'text', form: /^(%|[A-Z0-9]+,\d{1,3})$/, initial: '%' },
  UNPROTO: {
    kind: 'text',
    form: /^[A-Z0-9]{1,6}(-\d{1,2})?( VI?A? [A-Z0-9]{1,6}(-\d{1,2})?(,[A-Z0-9]{1,6}(-\d{1,2})?){0,7})?$/,
    initial: 'CQ',
  },
};

/** Whether a setting takes this value. */
export function isOfKind(setting: TncSetting | undefined, value: string): boolean {
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
