import type { RadioProfile } from '../profiles/profile.js';
import type { App, AppText } from './app.js';
import { type BlindCommand, blindCommands, exitCommands, hasPrompt } from './one-way.js';

/** Xastir's pause mark. */
const DELAY_MS = 500;

/** Its own file pauses as long after a command that has no answer. */
const MIN_PAUSE_MS = 1000;

/** What a program needs that reads packets as text: names as in the D710 and TNC 2 manuals. */
const AT_FIRST = 'ECHO OFF';
const AS_TEXT = [
  AT_FIRST,
  'FLOW OFF',
  'AUTOLF OFF',
  'MCOM OFF',
  'MONITOR ON',
  'BEACON EVERY 0',
  'PACLEN 128',
];
const KENWOOD_ONLY = ['HEADERLN OFF', 'LOC EVERY 0'];

/**
 * Xastir has two kinds of TNC. `Serial TNC` reads packets as text and plays a start and a stop file: each line goes out
 * as Ctrl-C, text, CR; `##META <no-ctrl-c>` leaves the Ctrl-C of the next line away and `##META <delay>` is half a
 * second (src/interface.c). `Serial KISS TNC` plays no file.
 */
export const xastir: App = {
  id: 'xastir',
  title: 'Xastir',
  write: ({ profile, values, port }) => {
    const init = `onair tnc init --port ${port} --radio ${profile.id}`;
    const blind = blindCommands(profile, values);
    const toPrompt = blind.slice(0, promptAfter(blind));
    const text = textFiles(profile, toPrompt, exitCommands(profile, values));
    return {
      where: text
        ? 'save both in /usr/share/xastir/config (2.1.8 looks nowhere else); Interface Control, Add, Serial TNC; name them as its setup and shutdown file'
        : 'Interface Control, Add, Serial KISS TNC',
      files: text ?? [],
      notes: [
        `for KISS instead: run ${init} first, then add a Serial KISS TNC; that one plays no file`,
        ...(text
          ? [
              'the files are for text, not KISS: a TNC in KISS shows a Serial TNC nothing',
              'it waits for no answer',
            ]
          : [`the ${profile.title} has no command line, so there is no text for a Serial TNC to read`]),
      ],
      sources: [
        'Xastir config/tnc-startup.d700, tnc-stop.d700, src/interface.c',
        ...toPrompt.map(({ source }) => source),
      ],
    };
  },
};

/** How many of the commands lead to the TNC's prompt: up to the one that gives it the port. */
function promptAfter(list: readonly BlindCommand[]): number {
  return list.findIndex(({ say }) => say === 'TC 0') + 1;
}

/** @returns undefined for a radio without a command line */
function textFiles(
  profile: RadioProfile,
  toPrompt: readonly BlindCommand[],
  exit: readonly BlindCommand[],
): AppText['files'] | undefined {
  if (!hasPrompt(profile)) return undefined;
  const kenwood = toPrompt.length > 0;
  // The first goes out with its Ctrl-C, which leaves converse mode before TC 1 could be transmitted.
  const start = [AT_FIRST, ...toPrompt.flatMap(radioControl), ...AS_TEXT, ...(kenwood ? KENWOOD_ONLY : [])];
  const stop = ['ECHO ON', 'AUTOLF ON', ...(kenwood ? exit.flatMap(radioControl) : [])];
  return [
    {
      name: `tnc-startup.onair-${profile.id}`,
      text: `# ${profile.title}: packets as text\n${start.join('\n')}`,
    },
    { name: `tnc-stop.onair-${profile.id}`, text: `# ${profile.title}: back as it was\n${stop.join('\n')}` },
  ];
}

function radioControl({ say, pauseMs }: BlindCommand): string[] {
  const delays = Math.ceil(Math.max(MIN_PAUSE_MS, pauseMs) / DELAY_MS);
  return ['##META <no-ctrl-c>', say, ...Array<string>(delays).fill('##META <delay>')];
}
