import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

/** A process that dies at a step that changes a file: what is written then gets so far, and no further step is done. */
export interface Death {
  /** Only files below this folder count. */
  readonly below: string;
  /** Number of the step at which it dies, from 0. */
  readonly at: number;
  /** How much of what is written with that step reaches the file, from 0 to 1. */
  readonly share: number;
  /** Ends the process, or throws. */
  readonly die: () => never;
}

/** What a disk saw until it was whole again. */
export interface Seen {
  readonly steps: readonly string[];
}

type Action = (...args: never[]) => unknown;

/** Steps that change files, each with how its first argument says which one. */
const STEPS = [
  'openSync',
  'writeSync',
  'renameSync',
  'unlinkSync',
  'ftruncateSync',
  'mkdirSync',
  'chmodSync',
  'fchmodSync',
] as const;

/**
 * Lets the files of this process change until the death. @returns what was seen, and what makes the disk whole again
 */
export function dyingDisk({ below, at, share, die }: Death): Seen & { readonly mend: () => void } {
  const real = { ...fs };
  const files = new Set<number>();
  const steps: string[] = [];
  let isDead = false;
  const counts = (target: unknown): boolean =>
    typeof target === 'number' ? files.has(target) : String(target).startsWith(below);

  const stepped =
    (name: (typeof STEPS)[number]): Action =>
    (...args: never[]) => {
      const [target, second] = args as unknown[];
      const reads = name === 'openSync' && (second === undefined || second === 'r' || second === 0);
      if (!counts(target) || reads) return (real[name] as Action)(...args);
      if (isDead || steps.length === at) {
        if (!isDead && name === 'writeSync') {
          const bytes = Buffer.from(second as string);
          real.writeSync(target as number, bytes.subarray(0, Math.floor(bytes.length * share)));
        }
        isDead = true;
        die();
      }
      steps.push(name);
      const result = (real[name] as Action)(...args);
      if (name === 'openSync') files.add(result as number);
      return result;
    };
  for (const name of STEPS) (fs[name] as unknown) = stepped(name);
  // Text goes by a way of its own in Node; as bytes it is opened and written, step by step.
  fs.writeFileSync = ((target: fs.PathOrFileDescriptor, data: string | Buffer, options: object) =>
    real.writeFileSync(target, Buffer.from(data as string), options)) as typeof fs.writeFileSync;
  syncBuiltinESMExports();
  return {
    steps,
    mend: () => {
      for (const name of [...STEPS, 'writeFileSync'] as const) (fs[name] as unknown) = real[name];
      syncBuiltinESMExports();
    },
  };
}

const { DIES_BELOW, DIES_AT, DIES_SHARE } = process.env;
/** As `--import` of a process of its own: it is killed. */
if (DIES_BELOW !== undefined) {
  dyingDisk({
    below: DIES_BELOW,
    at: Number(DIES_AT),
    share: Number(DIES_SHARE),
    die: () => {
      process.kill(process.pid, 'SIGKILL');
      throw new Error('still alive');
    },
  });
}
