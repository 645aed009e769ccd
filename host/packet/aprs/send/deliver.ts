import type { Clock } from '../../../base/index.js';
import type { AprsReport } from '../report.js';

/** A message on its way: who, what, and how patiently. */
export interface Delivery {
  /** Our own call sign, and that of the other station. */
  readonly from: string;
  readonly to: string;
  readonly id: string;
  /** How often it is sent at most. */
  readonly tries: number;
  /** From the first try to the second; doubles with each, for a channel that is busy stays busy. */
  readonly firstWaitMs: number;
}

/** How a message ended, after how many tries and how long. */
export type DeliveryEnd =
  | { readonly kind: 'acknowledged'; readonly tries: number; readonly afterMs: number }
  | { readonly kind: 'rejected'; readonly tries: number; readonly afterMs: number }
  | { readonly kind: 'unanswered'; readonly tries: number; readonly afterMs: number };

/** Between two tries it is never longer. */
const LONGEST_WAIT_MS = 120_000;

/** How a message is transmitted, and how its answer is heard. */
export interface DeliveryWorld {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Transmits the message once more. */
  send(attempt: number): Promise<void>;
  /** Calls back for each packet that is heard. */
  onPacket(onReport: (from: string, report: AprsReport) => void): void;
}

/**
 * Sends until the other station acknowledges or rejects, or the tries are used up; the last one is waited for as long
 * as it would take to the next.
 * @throws OnairError interrupted, or whatever `send` throws
 */
export async function deliver(delivery: Delivery, world: DeliveryWorld): Promise<DeliveryEnd> {
  const { clock, signal } = world;
  const startedAt = clock.now();
  const answered = new AbortController();
  let answer: 'acknowledged' | 'rejected' | undefined;
  world.onPacket((from, report) => {
    const kind = answerTo(delivery, from, report);
    if (!kind || answer) return;
    answer = kind;
    answered.abort();
  });
  const end = (kind: DeliveryEnd['kind'], tries: number): DeliveryEnd => ({
    kind,
    tries,
    afterMs: Math.round(clock.now() - startedAt),
  });
  let waitMs = delivery.firstWaitMs;
  for (let attempt = 1; attempt <= delivery.tries; attempt++) {
    await world.send(attempt);
    if (!answer) {
      await clock.sleep(waitMs, AbortSignal.any([signal, answered.signal])).catch((error: unknown) => {
        if (!answer) throw error;
      });
    }
    if (answer) return end(answer, attempt);
    waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2);
  }
  return end('unanswered', delivery.tries);
}

/** An acknowledgement by itself, within a message of theirs (reply-ack), or through a gateway. */
function answerTo(
  delivery: Delivery,
  from: string,
  report: AprsReport,
): 'acknowledged' | 'rejected' | undefined {
  if (report.kind === 'third-party') return answerTo(delivery, report.from, report.inner);
  if (from !== delivery.to || !('to' in report) || report.to !== delivery.from) return undefined;
  if (report.kind === 'ack') return report.id === delivery.id ? 'acknowledged' : undefined;
  if (report.kind === 'reject') return report.id === delivery.id ? 'rejected' : undefined;
  return report.kind === 'message' && report.acks === delivery.id ? 'acknowledged' : undefined;
}
