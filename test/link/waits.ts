import { setImmediate as nextTurn } from 'node:timers/promises';

const POLL_MS = 5;
/** A last resort, ms: what is waited for takes a second at most on an idle machine. */
const LIMIT_MS = 120_000;

/** What `work` comes to; an error with a name when it takes too long: a test must fail, not hang. */
export async function within<T>(what: string, work: Promise<T>, limitMs = LIMIT_MS): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not within ${limitMs} ms: ${what}`)), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves as soon as `holds`. */
export async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  limitMs = LIMIT_MS,
): Promise<void> {
  const deadline = performance.now() + limitMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`not within ${limitMs} ms: ${what}`);
    await pause();
  }
}

/**
 * Resolves when a number that only grows has stopped growing for a while. Good only before a check that holds at
 * any moment in right code: it gives wrong code the time to show itself.
 */
export async function settled(value: () => number, polls = 20): Promise<void> {
  let last = value();
  for (let same = 0; same < polls; same++) {
    await pause();
    if (value() !== last) same = 0;
    last = value();
  }
}

async function pause(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  await nextTurn();
}
