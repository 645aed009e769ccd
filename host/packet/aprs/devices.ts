/**
 * Who made a station, by the letters around the text of a Mic-E packet and by its destination. From the register
 * aprsorg/aprs-deviceid (2026-06) and APRS 1.2 (mic-e-types): the ones that are heard most
 * (SOURCES.md#device-names).
 */
const KENWOOD: readonly (readonly [head: string, tail: string, device: string])[] = [
  ['>', '=', 'Kenwood TH-D72'],
  ['>', '^', 'Kenwood TH-D74'],
  ['>', '&', 'Kenwood TH-D75'],
  ['>', '', 'Kenwood TH-D7A'],
  [']', '=', 'Kenwood TM-D710'],
  [']', '', 'Kenwood TM-D700'],
];

/** The last two characters where the text begins with a backtick (with messages) or an apostrophe (a tracker). */
const TAILS: Readonly<Record<string, string>> = {
  '_ ': 'Yaesu VX-8',
  '_"': 'Yaesu FTM-350',
  '_#': 'Yaesu VX-8G',
  _$: 'Yaesu FT1D',
  '_%': 'Yaesu FTM-400DR',
  '_(': 'Yaesu FT2D',
  '_)': 'Yaesu FTM-100D',
  _0: 'Yaesu FT3D',
  _1: 'Yaesu FTM-300D',
  _2: 'Yaesu FTM-200D',
  _3: 'Yaesu FT5D',
  '|3': 'Byonics TinyTrak3',
  '|4': 'Byonics TinyTrak4',
  '^v': 'HinzTec anyfrog',
  '*v': 'KissOZ tracker',
  '/v': 'Argent',
  '\\v': 'HamHUD',
  ':4': 'SCS P4dragon DR-7400',
  ':8': 'SCS P4dragon DR-7800',
};

/** Takes the letters of the maker off the text of a Mic-E packet. */
export function micEDevice(status: string): { readonly text: string; readonly device?: string } {
  const text = status.replace(/[\r\n]+$/, '');
  const head = text.charAt(0);
  if (head === ' ') return { text: text.slice(1), device: 'Mic-E' };
  for (const [first, tail, device] of KENWOOD) {
    if (head === first && text.length > tail.length && text.endsWith(tail)) {
      return { text: text.slice(1, text.length - tail.length), device };
    }
  }
  if (head !== '`' && head !== "'") return { text };
  const device = TAILS[text.slice(-2)];
  return device !== undefined && text.length > 2
    ? { text: text.slice(1, -2), device }
    : { text: text.slice(1) };
}

/** Destinations of programs and radios: the longest head that fits. */
const TOCALLS: readonly (readonly [head: RegExp, device: string])[] = [
  [/^APNK01$|^APK1/, 'Kenwood TM-D700'],
  [/^APK003$/, 'Kenwood TH-D72'],
  [/^APK004$/, 'Kenwood TH-D74'],
  [/^APK005$/, 'Kenwood TH-D75'],
  [/^APK0/, 'Kenwood TH-D7'],
  [/^APDR/, 'APRSdroid'],
  [/^APDW/, 'Dire Wolf'],
  [/^APGRW/, 'graywolf'],
  [/^APJY/, 'YAAC'],
  [/^APWW/, 'APRSIS32'],
  [/^APX/, 'Xastir'],
  [/^APRX/, 'aprx'],
  [/^APU/, 'UI-View32'],
  [/^APMI/, 'Microsat'],
  [/^APOT/, 'OpenTracker'],
  [/^APT[34]/, 'Byonics TinyTrak'],
  [/^APY/, 'Yaesu'],
  [/^APZONA$/, 'onair'],
  [/^APZ/, 'an experimental program'],
];

/** What a destination says of the sender; undefined where it says nothing that is known here. */
export function deviceOf(destination: string): string | undefined {
  return TOCALLS.find(([head]) => head.test(destination))?.[1];
}
