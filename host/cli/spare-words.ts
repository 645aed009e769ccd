/** What a word looks like that was meant as a port. */
const PORT = /^(sim:|tcp:|\/dev\/|COM\d)/;

/** By command: what a word too many was meant for. */
const MEANT: readonly (readonly [command: RegExp, hint: string])[] = [
  [/^(kiss send|aprs (message|beacon|decode))$/, 'put a text of several words in quotes: "at the gate"'],
  [/^aprs (chat|inbox)$/, 'a station is named by a flag: --with N1AW-9'],
  [/^aprs listen$/, 'your call sign is named by a flag: --from W1AW-9'],
];

/**
 * The hint for a word that a command does not take.
 * @returns undefined where there is nothing to say but `--help`
 */
export function hintForSpareWords(argv: readonly string[]): string | undefined {
  const port = argv.find((word, at) => at >= 2 && PORT.test(word) && !argv[at - 1]?.startsWith('--'));
  if (port !== undefined) return `a port is named by a flag: --port ${port}`;
  const command = argv.slice(0, 2).join(' ');
  return MEANT.find(([commands]) => commands.test(command))?.[1];
}
