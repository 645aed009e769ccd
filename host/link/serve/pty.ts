import { execFile, spawn } from 'node:child_process';
import { type FileHandle, lstat, open, readlink, symlink, unlink } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { OnairError } from '../../base/index.js';

const run = promisify(execFile);

/** socat makes its pty within a few milliseconds; a busy machine may need longer. */
const APPEAR_TIMEOUT_MS = 5000;

/** A rate that a program has set: `custom` is one that has no name in termios, which `stty` can't tell. */
export type PtyRate = number | 'custom';

/** Rates that have a name in Linux' termios, as far as serial devices use them. */
const NAMED_RATES: readonly number[] = [
  300, 600, 1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800, 500000, 576000, 921600,
  1000000, 1152000, 1500000, 2000000,
];

/**
 * What a device that is set to `deviceRate` makes of the rate that a program has set: undefined where nobody can know
 * better than that it fits.
 */
export function seenRate(rate: PtyRate | undefined, deviceRate: number): number | undefined {
  if (rate !== 'custom') return rate;
  return NAMED_RATES.includes(deviceRate) ? ANY_CUSTOM_RATE : undefined;
}

/** Stands for every rate without a name: it fits none that has one. */
const ANY_CUSTOM_RATE = 1_382_400;

/** The master side of a pseudo-terminal. */
export interface Pty {
  /** The rate that the program on the other side has set; undefined when it can't be read. */
  baudRate(): PtyRate | undefined;
  write(bytes: Buffer): void;
  /** Bytes that were written and that nobody has taken yet, without those in the kernel. */
  readonly unsentBytes: number;
  /** Takes the pty away under the program that uses it, as an unplugged adapter does, and brings it back. */
  hangUp(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Makes a pseudo-terminal with a link to it at `path`.
 * @param baudRate the rate that a program finds when it sets none
 * @param onBytes bytes from the program, in order, each after its rate was read
 * @throws OnairError no-program, port-busy, port-failed
 */
export async function openPty(
  path: string,
  baudRate: number,
  onBytes: (bytes: Buffer) => void,
): Promise<Pty> {
  if (await lstat(path).catch(() => undefined)) throw pathTaken(path);
  let rate: PtyRate | undefined = baudRate;
  let hangingUp: Promise<void> | undefined;
  let closing = false;
  let order = Promise.resolve();
  let socat = await startSocat(path, baudRate, take);

  function take(bytes: Buffer): void {
    order = order.then(async () => {
      rate = await readRate(path);
      onBytes(bytes);
    });
  }

  async function stop(): Promise<void> {
    // First, because the number of a pseudo-terminal is reused at once: the link would lead to another one.
    await unlink(path).catch(() => {});
    await socat.slave.close().catch(() => {});
    // Hard: of a softer signal that comes right before it waits for bytes, socat takes note at the next byte only.
    socat.process.kill('SIGKILL');
    await socat.exited;
  }

  return {
    baudRate: () => rate,
    write: (bytes) => void socat.process.stdin.write(bytes),
    get unsentBytes() {
      return socat.process.stdin.writableLength;
    },
    hangUp: () => {
      hangingUp ??= (async () => {
        await stop();
        rate = baudRate;
        if (!closing) socat = await startSocat(path, baudRate, take);
      })().finally(() => {
        hangingUp = undefined;
      });
      return hangingUp;
    },
    close: async () => {
      closing = true;
      await hangingUp?.catch(() => {}); // its new socat would stay
      await stop();
    },
  };
}

function pathTaken(path: string): OnairError {
  return new OnairError('port-busy', {
    message: `${path} exists already`,
    hint: 'take another path for --pty, or remove the old one',
  });
}

async function startSocat(path: string, baudRate: number, onBytes: (bytes: Buffer) => void) {
  // The path appears when the rate is set, not before: a program that opens it at once sets a rate of its own, and ours
  // would overwrite it.
  const made = `${path}.new`;
  const process = spawn('socat', [`PTY,link=${made},rawer`, 'STDIO'], { stdio: ['pipe', 'pipe', 'pipe'] });
  let output = '';
  let failure: NodeJS.ErrnoException | undefined;
  process.stderr.on('data', (text: Buffer) => {
    output += text.toString();
  });
  process.stdin.on('error', () => {}); // written to while it is being hung up
  process.on('error', (error) => {
    failure = error;
  });
  const exited = new Promise<void>((resolve) => process.once('close', () => resolve()));
  process.stdout.on('data', onBytes);
  for (let waited = 0; waited < APPEAR_TIMEOUT_MS; waited += 10) {
    if (failure || process.exitCode !== null) break;
    const slave = await open(made, 'r+').catch(() => undefined);
    // Held open so that the pty survives between one program and the next.
    if (slave) {
      await stty(made, String(baudRate));
      try {
        await symlink(await readlink(made), path);
      } catch (error) {
        failure = error as NodeJS.ErrnoException; // somebody else took the path meanwhile
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
    message: `no pseudo-terminal at ${path}: ${output.trim() || failure?.message || 'socat gave none'}`,
    hint: 'does the folder exist, and may you write there?',
  });
}

/** Reads the rate set on the pty. */
async function readRate(path: string): Promise<PtyRate | undefined> {
  const speed = (await stty(path, 'speed')).trim();
  if (speed === '0') return 'custom';
  return Number(speed) || undefined;
}

/** `stty` opens the pty once more, which is harmless. Where it is missing the rate is unknown, not wrong. */
function stty(path: string, word: string): Promise<string> {
  return run('stty', [process.platform === 'darwin' ? '-f' : '-F', path, word]).then(
    ({ stdout }) => stdout,
    () => '',
  );
}
