import type { Clock } from '../base/index.js';
import type { Link } from '../link/index.js';
import { Conversation } from './conversation/conversation.js';
import type { RadioProfile } from './profiles/profile.js';
import { wake } from './profiles/steps.js';
import { heardFrame } from './proof.js';

/** What only somebody says who has understood: a prompt, a refusal, or a packet. Garbage of a wrong rate has none. */
const UNDERSTOOD = /cmd:|\?EH|(?:^|[\r\n])[?N]\r/i;

/** How the search for the rate of a radio is watched and stopped. */
export interface FindRateOptions {
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  /** Hears of each rate when it is tried. */
  readonly onRate?: (baudRate: number) => void;
}

/**
 * Searches the rate of a radio on a cable, from any state; a TNC leaves KISS by it. Only what `recover` of a profile
 * begins with is said: of its bytes a UART at another of the radio's rates makes no CR, which would transmit in
 * converse mode, and no frame that is a packet (test/deep/kenwood/find-rate.test.ts tries all pairs). The link stays at
 * the rate that answers, else at its first one.
 * @returns the rate, or undefined if no rate is answered
 * @throws OnairError port-lost, interrupted
 */
export async function findRate(
  link: Link,
  { line }: RadioProfile,
  { clock, signal, onRate = () => {} }: FindRateOptions,
): Promise<number | undefined> {
  const first = link.line;
  const others = line.speeds.filter((speed) => speed !== first.baudRate);
  for (const baudRate of [first.baudRate, ...others]) {
    await link.reconfigure({ ...first, baudRate });
    onRate(baudRate);
    if (await answers(link, clock, signal)) return baudRate;
  }
  await link.reconfigure(first);
  return undefined;
}

async function answers(link: Link, clock: Clock, signal: AbortSignal | undefined): Promise<boolean> {
  const talk = new Conversation(link, clock, signal);
  const known = (): boolean => UNDERSTOOD.test(talk.text) || heardFrame(talk.heard) !== undefined;
  try {
    await talk.calm(0, 0); // what came at another rate is garbage
    await talk.say(wake.send);
    return await talk.until(known, wake.withinMs);
  } finally {
    talk.close();
  }
}
