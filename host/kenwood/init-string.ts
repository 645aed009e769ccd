import { OnairError } from '../error.js';
import type { RadioProfile } from './profile.js';

/** What to type into APRSdroid. */
export interface AppInitString {
  readonly app: 'aprsdroid';
  /** For its multi-line field `KISS init string`; lines are joined by a newline. */
  readonly initString: string;
  /** For its field `init delay`, in milliseconds; it is waited after every line. */
  readonly delayMs: number;
  readonly notes: readonly string[];
  readonly sources: readonly string[];
}

/** The longest pause that the script itself needs is 4 s; APRSdroid knows one delay for all lines. */
const MIN_DELAY_MS = 4000;

/**
 * The same way into KISS for APRSdroid on a phone, which plays it blindly: the field goes through Java's URL decoder, is
 * split at newlines, and every line is sent with CR LF and followed by the delay (KissProto.scala, TncProto, read at
 * 859033e). Taken from the profile's steps that are marked `blind`.
 * @throws OnairError bad-value for a step that the field can't hold
 */
export function aprsdroidString(profile: RadioProfile): AppInitString {
  const blind = [...profile.recover.steps, ...profile.init].filter((step) => 'blind' in step && step.blind);
  const lines = blind.map((step) => encodeLine('send' in step ? step.send : ''));
  const pauses = profile.init.map((step) => (step.kind === 'pause' ? step.ms : 0));
  return {
    app: 'aprsdroid',
    initString: lines.join('\n'),
    delayMs: Math.max(MIN_DELAY_MS, ...pauses),
    notes: [
      'APRSdroid listens to no answer: if the radio does not hear the packets, raise the delay; SP3WBX needed about 9000 ms (APRSdroid #331)',
      'it sends the string again after every reconnect, 3 s after a lost link; a radio that is in KISS already stays or comes back there',
      'it can neither end a half-typed line nor leave converse mode: choose PACKET on the panel once, or switch the radio off and on',
      'this is not the string of the danplanet article: that one and its delay are missing from every copy at hand',
      'whether the LF that APRSdroid adds after each CR disturbs a TM-D700 is not known',
    ],
    sources: [
      'ge0rg/aprsdroid 859033e: KissProto.scala, TncProto, proto_kiss.xml',
      ...new Set(blind.map((step) => step.source)),
    ],
  };
}

/** One line for Java's URL decoder; APRSdroid itself adds the CR, and an LF. */
function encodeLine(command: string): string {
  const line = command.replace(/\r$/, '');
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
