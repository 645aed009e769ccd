import { setImmediate as nextTurn } from 'node:timers/promises';

const POLL_MS = 5;
/** Deadline of a wait, ms: an idle machine needs a second at most. */
const LIMIT_MS = 120_000;

/** The result of `work`, or an error with a name if it takes too long: a test must fail, not hang. */
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
 * Resolves when a growing number has stopped growing for a while. Use it only before a check that correct code
 * passes at any moment: it gives wrong code the time to fail.
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
