/** What a word looks like that was meant as a port. */
const PORT = /^(sim:|tcp:|\/dev\/|COM\d)/;

const QUOTES = 'put a text of several words in quotes: "at the gate"';
const FROM = 'your own call sign is named by --from';

/** By command: what a word too many was meant for. */
const WORDS: readonly (readonly [command: RegExp, hint: string])[] = [
  [/^(kiss send|aprs (message|beacon|decode))$/, QUOTES],
  [/^aprs (chat|inbox)$/, 'a station is named by a flag: --with N1AW-9'],
  [/^aprs listen$/, 'your call sign is named by a flag: --from W1AW-9'],
];

/** By command: what a flag that it does not have was meant for. */
const FLAGS: readonly (readonly [command: RegExp, flag: RegExp, hint: string])[] = [
  [/^aprs (chat|inbox)$/, /^--(to|station)$/, 'the other station is named by --with'],
  [/^aprs message$/, /^--(with|station)$/, 'the other station is named by --to'],
  [/^(kiss send|aprs (beacon|message|chat|listen))$/, /^--(call|callsign|mycall|as)$/, FROM],
  [
    /^(aprs (beacon|message)|kiss send)$/,
    /^--(comment|text|message)$/,
    'it is named by no flag: write it last',
  ],
];

/** Verbs that do not exist, and nouns without one: which command does it. */
const VERBS: readonly (readonly [command: RegExp, hint: string])[] = [
  [
    /^kiss$/,
    'onair kiss listen hears packets, onair kiss send transmits one, onair kiss serve shares the TNC. The radio goes into KISS by onair tnc init',
  ],
  [
    /^tnc$/,
    'onair tnc init brings a radio into KISS, onair tnc exit back, onair tnc status says how it is: see onair tnc --help',
  ],
  [
    /^aprs$/,
    'onair aprs listen shows who is on the air, onair aprs beacon sends where you are, onair aprs message a text: see onair aprs --help',
  ],
  [/^setup$/, 'onair setup tm-d700 (the radio), or onair setup air-up (the compressor)'],
  [/^(tnc|kiss) (kiss|on|start|init)$/, 'onair tnc init brings a radio into KISS'],
  [/^(tnc|kiss) (aprs|off|stop|exit)$/, 'onair tnc exit brings a radio back from KISS'],
  [/^tnc (listen|send)$/, 'once the TNC is in KISS: onair kiss listen, onair kiss send'],
  [/^kiss (beacon|message|chat|decode)$/, 'onair aprs has it: see onair aprs --help'],
  [/^aprs (send|position)$/, 'onair aprs beacon sends a position, onair aprs message a text to one station'],
];

/** By command: what is missing. */
const MISSING: readonly (readonly [command: RegExp, hint: string])[] = [
  [/^tnc string$/, 'for which program? --app aprsdroid, xastir, aprsis32, yaac, direwolf or aprx'],
  [/^aprs message$/, 'to whom, and what: onair aprs message --to N1AW-9 "at the gate"'],
  [/^aprs chat$/, 'the other station is named by a flag: --with N1AW-9'],
  [/^aprs replay$/, 'name the file that onair aprs listen --log FILE has written'],
];

/** Verbs that were typed without their noun; `$1` is the verb. */
const ALONE: readonly (readonly [word: RegExp, hint: string])[] = [
  [/^listen$/, 'onair aprs listen (packets in words), or onair kiss listen (as they are)'],
  [/^send$/, 'onair aprs beacon (where you are), onair aprs message (to one station), or onair kiss send'],
  [/^serve$/, 'onair kiss serve shares a radio, onair air serve is the panel of the compressor'],
  [/^(beacon|message|chat|inbox|heard|decode|replay|symbols)$/, 'did you mean onair aprs $1?'],
  [/^(init|exit|status|string|terminal|radios)$/, 'did you mean onair tnc $1?'],
  [/^(probe|set|rescue)$/, 'did you mean onair hc06 $1?'],
  [/^(scan|pair|bind)$/, 'did you mean onair bluetooth $1?'],
  [/^(inflate|deflate|simulate)$/, 'did you mean onair air $1?'],
  [/^(demo)$/, 'did you mean onair sim $1?'],
];

/** The hint for a word that is no noun, but a verb of one. */
export function hintForNoun(word: string): string | undefined {
  const [words, hint] = ALONE.find(([verb]) => verb.test(word)) ?? [];
  return words && hint && word.replace(words, hint);
}

/**
 * The hint for a line that commander refuses.
 * @param slip its name for what is wrong
 * @returns undefined where there is nothing to say but `--help`
 */
export function hintForSlip(slip: string, argv: readonly string[]): string | undefined {
  const command = argv.slice(0, 2).join(' ');
  switch (slip) {
    case 'commander.excessArguments': {
      const port = argv.find((word, at) => at >= 2 && PORT.test(word) && !argv[at - 1]?.startsWith('--'));
      if (port !== undefined) return `a port is named by a flag: --port ${port}`;
      return WORDS.find(([commands]) => commands.test(command))?.[1];
    }
    case 'commander.unknownOption':
    case 'commander.missingMandatoryOptionValue':
    case 'commander.missingArgument':
      return (
        FLAGS.find(
          ([commands, flag]) => commands.test(command) && argv.some((word) => flag.test(word)),
        )?.[2] ??
        (slip === 'commander.unknownOption'
          ? undefined
          : MISSING.find(([commands]) => commands.test(command))?.[1])
      );
    case 'commander.unknownCommand':
    case 'commander.help':
      return VERBS.find(([commands]) => commands.test(command))?.[1];
  }
  return undefined;
}
