import { Dialogue, type FoundModule, type ProbeOptions, probe } from '../../../hc06/index.js';
import { DEFAULT_LINE, formatLine } from '../../../link/index.js';
import type { PortFlags } from '../../flags/flags.js';
import { type Connection, connected } from '../../port/connect.js';
import type { Io } from '../../terminal/io.js';
import type { Output } from '../../terminal/output.js';
import { withDisturbers } from './disturbers.js';
import { recentLinesFile } from './recent-lines-file.js';

/** Dependencies of every command on a module. */
export interface ModuleSession {
  readonly io: Io;
  readonly out: Output;
  readonly dialogue: Dialogue;
}

/** Opens the port that the flags name and talks over it. */
export function onModule<T>(
  io: Io,
  out: Output,
  flags: PortFlags,
  act: (talk: ModuleSession) => Promise<T>,
): Promise<T> {
  return connected(
    { io, out, flags, line: () => DEFAULT_LINE, simulated: 'sim:hc06' },
    async ({ link, signal }: Connection) => {
      const dialogue = new Dialogue(link, io.clock, signal);
      try {
        return await act({ io, out, dialogue });
      } catch (error) {
        throw await withDisturbers(error, link.portName);
      } finally {
        await dialogue.end();
      }
    },
  );
}

/** Time without an answer after which a line says how long it may take, also if no line is rewritten in place, ms. */
const PATIENCE_MS = 10_000;

/** Finds the module, shows the progress, and saves the line at which it was found. */
export async function find(talk: ModuleSession, places: ProbeOptions = {}): Promise<FoundModule> {
  const { io, out, dialogue } = talk;
  const startedAt = io.clock.now();
  let isReported = false;
  const found = await probe(dialogue, {
    recent: recentLinesFile(io, dialogue.link.portName).load(),
    ...places,
    onProgress: ({ line, longestMs }) => {
      const text = `looking at ${formatLine(line)} … at most ${Math.ceil(longestMs / 1000)} s to go`;
      if (!isReported && io.clock.now() - startedAt >= PATIENCE_MS) {
        isReported = true;
        out.note(`no answer yet: ${text}`);
      } else out.progress(text);
    },
  });
  for (const warning of found.warnings) out.warn(warning);
  remember(talk, found);
  return found;
}

/** Saves the line at which the module is now. */
export function remember({ io, dialogue }: ModuleSession, { lineKnown, dialect }: FoundModule): void {
  const { portName, line } = dialogue.link;
  if (lineKnown) {
    recentLinesFile(io, portName).save({
      baudRate: line.baudRate,
      parity: line.parity,
      framing: dialect.framing.title,
    });
  }
}
