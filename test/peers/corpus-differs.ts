import type { Line } from '../packet/corpus/part.js';

/** Why another decoder reads lines of the corpus otherwise, and which facts may differ then. */
export interface Reason {
  readonly why: string;
  /** Kinds of the corpus; all where it is left out. */
  readonly kind?: string;
  readonly keys: RegExp;
  /** Where it is left out: every line of that kind. */
  readonly in?: RegExp;
}

/** What stands in a comment for programs. */
const IN_COMMENT = /^(latitude|longitude|altitude|sequence|A\d|bits|comment)$/;

/** decode_aprs of Dire Wolf 1.6, beside the reasons that packets.txt needs already. */
export const DIRE_WOLF: readonly Reason[] = [
  { why: 'an antenna of 0 W is not shown', keys: /^antenna$/, in: /PHG0/ },
  {
    why: 'telemetry and !DAO! are not seen in the shortest comments',
    keys: IN_COMMENT,
    in: /[A-Za-z_#&[>-](\|.{4}\||!...!)$/,
  },
  {
    why: 'the shortest comments are not looked at: neither is the name then',
    kind: 'object named after a frequency',
    keys: /^(comment|frequency|tone|offset|range)$/,
    in: /r.{0,5}$/,
  },
  {
    why: 'weather is text from the first field on that it does not know, and after two digits of humidity',
    kind: 'weather as sent',
    keys: /^(rain-.*|humidity|barometer|comment)$/,
  },
  { why: 'nothing is looked for in the text after weather', kind: 'weather as sent', keys: IN_COMMENT },
  {
    why: 'whatever has the symbol of a weather station is weather',
    kind: 'digipeater with a weather symbol',
    keys: /^(antenna|comment)$/,
  },
  {
    why: 'an antenna is text after a compressed position',
    kind: 'antenna behind a compressed position',
    keys: /^(antenna|comment)$/,
  },
  {
    why: 'a broken value is the number that it begins with',
    kind: 'telemetry as sent',
    keys: /^A\d$/,
    in: /1\*9/,
  },
  { why: 'what a sign says is text', kind: 'signpost', keys: /^(signpost|comment)$/ },
  {
    why: 'direWolfFacts trims what is printed',
    kind: 'message as sent',
    keys: /^text$/,
    in: /^:.{9}: /,
  },
  {
    why: 'telemetry of Mic-E is text, which may look like a tone',
    kind: 'mic-e',
    keys: /^(comment|sequence|A\d|tone)$/,
    in: /'[0-9A-F]{10}$/,
  },
  {
    why: 'its list of devices is older than these',
    kind: 'mic-e',
    keys: /^(device|comment)$/,
    in: /(_[3-6]|\([58]|:2|\|3| X|\[1|_0)$/,
  },
  { why: 'north is 360 (chapter 7), and 0 in Dire Wolf’s Mic-E', kind: 'mic-e', keys: /^course$/ },
];

/** js-aprs-fap 1.3.2. */
export const FAP: readonly Reason[] = [
  { why: 'bits of base 91 telemetry have up to fifteen digits', keys: /^bits$/, in: /\|.{14}\|/ },
  { why: 'it knows no Peet Bros U-II', kind: 'peet', keys: /^wind-from$/ },
  { why: 'nothing is looked for in the text after weather', kind: 'weather as sent', keys: IN_COMMENT },
  {
    why: 'a humidity is looked for in base 91 telemetry',
    kind: 'weather as sent',
    keys: /^humidity$/,
    in: /\|.*h\d.*\|/,
  },
  { why: 'one broken value ends telemetry', kind: 'telemetry as sent', keys: /^(A\d|bits)$/, in: /1\*9|,,/ },
  { why: 'what a sign says is text', kind: 'signpost', keys: /^signpost$/ },
  { why: 'reply-acks are not known', kind: 'message as sent', keys: /^id$/, in: /\}..$/ },
  {
    why: 'telemetry of Mic-E has the two marks the other way round',
    kind: 'mic-e',
    keys: /^(sequence|A\d)$/,
  },
  { why: 'altitude in feet is not looked for in Mic-E', kind: 'mic-e', keys: /^altitude$/, in: /\/A=/ },
];

/** Those of the reasons that allow this difference. */
export function allowing(reasons: readonly Reason[], line: Line, key: string): readonly Reason[] {
  return reasons.filter(
    (reason) =>
      (reason.kind ?? line.kind) === line.kind &&
      reason.keys.test(key) &&
      (reason.in === undefined || reason.in.test(line.text)),
  );
}
