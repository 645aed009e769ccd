/** What the cores advise in the words of the command line, and the same as the page offers it; the longer first. */
const PHRASES: readonly (readonly [string | RegExp, string])[] = [
  ['; a JDY disconnects it on onair hc06 raw AT+DISC --dialect jdy-33', ''],
  ['; onair hc06 probe --echo-test checks the wire', ''],
  [' (onair hc06 probe --baud RATE waits 2.5 s there)', ''],
  [/ \(onair (?:hc06 rescue|ports|doctor)\)/g, ''],
  [/,? then(?: look for it with)?: onair hc06 probe(?: --baud \d+)?/g, ', then find the module again'],
  ['then onair hc06 probe', 'then find the module again'],
  [/ For a GPS: (?:(set it to NMEA), then )?onair waypoints listen/g, ''],
  [' For a TNC: onair tnc', ' For a TNC: the door Radio'],
  [
    'name the radio that it is by --radio (known: onair tnc radios)',
    'choose the radio that it is, if it is listed',
  ],
  [/; leave out --\w+, or give another value/g, '; leave its field empty, or give another value'],
  [/^leave out --\w+;/g, 'leave its field empty;'],
  ['; --force sets it all the same', ''],
  ['; --baud sets ours', '; the field Rate sets that of this page'],
  [
    'join 7 and 8 at the radio and use --handshake none',
    'join 7 and 8 at the radio, and RTS and CTS at the adapter',
  ],
  [' (--handshake none) the radio waits', ' the radio waits'],
  ['; with a full cable use --handshake rtscts', ''],
  ['If not: --handshake none', 'If not: join RTS and CTS at the adapter'],
  [
    /onair tnc exit brings the radio back to (.+)$/g,
    'to bring the radio back to $1: into KISS once more, then back',
  ],
  [' (play it at onair sim tm-d700 --mode converse)', ''],
  [/--at (?=["\d])/g, ''],
  [/\b(r|R)un the (?:same )?command again/g, 'try again'],
];

/** What is left of it names a command or a flag. */
const IS_TERMINAL = /\bonair [a-z]|(?:^|[\s(])--[a-z]/;

/** A sentence of a core for a reader of the page, where there are buttons and fields, but no commands. */
export function forPage(sentence: string): string {
  const said = PHRASES.reduce((text, [theirs, ours]) => text.replace(theirs, ours), sentence);
  return IS_TERMINAL.test(said) ? `${said} (in a terminal, by onair on a computer)` : said;
}
