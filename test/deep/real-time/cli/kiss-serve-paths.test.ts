import { type ChildProcess, spawn } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ReadStream } from 'node:tty';
import test, { type ExecutionContext } from 'ava';
import fc from 'fast-check';
import { encodeKiss, KissDecoder } from '../../../../host/packet/kiss/kiss.js';
import { frameOf } from '../../../packet/frames.js';
import { posix } from '../../../systems.js';
import { attackLog } from '../../attacks/attack-log.js';

/** Real processes: `kiss serve` on a pseudo-terminal and on a socket file. */
const ONAIR = join(import.meta.dirname, '../../../../host/cli/onair.js');
const scratch = mkdtempSync(join(tmpdir(), 'onair-paths-'));
test.after.always(() => rmSync(scratch, { recursive: true, force: true }));
const note = attackLog('Killed at moments of chance');
const onPosix = posix ? test.serial : test.serial.skip;

const RADIO = 'sim:tm-d700?mode=kiss&traffic=0.5';
const PACKET = encodeKiss(frameOf('W1AW', '>from a path'));

type Document = Readonly<Record<string, unknown>>;

/** `kiss serve` with these flags; what it says, and how it ended. */
class Served {
  readonly documents: Document[] = [];
  readonly code: Promise<number | null>;
  readonly #child: ChildProcess;
  #look = (): void => {};

  constructor(t: ExecutionContext, ...flags: readonly string[]) {
    const argv = [
      'kiss',
      'serve',
      '--port',
      RADIO,
      '--no-init',
      '--yes',
      '--listen',
      '127.0.0.1:0',
      '--json',
      ...flags,
    ];
    this.#child = spawn(process.execPath, [ONAIR, ...argv], { stdio: ['ignore', 'pipe', 'inherit'] });
    t.teardown(() => this.#child.kill('SIGKILL'));
    const { stdout } = this.#child;
    if (stdout) {
      createInterface(stdout).on('line', (line) => {
        this.documents.push(JSON.parse(line) as Document);
        this.#look();
      });
    }
    this.code = new Promise((resolve) => this.#child.once('exit', (code) => resolve(code)));
  }

  until(kind: string): Promise<Document> {
    return this.#first(() => this.documents.find(({ event }) => event === kind));
  }

  /** Until it has said so much. */
  async said(count: number): Promise<void> {
    await this.#first(() => this.documents[count - 1]);
  }

  async #first(look: () => Document | undefined): Promise<Document> {
    for (;;) {
      const found = look();
      if (found) return found;
      await new Promise<void>((resolve) => {
        this.#look = resolve;
      });
    }
  }

  stop(signal: NodeJS.Signals): Promise<number | null> {
    this.#child.kill(signal);
    return this.code;
  }
}

onPosix('a program on the pseudo-terminal hears and sends, and another one after it', async (t) => {
  t.timeout(60_000);
  const pty = join(scratch, 'tnc');
  const served = new Served(t, '--pty', pty);
  t.like(await served.until('listening'), { pty });
  for (let program = 0; program < 2; program++) {
    const file = openSync(pty, 'r+');
    const terminal = new ReadStream(file);
    terminal.setRawMode(true);
    const decoder = new KissDecoder();
    await new Promise<void>((resolve) => {
      terminal.on('data', (bytes: Buffer) => decoder.push(bytes).length > 0 && resolve());
    });
    writeSync(file, PACKET);
    t.like(await served.until('sent'), { from: 'W1AW', info: '>from a path' });
    served.documents.length = 0;
    terminal.destroy();
  }
  t.is(await served.stop('SIGINT'), 0);
  t.false(existsSync(pty));
});

onPosix('a program on the socket file hears and sends; only the owner may', async (t) => {
  t.timeout(60_000);
  const unix = join(scratch, 'tnc.sock');
  const killed = new Served(t, '--unix', unix);
  await killed.until('listening');
  await killed.stop('SIGKILL');
  t.true(existsSync(unix), 'a killed one leaves it');
  const served = new Served(t, '--unix', unix);
  t.like(await served.until('listening'), { unix });
  t.is(statSync(unix).mode & 0o777, 0o600);
  const socket = connect(unix);
  t.teardown(() => socket.destroy());
  socket.write(PACKET);
  t.like(await served.until('sent'), { from: 'W1AW', address: unix });
  const decoder = new KissDecoder();
  await new Promise<void>((resolve) => {
    socket.on('data', (bytes: Buffer) => decoder.push(bytes).length > 0 && resolve());
  });
  t.is(await new Served(t, '--unix', unix).code, 3, 'while it is in use');
  t.is(await served.stop('SIGINT'), 0);
  t.false(existsSync(unix));
});

/** What clients say when it is killed: half a frame, a delay for all and half a frame, no KISS. */
const ATTACKS = [PACKET.subarray(0, -3), Buffer.from('c001ffc0c00082', 'hex'), Buffer.from('GET / HTTP/1.1')];

onPosix('killed at moments of chance while clients attack it: the next one serves, and sends', async (t) => {
  t.timeout(300_000);
  const unix = join(scratch, 'walk.sock');
  const trace = join(scratch, 'walk.ndjson');
  const flags = ['--unix', unix, '--trace', trace];
  const moments = fc.sample(fc.integer({ min: 2, max: 8 }), 2);
  for (const count of moments) {
    const killed = new Served(t, ...flags);
    await killed.until('listening');
    const clients = ATTACKS.map((bytes) => {
      const client = connect(unix).on('error', () => {}); // it is killed
      client.write(bytes);
      return client;
    });
    await killed.said(count);
    await killed.stop('SIGKILL');
    for (const client of clients) client.destroy();
  }
  const served = new Served(t, ...flags);
  t.like(await served.until('listening'), { unix });
  const socket = connect(unix);
  t.teardown(() => socket.destroy());
  socket.write(PACKET);
  t.like(await served.until('sent'), { from: 'W1AW', info: '>from a path' });
  t.is(await served.stop('SIGINT'), 0);
  t.false(existsSync(unix));
  const lines = readFileSync(trace, 'utf8').trimEnd().split('\n');
  t.deepEqual(
    lines.filter((line) => !isJson(line)),
    [],
  );
  note('kill -9 amid hostile clients', 'kiss serve --unix', 'the next one serves there', moments.length);
});

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

onPosix(
  'a link to a pseudo-terminal that is gone, as a killed one leaves it, is in nobody’s way',
  async (t) => {
    t.timeout(60_000);
    const pty = join(scratch, 'left');
    symlinkSync('/dev/pts/999999', pty);
    const served = new Served(t, '--pty', pty);
    t.like(await served.until('listening'), { pty });
    t.is(await served.stop('SIGINT'), 0);
  },
);

onPosix('another file at that path is left alone', async (t) => {
  t.timeout(60_000);
  const path = join(scratch, 'notes.txt');
  writeFileSync(path, 'mine');
  for (const flag of ['--unix', '--pty']) t.is(await new Served(t, flag, path).code, 3, flag);
  t.is(readFileSync(path, 'utf8'), 'mine');
});
