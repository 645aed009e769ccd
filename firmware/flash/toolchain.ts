import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { OnairError } from '../../host/base/index.js';

/** Debian's folder of the Arduino core; build.sh uses the same. */
const CORE = '/usr/share/arduino/hardware/arduino/avr';

/** Version of the compiler that made the prebuilt files: another one makes other bytes of the same sources. */
export const PREBUILT_BY = '5.4.0';

/** A Debian package that the build needs, and how to tell that it is installed. */
interface Needed {
  readonly package: string;
  isThere(): Promise<boolean>;
}

type Env = Readonly<Record<string, string | undefined>>;

/** The needs of build.sh. */
function needs(env: Env): readonly Needed[] {
  return [
    { package: 'gcc-avr', isThere: async () => (await compilerVersion(env)) !== undefined },
    {
      package: 'avr-libc',
      // The compiler itself knows where its C library is; without one it returns the bare name.
      isThere: async () => {
        const start = 'crtatmega328p.o';
        const path = await runs('avr-gcc', ['-mmcu=atmega328p', `-print-file-name=${start}`], env);
        return path !== undefined && path !== start;
      },
    },
    {
      package: 'arduino-core-avr',
      isThere: () =>
        access(join(env.CORE ?? CORE, 'cores', 'arduino', 'Arduino.h')).then(
          () => true,
          () => false,
        ),
    },
  ];
}

/** @throws OnairError no-program, with the missing packages and the line that installs them */
export async function checkToolchain(env: Env): Promise<void> {
  const missing: string[] = [];
  for (const need of needs(env)) if (!(await need.isThere())) missing.push(need.package);
  if (missing.length === 0) return;
  throw new OnairError('no-program', {
    message: `what builds the firmware is not all here: ${missing.join(', ')}`,
    hint: `Debian, Ubuntu: sudo apt install ${missing.join(' ')}. Nothing needs to be built for a board: the package brings its firmware (onair firmware list)`,
    details: { missing },
  });
}

/** Version of avr-gcc; undefined if it is not installed. */
export function compilerVersion(env: Env): Promise<string | undefined> {
  return runs('avr-gcc', ['-dumpversion'], env);
}

/** Output of a program; undefined if it does not run. */
function runs(program: string, args: readonly string[], env: Env): Promise<string | undefined> {
  return new Promise((resolve) => {
    execFile(program, [...args], { env: { ...env } }, (error, stdout) =>
      resolve(error ? undefined : stdout.trim()),
    );
  });
}
