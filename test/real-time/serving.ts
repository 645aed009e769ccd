import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { ownFolders } from '../own-folders.js';
import { Child } from './child.js';
import type { World } from './world.js';

const ONAIR = join(import.meta.dirname, '../../host/cli/onair.js');

type Document = Readonly<Record<string, unknown>>;

/** `onair` as its user starts it, in a world with its own time and with folders of its own. */
export function onair(
  t: ExecutionContext,
  world: World,
  argv: readonly string[],
  more: Readonly<Record<string, string>> = {},
): Child {
  const folders = ownFolders(t);
  const child = world.start((env) => {
    const options = [env.NODE_OPTIONS, more.NODE_OPTIONS].filter((some) => some !== undefined).join(' ');
    return new Child([ONAIR, ...argv], { ...env, ...folders, ...more, NODE_OPTIONS: options });
  });
  child.diesWith(t);
  return child;
}

/** `onair air serve` in its own process, as the user starts it. */
export class Serving {
  /** When it began, in its world's time. */
  readonly sinceMs: number;

  private constructor(
    readonly world: World,
    readonly child: Child,
    /** Only this computer can open it. */
    readonly isLoopback: boolean,
  ) {
    this.sinceMs = world.nowMs;
  }

  /** @param flags what follows `onair air serve --yes --json`; by default a free port on loopback and no history */
  static start(
    t: ExecutionContext,
    world: World,
    flags: readonly string[],
    env?: Readonly<Record<string, string>>,
  ): Serving {
    const listen = flags.includes('--listen') ? [] : ['--listen', '127.0.0.1:0'];
    const history = flags.includes('--history') ? [] : ['--history', 'none'];
    const argv = ['air', 'serve', '--yes', '--json', ...listen, ...history, ...flags];
    const isLoopback = !flags.some((flag) => flag.startsWith('0.0.0.0'));
    return new Serving(world, onair(t, world, argv, env), isLoopback);
  }

  /** One whose board answers. */
  static async ready(
    t: ExecutionContext,
    world: World,
    flags: readonly string[],
    env?: Readonly<Record<string, string>>,
  ): Promise<Serving> {
    const serving = Serving.start(t, world, flags, env);
    await serving.port();
    await serving.connected();
    return serving;
  }

  /** Its output so far. */
  get documents(): readonly Document[] {
    const whole = this.child.stdout.slice(0, this.child.stdout.lastIndexOf('\n') + 1);
    return whole.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Document]));
  }

  /** Lets time pass until its board has answered. */
  connected(): Promise<void> {
    return this.world.until('connected', () => this.#reported('connected') !== undefined);
  }

  /** Its address; waiting for it takes none of its time. */
  async port(): Promise<number> {
    const { urls } = (await this.world.still(
      'ready',
      this.child.printed(() => this.#reported('ready')),
    )) as {
      urls: readonly string[];
    };
    return Number(new URL(urls.at(-1) ?? '').port);
  }

  get code(): string {
    return String(this.documents.findLast(({ code }) => typeof code === 'string')?.code);
  }

  /** Ctrl-C, and the time that it takes. @returns its exit code */
  async stop(): Promise<number | null> {
    this.child.process.kill('SIGINT');
    return this.world.through('its end', this.child.exited);
  }

  #reported(kind: string): Document | undefined {
    return this.documents.find(({ event }) => event === kind);
  }
}
