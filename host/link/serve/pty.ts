import { execFile, spawn } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { type FileHandle, lstat, open, readlink, symlink, unlink } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { fileProblem, OnairError } from '../../base/index.js';
import { holdersOf } from '../../base/node/index.js';

const run = promisify(execFile);

/** Maximum time for socat to make its pty, ms: normally a few ms, more on a busy machine. */
const APPEAR_TIMEOUT_MS = 5000;

/** A rate that a program has set: `custom` has no name in termios, and `stty` can't show it. */
export type PtyRate = number | 'custom';

/** Rates with a name in the termios of Linux that serial devices use. */
const NAMED_RATES: readonly number[] = [
  300, 600, 1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800, 500000, 576000, 921600,
  1000000, 1152000, 1500000, 2000000,
];

/** The program's rate as a device set to `deviceRate` receives it; undefined if unknown, which counts as a match. */
export function seenRate(rate: PtyRate | undefined, deviceRate: number): number | undefined {
  if (rate !== 'custom') return rate;
  return NAMED_RATES.includes(deviceRate) ? ANY_CUSTOM_RATE : undefined;
}

/** Represents every rate without a name: it matches no named rate. */
const ANY_CUSTOM_RATE = 1_382_400;

/** The master side of a pseudo-terminal. */
export interface Pty {
  /** The rate that the program at the slave side has set; undefined if it can't be read. */
  baudRate(): PtyRate | undefined;
  write(bytes: Buffer): void;
  /** Bytes that were written and not taken yet, without those in the kernel. */
  readonly unsentBytes: number;
  /** Its socat was ended from outside: nobody can reach it any more. */
  readonly whenGone: Promise<void>;
  /** Removes the pty from the program that uses it, like an unplugged adapter, and makes a new one. */
  hangUp(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Makes a pseudo-terminal with a link to it at `path`.
 * @param baudRate the initial rate
 * @param onBytes called with bytes from the program, in order, after their rate was read
 * @throws OnairError no-program, port-busy, port-failed
 */
export async function openPty(
  path: string,
  baudRate: number,
  onBytes: (bytes: Buffer) => void,
): Promise<Pty> {
  if (await isLeft(path)) await unlink(path);
  if (await lstat(path).catch(() => undefined)) throw pathTaken(path);
  let rate: PtyRate | undefined = baudRate;
  let hangingUp: Promise<void> | undefined;
  let closing = false;
  let order = Promise.resolve();
  let socat = await startSocat(path, baudRate, take);
  let gone = (): void => {};
  const whenGone = new Promise<void>((resolve) => {
    gone = resolve;
  });
  watch();

  function watch(): void {
    const { exited } = socat;
    void exited.then(() => {
      if (!closing && !hangingUp) gone();
    });
  }

  function take(bytes: Buffer): void {
    order = order.then(async () => {
      rate = await readRate(path);
      onBytes(bytes);
    });
  }

  async function stop(): Promise<void> {
    // First: the number of a pseudo-terminal is reused immediately, and the link would lead to another one.
    await unlink(path).catch(() => {});
    await socat.slave.close().catch(() => {});
    // SIGKILL: socat may handle a softer signal only at the next byte.
    socat.process.kill('SIGKILL');
    await socat.exited;
  }

  return {
    baudRate: () => rate,
    whenGone,
    write: (bytes) => void socat.process.stdin.write(bytes),
    get unsentBytes() {
      return socat.process.stdin.writableLength;
    },
    hangUp: () => {
      hangingUp ??= (async () => {
        await stop();
        rate = baudRate;
        if (closing) return;
        socat = await startSocat(path, baudRate, take);
        watch();
      })().finally(() => {
        hangingUp = undefined;
      });
      return hangingUp;
    },
    close: async () => {
      closing = true;
      await hangingUp?.catch(() => {}); // its new socat would keep running
      await stop();
    },
  };
}

/** Whether it is a link to a pseudo-terminal that is gone: a killed one leaves it. */
async function isLeft(path: string): Promise<boolean> {
  const target = await readlink(path).catch(() => '');
  return /^\/dev\/pts\/\d+$/.test(target) && !existsSync(target);
}

/** The program that has the pseudo-terminal open is the one that made it, or one that uses it: both are in the way. */
function pathTaken(path: string): OnairError {
  const terminal = existsSync(path) ? realpathSync(path) : path;
  const program = holdersOf((target) => target === terminal).get(terminal);
  return new OnairError('port-busy', {
    message: `${path} exists already${program === undefined ? '' : `, and is open in ${program}`}`,
    hint: `take another path for --pty, or ${program === undefined ? 'remove the old one' : 'end that program'}`,
  });
}

async function startSocat(path: string, baudRate: number, onBytes: (bytes: Buffer) => void) {
  // The path appears after the rate is set: a program that opens it immediately sets its own rate, which must not be
  // overwritten.
  const made = `${path}.new`;
  const process = spawn('socat', [`PTY,link=${made},rawer`, 'STDIO'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  let failure: NodeJS.ErrnoException | undefined;
  process.stderr.on('data', (text: Buffer) => {
    output += text.toString();
  });
  process.stdin.on('error', () => {}); // written to during a hang-up
  process.on('error', (error) => {
    failure = error;
  });
  const exited = new Promise<void>((resolve) => process.once('close', () => resolve()));
  process.stdout.on('data', onBytes);
  for (let waited = 0; waited < APPEAR_TIMEOUT_MS; waited += 10) {
    if (failure || process.exitCode !== null) break;
    const slave = await open(made, 'r+').catch(() => undefined);
    // Kept open so that the pty survives between programs.
    if (slave) {
      await stty(made, String(baudRate));
      try {
        await symlink(await readlink(made), path);
      } catch (error) {
        failure = error as NodeJS.ErrnoException; // another process took the path meanwhile
        await slave.close();
        break;
      }
      await unlink(made);
      return { process, slave: slave as FileHandle, exited };
    }
    await delay(10);
  }
  process.kill('SIGKILL');
  await unlink(made).catch(() => {});
  if (failure?.code === 'ENOENT') {
    throw new OnairError('no-program', {
      message: 'socat is not installed: it makes the pseudo-terminal',
      hint: 'sudo apt install socat (macOS: brew install socat), or use --listen tcp://127.0.0.1:4000',
    });
  }
  if (failure?.code === 'EEXIST') throw pathTaken(path);
  throw new OnairError('port-failed', {
    message: `no pseudo-terminal at ${path}: ${saidBySocat(output) || (failure && fileProblem(failure)) || 'socat gave none'}`,
    hint: 'does the folder exist, and may you write there?',
  });
}

/** What socat says without time, process and its function's name: the system's words for what went wrong. */
function saidBySocat(output: string): string {
  const [line = ''] = output.trim().split('\n');
  return line.replace(/^.* socat\[\d+\] [A-Z] (.*: )?/, '').toLowerCase();
}

/** Reads the rate that is set on the pty. */
async function readRate(path: string): Promise<PtyRate | undefined> {
  const speed = (await stty(path, 'speed')).trim();
  if (speed === '0') return 'custom';
  return Number(speed) || undefined;
}

/** `stty` opens the pty again, which is harmless. Without `stty` the rate is unknown, not wrong. */
function stty(path: string, word: string): Promise<string> {
  return run('stty', [process.platform === 'darwin' ? '-f' : '-F', path, word]).then(
    ({ stdout }) => stdout,
    () => '',
  );
}
