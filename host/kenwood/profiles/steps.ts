import { latin1Text } from '../../base/index.js';
import { FEND, RETURN_FRAME } from '../../packet/kiss/index.js';
import { END_OPEN_FRAME, TO_PROMPT } from '../conversation/to-prompt.js';
import type { AskStep, ScriptStep } from './profile.js';

/** Steps that several radios share. Each radio's own file says which, in what order, and what differs. */

/** A CAT line that is just `N` (known, bad parameter) or `?` (not understood): k7jar, TH-D7 protocol page. */
export const CAT_REFUSED = /(?:^|[\r\n])[N?][\r\n]/i;

/** Any Kenwood's answer to `ID`. */
export const ANY_KENWOOD = /\bID ([A-Z]{2}-\w+)[\r\n]/i;

/** Bytes of the frame that leaves KISS. */
export const LEAVE_KISS = latin1Text(RETURN_FRAME);

/**
 * Back to a prompt from anywhere. Order matters: first what ends a frame that another program left open, with nothing
 * of ours in it; Ctrl-C before any CR, because in converse mode a CR transmits what was typed; a FEND that ends the
 * frame which a TNC in KISS makes of these two; then the frame that leaves KISS, and two CRs that end whatever line is
 * begun. The bytes before them also spoil a half-typed command, so that a CR can't run it; the Ctrl-C between them is
 * for a half-typed CONVERSE that ran all the same. Not covered: transparent mode, which needs three Ctrl-C with pauses.
 */
const WAKE = `${END_OPEN_FRAME}${TO_PROMPT}${String.fromCharCode(FEND)}${LEAVE_KISS}\r\x03\r`;

/**
 * What the answers to {@link wake} tell. Its bytes make an unknown command everywhere but in KISS: `?EH` comes from the
 * command line, `?` or `N` from radio control, and a prompt without either from a TNC that left KISS.
 */
const WAKE_TELLS: AskStep['tells'] = [
  { heard: /\?EH/i, state: 'command-line' },
  { heard: /cmd:/i, state: 'kiss' },
  { heard: /\?|N\r/, state: 'radio-control' },
];

/** To a prompt from any state. */
export const wake: AskStep = {
  kind: 'ask',
  label: 'back to a prompt from any state',
  send: WAKE,
  expect: /(?:\?|cmd:|N\r).*(?:\?|cmd:|N\r)/is, // one answer for each CR, from radio control or the TNC
  withinMs: 600,
  tries: 1,
  ifUnanswered: 'continue',
  tells: WAKE_TELLS,
  source: 'kenwood-thd75 recovery order; APRSIS32, APRSISMO and walk96.c for C0 FF C0; Xastir for Ctrl-C',
  confidence: 'several',
};

/** A command of the TNC's own command line: the prompt ends its answer, `?EH` before it is a refusal. */
export function tncCommand(
  command: string,
  about: Pick<AskStep, 'label' | 'source' | 'confidence'> &
    Partial<Pick<AskStep, 'blind' | 'hint' | 'tries' | 'ifUnanswered'>>,
): AskStep {
  return {
    kind: 'ask',
    send: `${command}\r`,
    expect: /cmd:/i,
    refused: /\?EH/i,
    withinMs: 1000,
    tries: 3,
    ifUnanswered: 'fail',
    ...about,
  };
}

/** Settings that KISS needs, at the prompt. */
export const kissSettings: readonly AskStep[] = [
  tncCommand('ECHO OFF', {
    label: 'no echo, so that what comes back is an answer',
    source: 'APRSIS32 list verified by KD5KNR; Xastir',
    confidence: 'several',
  }),
  tncCommand('XFLOW OFF', {
    label: 'no XON/XOFF: KISS data contains those bytes',
    blind: true,
    source: 'APRSIS32, APRSISMO, TncProvider',
    confidence: 'several',
  }),
  tncCommand('FULLDUP OFF', {
    label: 'wait for a free channel before sending',
    source: 'APRSIS32, APRSISMO',
    confidence: 'several',
  }),
];

