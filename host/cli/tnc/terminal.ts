import { OnairError, printable, stopReason } from '../../base/index.js';
import { Conversation } from '../../kenwood/conversation/index.js';
import type { PortFlags } from '../flags/flags.js';
import { type LineFlags, lineOf } from '../flags/line-flags.js';
import { type Connection, connected } from '../port/connect.js';
import { radioPort } from '../port/radio-port.js';
import type { Io } from '../terminal/io.js';
import { Output } from '../terminal/output.js';

/** Flags of `tnc terminal`. */
export interface TerminalFlags extends PortFlags, LineFlags {
  readonly echo?: boolean;
  readonly wait: number;
}

/** Ctrl-], as in telnet. */
const LEAVE = '\x1d';

/** Silence that ends an answer, ms. */
const QUIET_MS = 250;

/** `onair tnc terminal`: interactive, or a script on stdin. */
export async function terminal(io: Io, flags: TerminalFlags): Promise<void> {
  const out = new Output(io, flags);
  const { rawKeys, lines } = io;
  const line = (port: string): ReturnType<typeof lineOf> => lineOf(flags, port);
  await connected({ io, out, flags, line, ...radioPort(out) }, async (connection) => {
    if (lines) await playLines(io, out, connection, lines(connection.signal), flags.wait);
    else if (rawKeys) await typeKeys(io, out, connection, rawKeys, flags.echo === true);
    else {
      throw new OnairError('bad-usage', {
        message: 'there is neither a keyboard nor a script on stdin',
        hint: 'run it in a terminal, or give it lines: echo ID | onair tnc terminal --port ...',
      });
    }
  });
}

/** Sends each line with a CR, and shows the answer before the next line. */
async function playLines(
  io: Io,
  out: Output,
  { link, signal }: Connection,
  lines: AsyncIterable<string>,
  waitMs: number,
): Promise<void> {
  const talk = new Conversation(link, io.clock, signal);
  try {
    for await (const line of lines) {
      talk.mark();
      out.detail(`> ${printable(line)}`);
      await talk.say(`${line}\r`);
      await talk.until(() => talk.heard.length > 0, waitMs);
      for (let length = 0; length < talk.heard.length; ) {
        length = talk.heard.length;
        await talk.until(() => talk.heard.length > length, QUIET_MS);
      }
      const heard = readable(talk.heard);
      out.event({
        schema: 'tnc.terminal@1',
        data: { said: printable(line), heard: printable(talk.heard) },
        text: heard === '' ? [] : heard.replace(/\n$/, '').split('\n'),
      });
    }
  } finally {
    talk.close();
  }
}

/** Every key is sent as it is pressed; the TNC echoes, radio control does not. */
function typeKeys(
  io: Io,
  out: Output,
  { link, signal }: Connection,
  rawKeys: NonNullable<Io['rawKeys']>,
  echo: boolean,
): Promise<void> {
  out.note(
    'Ctrl-] ends. What you type goes to the radio: CONV, K and CONNECT transmit under MYCALL of the TNC',
  );
  return new Promise((resolve, reject) => {
    const end = (act: () => void): void => {
      restore();
      link.off('data', show);
      signal.removeEventListener('abort', stop);
      act();
    };
    const stop = (): void => end(() => reject(stopReason(signal)));
    const show = (bytes: Buffer): void => void io.stdout.write(readable(bytes));
    const restore = rawKeys((keys) => {
      const [typed = '', ...after] = keys.split(LEAVE);
      if (typed !== '') {
        if (echo) io.stdout.write(readable(Buffer.from(typed, 'latin1')));
        link.send(Buffer.from(typed, 'latin1')).catch(() => {}); // a lost link ends it below
      }
      if (after.length > 0) end(resolve);
    });
    link.on('data', show);
    signal.addEventListener('abort', stop);
    if (signal.aborted) stop();
    void link.whenClosed.then(() => end(() => reject(link.lossError)));
  });
}

/**
 * Text of a TNC for a terminal: line ends of either kind, BEL and backspace as a TNC uses them, and nothing else that
 * could move the cursor or change colors.
 */
function readable(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replace(/\r\n?/g, '\n')
    .replace(/[^\n\t\x07\x08\x20-\x7e]/g, printable);
}
