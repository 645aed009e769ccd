import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { type FileHandle, open, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { ReceivedBytes } from '../../link/contract/received-bytes.js';
import { until, within } from '../../link/waits.js';

/** A folder for one test, readable by other users. */
export function newFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'onair-link-'));
  chmodSync(path, 0o755);
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** The far end of a pseudo-terminal: the other side of the cable. */
export class PtyFarEnd {
  readonly heard = new ReceivedBytes();
  readonly #gone: Promise<void>;

  private constructor(
    readonly path: string,
    private readonly socat: ChildProcessByStdio<Writable, Readable, null>,
    private readonly slave: FileHandle,
  ) {
    socat.stdin.on('error', () => {}); // the cable may be pulled during a transfer
    socat.stdout.on('data', this.heard.take);
    this.#gone = new Promise((resolve) => socat.once('close', () => resolve()));
  }

  static async plugIn(path: string): Promise<PtyFarEnd> {
    const socat = spawn('socat', [`PTY,link=${path},rawer`, 'STDIO'], { stdio: ['pipe', 'pipe', 'inherit'] });
    let slave: FileHandle | undefined;
    await until('the pseudo-terminal is there', async () => {
      slave = await open(path, 'r+').catch(() => undefined);
      return slave !== undefined;
    });
    if (!slave) throw new Error('unreachable');
    return new PtyFarEnd(path, socat, slave);
  }

  send(bytes: Buffer): void {
    this.socat.stdin.write(bytes);
  }

  /** Accepts no more bytes, like a device that holds its handshake line low. */
  pause(): void {
    this.socat.stdout.pause();
  }

  resume(): void {
    this.socat.stdout.resume();
  }

  /** Does nothing: a pseudo-terminal has one line for both ends. */
  retune(): void {}

  /** Abruptly, as when a plug is pulled. */
  async unplug(): Promise<void> {
    // As udev does; the number may be reused immediately for the pseudo-terminal of another test.
    rmSync(this.path, { force: true });
    this.socat.kill('SIGKILL');
    this.socat.stdout.resume(); // otherwise the end of the process is not noticed
    await within('socat is gone', this.#gone);
    await this.slave.close().catch(() => {});
  }
}

/** The settings of the terminal, as stty prints them. */
export function sttySettings(path: string): string {
  return spawnSync('stty', ['-F', path, '-a'], { encoding: 'utf8' }).stdout;
}

/** Processes with this text in their command line. */
export async function processesWith(text: string): Promise<{ pid: string; line: string }[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    pids.map(async (pid) => ({ pid, line: await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '') })),
  );
  return lines.filter(({ line }) => line.includes(text));
}