/**
 * From the prompt into KISS by `KISS ON` and `RESTART`, out again when told to, and in again: see proof.ts.
 * @param noKiss what to do where the TNC refuses
 */
export function restartIntoKiss(noKiss: string): readonly ScriptStep[] {
  return [
    tncCommand('KISS ON', {
      label: 'KISS from the next start on',
      blind: true,
      hint: noKiss,
      source: 'APRSIS32, APRSISMO, TncProvider, walk96.c',
      confidence: 'several',
    }),
    {
      kind: 'ask',
      label: 'the command line answers a CR',
      send: '\r',
      expect: /cmd:/i,
      withinMs: 1000,
      tries: 3,
      ifUnanswered: 'fail',
      source: 'ours: what the proof after RESTART is compared with',
      confidence: 'derived',
    },
    {
      kind: 'tell',
      label: 'restart the TNC',
      send: 'RESTART\r',
      blind: true,
      source: 'RC-D710 manual p.39; APRSIS32, APRSISMO, walk96.c',
      confidence: 'several',
    },
    {
      kind: 'ask',
      label: 'it came back, and leaves KISS on command',
      // In KISS the frame leads to the prompt. So does a CR at the command line, where the TNC may be already if its
      // answer was lost; whether it really went into KISS shows at the second start.
      send: `${LEAVE_KISS}\r`,
      expect: /cmd:/i,
      withinMs: 12_000, // the longest start that anybody reported is 9 s (SP3WBX, APRSdroid #331)
      everyMs: 250,
      tries: 1,
      ifUnanswered: 'fail',
      hint: 'the TNC did not come back after RESTART (APRSdroid #331 reports the same): switch it off and on',
      source: 'APRSIS32 list verified by KD5KNR: C0 FF C0, then cmd: within 5 s; the round trip is ours',
      confidence: 'several',
    },
    tncCommand('KISS ON', {
      label: 'KISS again, this time to stay',
      source: 'as above',
      confidence: 'several',
    }),
    {
      kind: 'tell',
      label: 'restart the TNC',
      send: 'RESTART\r',
      source: 'as above',
      confidence: 'several',
    },
    {
      kind: 'prove-kiss',
      label: 'in KISS: no prompt after the start, and none to a CR',
      bootMs: 2500,
      poke: '\r',
      silentMs: 400,
      source: 'ours; APRSIS32 list verified by KD5KNR waits 2 s after RESTART, others 1 to 9 s',
      confidence: 'one',
    },
  ];
}

/** `TC 1`: the port belongs to radio control, and the TNC is parked. */
export function portToRadioControl(expect: RegExp, source: string): AskStep {
  return {
    kind: 'ask',
    label: 'port to radio control',
    send: 'TC 1\r',
    expect,
    withinMs: 300,
    tries: 1,
    ifUnanswered: 'continue',
    blind: true,
    source,
    confidence: 'several',
  };
}

/** `TC 0`: the port belongs to the TNC, which shows its prompt. */
export function portToTnc(source: string): AskStep {
  return {
    kind: 'ask',
    label: 'port to the TNC',
    send: 'TC 0\r',
    expect: /cmd:/i,
    withinMs: 5000,
    tries: 3,
    // Also gets a TNC to the prompt that went on in KISS or converse while the port was with radio control.
    poke: { send: WAKE, afterMs: 800 },
    ifUnanswered: 'fail',
    blind: true,
    hint: 'the TNC of the radio does not answer: switch the radio off and on',
    source,
    confidence: 'several',
  };
}

/** The end of an exit: with the TNC off or in APRS mode there need not be an answer. */
export function portLeft(source: string): AskStep {
  return {
    kind: 'ask',
    label: 'port back to the TNC',
    send: 'TC 0\r',
    expect: /[\r\n]|cmd:/i,
    withinMs: 300,
    tries: 1,
    ifUnanswered: 'continue',
    source,
    confidence: 'one',
  };
}
