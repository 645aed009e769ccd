import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { portOf } from '../real-time/port-of.js';

/** Samples a second of the audio that goes to and from Dire Wolf; 16 bits, one channel. */
export const AUDIO_RATE = 22_050;

export interface DireWolfSetup {
  /** A folder for its files. */
  readonly folder: string;
  readonly name: string;
  /** Lines of its configuration beside those of ports and audio. */
  readonly config?: readonly string[];
  /** Where it reads audio: a pipe that {@link DireWolf.hear} writes to, or an open file. */
  readonly audioIn?: 'pipe' | number;
  /** A file or a named pipe that gets the audio of its transmitter; left out: thrown away. */
  readonly audioOut?: string;
}

/**
 * A real Dire Wolf on audio from this process in place of a sound card, with KISS on TCP. It needs neither ALSA's
 * configuration nor a device: it gets a configuration of its own.
 */
export class DireWolf {
  readonly #seen: string[] = [];
  readonly #waiting = new Set<() => void>();

  private constructor(
    private readonly child: ChildProcess,
    /** Where it serves KISS, as `--port` takes it. */
    readonly port: string,
  ) {
    for (const stream of [child.stdout, child.stderr]) {
      if (!stream) continue;
      createInterface({ input: stream }).on('line', (line) => {
        this.#seen.push(line);
        for (const look of this.#waiting) look();
      });
    }
  }

  /** Resolves once KISS is served. */
  static async start({
    folder,
    name,
    config = [],
    audioIn = 'pipe',
    audioOut,
  }: DireWolfSetup): Promise<DireWolf> {
    const kissPort = await freePort();
    const alsa = join(folder, `${name}-alsa.conf`);
    const conf = join(folder, `${name}.conf`);
    const none = 'pcm.none { type null }\n';
    const out =
      audioOut === undefined ? '' : `pcm.out { type file; slave.pcm none; file ${audioOut}; format raw }\n`;
    writeFileSync(alsa, none + out);
    writeFileSync(
      conf,
      [
        `ADEVICE stdin ${audioOut === undefined ? 'none' : 'out'}`,
        'MYCALL N0CALL-1', // its own N0CALL it takes for none
        'AGWPORT 0',
        `KISSPORT ${kissPort}`,
        ...config,
        '',
      ].join('\n'),
    );
    const flags = ['-c', conf, '-r', String(AUDIO_RATE), '-n', '1', '-b', '16', '-t', '0', '-'];
    const child = spawn('direwolf', flags, {
      cwd: folder,
      env: { ...process.env, ALSA_CONFIG_PATH: alsa },
      stdio: [audioIn, 'pipe', 'pipe'],
    });
    child.stdin?.on('error', () => {}); // it may end first
    const wolf = new DireWolf(child, `tcp://127.0.0.1:${kissPort}`);
    await wolf.says(/^Ready to accept KISS TCP client/);
    return wolf;
  }

  /** The first line of its log that fits, now or later. @throws where it ends before */
  async says(form: RegExp): Promise<string> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        const line = this.#seen.find((each) => form.test(each));
        if (line === undefined) return;
        done();
        resolve(line);
      };
      const ended = (): void => {
        done();
        reject(new Error(`direwolf ended without saying ${form}:\n${this.#seen.join('\n')}`));
      };
      const done = (): void => {
        this.#waiting.delete(look);
        this.child.off('close', ended);
      };
      this.#waiting.add(look);
      this.child.once('close', ended);
      look();
    });
  }

  /** Plays samples into its receiver, and the silence after them that lets go of the last frame. */
  hear(samples: Uint8Array): void {
    this.child.stdin?.write(samples);
    this.child.stdin?.write(Buffer.alloc(AUDIO_RATE));
  }

  async close(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const closed = once(this.child, 'close');
    this.child.kill('SIGKILL');
    await closed;
  }
}

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = portOf(server);
  server.close();
  await once(server, 'close');
  return port;
}
