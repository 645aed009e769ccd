import { join } from 'node:path';
import { type AppFile, findApp } from '../../kenwood/index.js';
import { saveNewFile } from '../files/save.js';
import type { Io } from '../terminal/io.js';
import { Output, type OutputFlags } from '../terminal/output.js';
import { type RadioFlags, radioOf, valuesOf } from './radio-flags.js';

/** Flags of `tnc string`. */
export interface StringFlags extends OutputFlags, RadioFlags {
  readonly app: string;
  readonly port?: string;
  readonly baud: number;
  readonly out?: string;
}

/** `onair tnc string`: prints the texts on stdout, then all else on stderr, so that a text can go into a file. */
export function printString(io: Io, flags: StringFlags): void {
  const out = new Output(io, flags);
  const app = findApp(flags.app);
  const profile = radioOf(flags);
  const values = new Map(Object.entries({ ...profile.values, ...valuesOf(flags, profile) }));
  const port = flags.port ?? io.env.ONAIR_PORT ?? '/dev/rfcomm0';
  const { where, files, delayMs, notes, sources } = app.write({ profile, values, port, baud: flags.baud });
  const saved = flags.out === undefined ? [] : files.map((file) => save(flags.out ?? '', file));
  const blind = app.id === 'aprsdroid' ? { initString: files[0]?.text ?? '', delayMs } : {};
  out.result({
    schema: 'tnc.string@1',
    data: {
      app: app.id,
      radio: profile.id,
      ...blind,
      where,
      files,
      saved,
      notes,
      sources: [...new Set(sources)],
    },
    text: saved.length > 0 ? saved.map((path) => out.done(path)) : shown(files),
  });
  out.note(`${app.title}: ${where}`);
  for (const note of notes) out.note(`- ${note}`);
  for (const source of new Set(sources)) out.detail(`source: ${source}`);
}

/** One text unchanged; several under their names. */
function shown(files: readonly AppFile[]): string[] {
  if (files.length < 2) return files.flatMap(({ text }) => text.split('\n'));
  return files.flatMap(({ name, text }, index) => [
    ...(index === 0 ? [] : ['']),
    `==> ${name} <==`,
    ...text.split('\n'),
  ]);
}

/** Writes one text into a folder; never overwrites a file. */
function save(folder: string, { name, text }: AppFile): string {
  const path = join(folder, name.replace(/[^\w.-]+/g, '-'));
  saveNewFile(path, `${text}\n`, { flag: '--out' });
  return path;
}
