import { OnairError } from '../../base/index.js';
import { TO_PROMPT } from '../conversation/to-prompt.js';
import type { App } from './app.js';
import { blindCommands } from './one-way.js';

/** The longest pause that a script itself needs may be less; APRSdroid knows one delay for all lines. */
const MIN_DELAY_MS = 4000;

/**
 * APRSdroid plays its string blindly: the field goes through Java's URL decoder, is split at newlines, and every line
 * is sent with CR LF and followed by the delay (KissProto.scala, TncProto, read at 859033e).
 */
export const aprsdroid: App = {
  id: 'aprsdroid',
  title: 'APRSdroid',
  write: ({ profile, values }) => {
    const commands = blindCommands(profile, values);
    const initString = [TO_PROMPT, ...commands.map(({ say }) => say)].map(encodeLine).join('\n');
    const delayMs = Math.max(MIN_DELAY_MS, ...commands.map(({ pauseMs }) => pauseMs));
    return {
      where: `Preferences, Connection Preferences: Connection Protocol TNC (KISS), TNC Init String all these lines, Init Delay ${delayMs} ms`,
      files: [{ name: 'TNC Init String (all lines, as they are)', text: initString }],
      delayMs,
      notes: [
        'APRSdroid listens to no answer: if the radio does not hear the packets, raise the delay; SP3WBX needed about 9000 ms (APRSdroid #331)',
        'it sends the string again after every reconnect, 3 s after a lost link; a radio that is in KISS already stays or comes back there',
        'the first line leaves converse mode, where any other would be transmitted (play it at onair sim tm-d700 --mode converse)',
        'this is not the string of the danplanet article: that one and its delay are missing from every copy at hand',
        `whether the LF that APRSdroid adds after each CR disturbs a ${profile.title} is not known`,
      ],
      sources: [
        'ge0rg/aprsdroid 859033e: KissProto.scala, TncProto, proto_kiss.xml',
        ...commands.map(({ source }) => source),
      ],
    };
  },
};

/** One line for Java's URL decoder; APRSdroid itself adds the CR, and an LF. */
function encodeLine(line: string): string {
  if (/[\n\x80-\uffff]/.test(line)) {
    throw new OnairError('bad-value', {
      message: `APRSdroid's init string can't hold ${JSON.stringify(line)}`,
      hint: 'it is decoded as UTF-8 and split at newlines: no byte from 0x80 up, no newline inside a line',
    });
  }
  return line.replace(
    /[%+\x00-\x1f\x7f]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}
