import { escapeXml } from '../../base/index.js';
import { LEAVE_KISS } from '../profiles/steps.js';
import type { App } from './app.js';
import { type BlindCommand, exitCommands, hasPrompt, listeningCommands } from './one-way.js';

/**
 * APRSIS32 plays `<OpenCmd>` and `<CloseCmd>` lines of its port: `Output!Response!Seconds!Text`. It continues when the
 * response is heard, or when the time is over; what it hears changes nothing else (aprsisce.wikidot.com
 * doc:openclosecmd, KISS.c and Port.c at 8d13c6d). Without a response it waits for `cmd:`, and for one second.
 */
export const aprsis32: App = {
  id: 'aprsis32',
  title: 'APRSIS32',
  write: ({ profile, values }) => {
    const open = listeningCommands(profile, values);
    const leave: BlindCommand = {
      say: LEAVE_KISS,
      answer: hasPrompt(profile) ? 'cmd:' : '?',
      withinMs: 5000,
      pauseMs: 0,
      label: 'leave KISS',
      source: 'APRSIS32 list verified by KD5KNR',
    };
    const close = [leave, ...exitCommands(profile, values)];
    return {
      where: 'APRSIS32.xml, inside the <RFPort> of a port with protocol KISS, in place of its own commands',
      files: [
        {
          name: 'open and close commands',
          text: [...tagged('Open', open), ...tagged('Close', close)].join('\n'),
        },
      ],
      notes: [
        'close APRSIS32 before you edit its file: it writes the file again when it exits',
        'it waits for answers but does not act on them: a radio in the wrong mode is not reported',
        ...('band' in profile.values
          ? [`band for data: ${values.get('band') === '1' ? 'B' : 'A'}; --band chooses`]
          : []),
      ],
      sources: [
        'aprsisce.wikidot.com doc:openclosecmd',
        'APRSFoundation/APRSISCE 8d13c6d: KISS.c, Port.c',
        ...[...open, ...close].map(({ source }) => source),
      ],
    };
  },
};

function tagged(which: 'Open' | 'Close', list: readonly BlindCommand[]): string[] {
  return list.map((command) => `<${which}Cmd>${escapeXml(line(command))}</${which}Cmd>`);
}

function line({ say, answer, withinMs, pauseMs, label }: BlindCommand): string {
  // A pause that is needed must not end at the answer, so there the answer is one that never comes.
  const seconds = Math.max(1, Math.ceil(Math.max(withinMs, pauseMs) / 1000));
  const response = pauseMs > 0 ? NEVER : answer;
  return `${encode(say)}!${encode(response)}!${seconds}!${label.replace(/[!@^~]/g, ' ')}`;
}

/** Matches no answer of a radio. */
const NEVER = '(pause)';

/** `^nnn` for what has a meaning of its own, and for what is not printable. */
function encode(text: string): string {
  return text.replace(/[^\x20-\x7d]|[\^!@]/g, (char) => `^${String(char.charCodeAt(0)).padStart(3, '0')}`);
}
