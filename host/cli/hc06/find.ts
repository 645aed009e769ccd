import { Dialogue, type FoundModule, type ProbeOptions, probe } from '../../hc06/index.js';
import { DEFAULT_LINE, formatLine } from '../../link/index.js';
import type { PortFlags } from '../flags/flags.js';
import { type Connection, connected } from '../port/connect.js';
import type { Io } from '../terminal/io.js';
import type { Output } from '../terminal/output.js';
import { seenFile } from './seen-file.js';

/** What every command on a module works with. */
export interface Talk {
  readonly io: Io;
  readonly out: Output;
  readonly dialogue: Dialogue;
}

/** Opens the port that the flags name and talks over it. */
export function onModule<T>(
  io: Io,
  out: Output,
  flags: PortFlags,
  act: (talk: Talk) => Promise<T>,
): Promise<T> {
  return connected(
    { io, out, flags, line: () => DEFAULT_LINE, simulated: 'sim:hc06' },
    ({ link, signal }: Connection) => {
      const dialogue = new Dialogue(link, io.clock, signal);
      return act({ io, out, dialogue }).finally(() => dialogue.end());
    },
  );
}

/** Finds the module, shows the progress, and remembers where it was. */
export async function find({ io, out, dialogue }: Talk, places: ProbeOptions = {}): Promise<FoundModule> {
  const seen = seenFile(io, dialogue.link.portName);
  const found = await probe(dialogue, {
    seen: seen.load(),
    ...places,
    onProgress: ({ line, longestMs }) =>
      out.progress(`looking at ${formatLine(line)} … at most ${Math.ceil(longestMs / 1000)} s to go`),
  });
  for (const warning of found.warnings) out.warn(warning);
  remember({ io, out, dialogue }, found);
  return found;
}

/** Remembers where the module is now. */
export function remember({ io, dialogue }: Talk, { lineKnown, dialect }: FoundModule): void {
  const { portName, line } = dialogue.link;
  if (lineKnown) {
    seenFile(io, portName).save({
      baudRate: line.baudRate,
      parity: line.parity,
      framing: dialect.framing.title,
    });
  }
}
