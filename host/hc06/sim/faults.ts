/** Misbehavior of a simulated module beyond its firmware, from public reports (SOURCES.md#oddities). */
export const MODULE_FAULTS = {
  'keeps-rate': 'confirms a new rate but stays at the old one',
  'hangs-on-rate': 'hangs after a change of rate until a power cycle',
  'rate-at-power-on': 'a new rate takes effect after a power cycle',
  'rate-at-reset': 'a new rate takes effect after AT+RESET (no answer)',
  'slow-restart': 'is silent for 4 s after AT+RESET',
  'next-rate': 'sets the rate after the requested one',
  'parity-at-once': 'a new parity takes effect immediately',
  'rate-unconfirmed': 'accepts a new rate without an answer',
  'values-unconfirmed': 'accepts a name or PIN without an answer',
  'pin-unread': 'does not report its PIN',
  'uart-unread': 'refuses to report its data rate',
  'name-unread': 'does not report its name',
  'error-every-other': 'every second command gets ERROR:(0) and is ignored',
  'lower-case': 'answers in lower case',
  twice: 'sends every answer twice',
  'line-feeds': 'ends lines with LF only',
  'carriage-returns': 'ends lines with CR only',
  prompt: 'a prompt after every answer',
  'ends-lines': 'adds CR LF to every answer',
  nuls: 'a NUL byte before and after every answer',
  split: 'a pause of 120 ms in the middle of every answer',
  chatter: 'sends unasked lines before every answer',
  sleepy: 'after 1.5 s of quiet the next command only wakes it',
  disturbed: 'for 6 s from the first byte another program sends AT',
  'mute-in-data-mode': 'answers in its AT mode only: an HC-05 without its button',
  bump: 'loses contact for 4 s after a new name',
} as const;

/** Name of a fault that only modules have: `sim:hc06?fault=...`. */
export type ModuleFault = keyof typeof MODULE_FAULTS;

/** What `chatter` sends. */
export const CHATTER = '+DISC:SUCCESS\r\n+READY\r\n';

/** Times of the faults, ms. */
export const TIMES = { asleepAfter: 1500, slowRestart: 4000, bump: 4000, bumpAfter: 1500 } as const;

/** What another program sends. */
export const DISTURBED = { forMs: 6000, everyMs: 300, says: 'AT\r' } as const;

/** Questions that get no answer, or a refusal. */
export const UNREAD: readonly (readonly [ModuleFault, RegExp, string | undefined])[] = [
  ['name-unread', /^AT\+NAME\??$/, undefined],
  ['pin-unread', /^AT\+PSWD\??$/, undefined],
  ['uart-unread', /^AT\+UART\??$/, 'ERROR:(0)\r\n'],
];

/** A part of an answer, and the delay after the part before it. */
interface Part {
  readonly text: string;
  readonly afterMs: number;
}

const SPLIT_MS = 120;

/** The text before a value, in each line; the value stays as it is stored. */
function inLowerCase(answer: string): string {
  return answer.replace(/^[^:=\r\n]+/gm, (word) => word.toLowerCase());
}

/** Splits an answer into the parts that a module with these faults sends. */
export function partsOf(answer: string, has: (fault: ModuleFault) => boolean): Part[] {
  const spelled = has('lower-case') ? inLowerCase(answer) : answer;
  const lineEnd = has('line-feeds') ? '\n' : has('carriage-returns') ? '\r' : '\r\n';
  const ended = spelled.replaceAll('\r\n', lineEnd);
  const whole = ended + (has('ends-lines') ? '\r\n' : '') + (has('prompt') ? '> ' : '');
  const said = has('twice') ? whole + whole : whole;
  const text = has('nuls') ? `\0${said}\0` : said;
  if (!has('split')) return [{ text, afterMs: 0 }];
  const middle = Math.floor(text.length / 2);
  return [
    { text: text.slice(0, middle), afterMs: 0 },
    { text: text.slice(middle), afterMs: SPLIT_MS },
  ];
}
