import type { Dialogue } from '../dialogue/dialogue.js';
import { SILENCE } from '../dialogue/framing.js';

/** Not a command of any module; `U` has alternating bits, so a wrong rate can't look right. */
const PATTERN = 'UUonair-echo-testUU';

/** Two rates: a module has one rate at a time, so only a wire returns both. */
const RATES = [9600, 57_600] as const;

/** Maximum round trip through an adapter, ms. */
const ECHO_MS = 150;

/** Result: the pattern at both rates (`wire`), at one rate only (`one-rate`), other bytes, or nothing. */
export type Echo = 'wire' | 'one-rate' | 'other-bytes' | 'none';

/** What came back of a test pattern, what that means, and what to do. */
export interface EchoFinding {
  readonly echo: Echo;
  readonly means: string;
  readonly remedy: string;
}

const FINDINGS: Readonly<Record<Echo, Omit<EchoFinding, 'echo'>>> = {
  wire: {
    means: 'what is sent comes back at any rate: TX and RX are joined, or the adapter echoes',
    remedy: 'take the module off and run this again; if the echo stays, it is the wire or the adapter',
  },
  'one-rate': {
    means:
      'what is sent comes back at one rate only: a device there echoes, as a connected phone or a radio can',
    remedy: 'disconnect the phone (LED solid means connected), then: onair hc06 probe',
  },
  'other-bytes': {
    means: 'something speaks on this port, but it is no echo',
    remedy: 'is this the right port (onair ports)? Then: onair hc06 probe',
  },
  none: {
    means: 'nothing comes back: the wire is not looped, so an answer to a command comes from a module',
    remedy: 'for the other direction join TX and RX with the module off: the echo must then come',
  },
};

/**
 * Tells a shorted or looped wire from a module: a wire echoes anything at any rate. Changes nothing.
 * @throws OnairError port-lost, interrupted
 */
export async function testEcho(dialogue: Dialogue): Promise<EchoFinding> {
  const { link } = dialogue;
  let echoes = 0;
  let others = 0;
  for (const baudRate of RATES) {
    await link.reconfigure({ baudRate, parity: 'none' });
    const answer = await dialogue.ask(PATTERN, new RegExp(`^${PATTERN}$`), {
      framing: { ...SILENCE, restMs: 0 },
      answerMs: ECHO_MS,
    });
    if (answer.echoed) echoes++;
    else if (answer.text !== '') others++;
  }
  const echo = echoOf(echoes, others);
  return { echo, ...FINDINGS[echo] };
}

function echoOf(echoes: number, others: number): Echo {
  if (echoes === RATES.length) return 'wire';
  if (echoes > 0) return 'one-rate';
  return others > 0 ? 'other-bytes' : 'none';
}
