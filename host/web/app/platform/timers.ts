/**
 * Timers that keep time in a hidden page. A browser slows those of a hidden page to one a second and later to one a
 * minute, and those of a dedicated worker not at all (README.md#timers), so a worker keeps them. esbuild puts these in
 * the place of the browser's in everything that is bundled, parsers of packages included.
 */

type Callback = (...args: unknown[]) => void;

/** What the worker does; as text, because a page with a strict policy loads it from a file that the build writes. */
interface TimerWorker {
  postMessage(message: { readonly id: number; readonly delayMs?: number }): void;
  onmessage: ((event: { readonly data: number }) => void) | null;
}

const waiting = new Map<number, () => void>();
let lastId = 0;
let worker: TimerWorker | undefined;

function start(): TimerWorker {
  const started = new Worker(new URL('timers-worker.js', document.baseURI)) as TimerWorker;
  started.onmessage = ({ data: id }) => {
    const act = waiting.get(id);
    waiting.delete(id);
    act?.();
  };
  return started;
}

/** Like the browser's, but in time in a hidden page too. */
export function setTimeout(act: Callback, delayMs = 0, ...args: unknown[]): number {
  const id = ++lastId;
  worker ??= start();
  waiting.set(id, () => act(...args));
  worker.postMessage({ id, delayMs });
  return id;
}

/** As the browser's, for the timers of the worker. */
export function clearTimeout(id: number | undefined): void {
  if (id === undefined || !waiting.delete(id)) return;
  worker?.postMessage({ id });
}
