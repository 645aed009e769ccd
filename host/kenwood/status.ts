import { OnairError } from '../base/index.js';
import type { Link } from '../link/index.js';
import { Conversation } from './conversation/conversation.js';
import type { FoundState, RadioProfile } from './profiles/profile.js';
import { heardFrame } from './proof.js';
import { notIdentified, wrongModel } from './session/failure.js';
import type { StepReport } from './session/report.js';
import type { RunOptions } from './session/runner.js';
import { ScriptSession } from './session/session.js';

/** Why a state is believed. */
export const EVIDENCE = {
  answer: 'it answered',
  frame: 'a packet arrived as a KISS frame',
  'silent-tnc': 'radio control answers, and the TNC shows no prompt when it gets the port back',
} as const;

/** The number of packet mode, for `TNC` and `TN`. */
const PACKET = '2';

/** What a radio is doing. */
export interface StatusReport {
  readonly radio: string;
  readonly state: Exclude<FoundState, 'unknown'>;
  readonly evidence: keyof typeof EVIDENCE;
  /** What else it reported: `mode` of the TNC, `band`, `myCall`, `hbaud`, in its own words. */
  readonly reported: Readonly<Record<string, string>>;
  readonly steps: readonly StepReport[];
  readonly elapsedMs: number;
}

/**
 * Asks a radio what it is doing. Transmits nothing, and a TNC in KISS stays there; one in converse mode is at its
 * prompt afterwards, because a CR there would transmit.
 * @throws OnairError device-silent (also for a TNC in KISS without radio control beside it), device-confused,
 *   device-refused (another model), port-lost, interrupted
 */
export async function runStatus(
  link: Link,
  profile: RadioProfile,
  { clock, signal, onStep = () => {} }: RunOptions,
): Promise<StatusReport> {
  const started = clock.now();
  const talk = new Conversation(link, clock, signal);
  const session = new ScriptSession(talk, profile, clock, onStep);
  const report = (
    state: StatusReport['state'],
    evidence: StatusReport['evidence'] = 'answer',
  ): StatusReport => ({
    radio: profile.id,
    state,
    evidence,
    reported: session.learned,
    steps: session.steps,
    elapsedMs: Math.round(clock.now() - started),
  });
  const { probe, takePort, questions, tncQuestions, giveBack } = profile.status;
  try {
    await session.play([probe]);
    if (heardFrame(talk.heard) !== undefined) return report('kiss', 'frame');
    const found = session.whoAnswered;
    if (found === 'command-line') {
      await session.play(tncQuestions);
      return report(found);
    }
    if (found === 'radio-control') {
      await requireName(session, talk, profile);
      await session.play(questions);
      return report(found);
    }
    if (takePort.length === 0) throw notIdentified(link, profile, session.steps);
    return await askBesideTnc();
  } catch (error) {
    if (!(error instanceof OnairError)) throw error;
    throw silentOrKiss(error).with({ radio: profile.id, steps: session.steps });
  } finally {
    talk.close();
  }

  /** The port is taken for the questions and given back, also when they fail. */
  async function askBesideTnc(): Promise<StatusReport> {
    await session.play(takePort);
    try {
      await requireName(session, talk, profile);
      await session.play(questions);
    } finally {
      if (link.isOpen && !signal?.aborted) await session.play(giveBack);
    }
    if (session.steps.at(-1)?.answered === true) return report('command-line');
    // Outside of packet mode there is no TNC that could be silent: the answer to the probe was lost.
    const { mode = PACKET } = session.learned;
    return mode === PACKET ? report('kiss', 'silent-tnc') : report('radio-control');
  }
}

async function requireName(session: ScriptSession, talk: Conversation, profile: RadioProfile): Promise<void> {
  if (await session.identify()) return;
  const model = profile.identity.anyModel?.exec(talk.text)?.[1];
  throw model === undefined ? notIdentified(talk.link, profile, session.steps) : wrongModel(profile, model);
}

function silentOrKiss(error: OnairError): OnairError {
  if (error.code !== 'device-silent') return error;
  return error.with(
    {},
    `a TNC in KISS is silent too, and some don't hear TC 1 then: wait for a packet (onair kiss listen), or let onair tnc init prove it. Otherwise: ${error.hint}`,
  );
}
