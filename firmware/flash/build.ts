import { type ExecFileException, execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { messageOf, OnairError, stopReason } from '../../host/base/index.js';
import { makeFolder } from '../../host/base/node/index.js';
import { type FlashBoard, findBoard, flashBoards } from './boards.js';
import { type Image, imageOf, prebuiltPath } from './image.js';
import { sketchPath } from './sketch.js';
import { checkToolchain, PREBUILT_BY } from './toolchain.js';

/** Instead of a name: every board. */
export const ALL = 'all';

/** What building the sketch takes: which boards, where to, and the programs to use. */
export interface BuildSetup {
  /** Name of a board, or {@link ALL}. */
  readonly board: string;
  /** Folder that gets the hex files. */
  readonly out: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  /** Receives the compiler's output. */
  readonly onOutput: (text: string) => void;
}

/** One hex file that was built. */
export interface Built {
  readonly board: FlashBoard;
  readonly image: Image;
  /** Whether it equals the file that comes with the package; undefined if there is none. */
  readonly identical: boolean | undefined;
}

/** The boards that have a hex file of their own: two boards that differ only in their bootloader share one. */
export function buildableBoards(): readonly FlashBoard[] {
  const boards = flashBoards();
  return boards.filter((board) => boards.find(({ hex }) => hex === board.hex) === board);
}

/**
 * Builds the sketch with Debian's compiler, by its own build.sh.
 * @throws OnairError bad-value (unknown board, folder, sources that do not compile), no-program
 */
export async function buildFirmware(setup: BuildSetup): Promise<readonly Built[]> {
  const boards = boardsOf(setup.board);
  await checkToolchain(setup.env);
  // Read first: a build into that very folder overwrites them.
  const before = await Promise.all(
    boards.map((board) => readFile(prebuiltPath(board)).catch(() => undefined)),
  );
  makeOutFolder(setup.out);
  await runBuild(setup, setup.board === ALL ? ALL : (boards[0]?.name ?? ALL));
  return Promise.all(
    boards.map(async (board, index) => {
      const path = join(setup.out, board.hex);
      const bytes = await readFile(path);
      const image = imageOf(bytes.toString('utf8'), path, board);
      return { board, image, identical: before[index]?.equals(bytes) };
    }),
  );
}

function boardsOf(name: string): readonly FlashBoard[] {
  const boards = buildableBoards();
  if (name === ALL) return boards;
  const { hex } = findBoard(name);
  return boards.filter((board) => board.hex === hex);
}

function makeOutFolder(path: string): void {
  try {
    makeFolder(path, 0o777);
  } catch (error) {
    throw new OnairError('bad-value', {
      message: `--out: can't make the folder ${path}: ${messageOf(error)}`,
      hint: 'take a folder that you may write to',
    });
  }
}

/** `sh build.sh BOARD FOLDER`. */
function runBuild({ out, env, signal, onOutput }: BuildSetup, board: string): Promise<void> {
  const args = [sketchPath('build.sh'), board, resolve(out)];
  return new Promise((done, reject) => {
    const child = execFile('sh', args, { env: { ...env }, signal }, (error, _stdout, stderr) => {
      if (!error) done();
      else if (signal.aborted) reject(stopReason(signal));
      else reject(failed(error, stderr));
    });
    child.stdout?.on('data', onOutput);
    child.stderr?.on('data', onOutput);
  });
}

function failed(error: ExecFileException, stderr: string): OnairError {
  if (error.code === 'ENOENT') {
    return new OnairError('no-program', {
      message: 'the build is a shell script, and there is no sh here',
      hint: 'build it under Linux, macOS or WSL; or open firmware/failsafe in the Arduino IDE',
    });
  }
  const said = stderr.trim().split('\n').slice(-5);
  return new OnairError('bad-value', {
    message: `the firmware does not build: ${said.find((line) => /error/i.test(line)) ?? messageOf(error)}`,
    hint: `--verbose shows the full compiler output; the sources are made for gcc-avr ${PREBUILT_BY}`,
    details: { said },
  });
}
