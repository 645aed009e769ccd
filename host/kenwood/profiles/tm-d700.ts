import { FEND, RETURN_FRAME } from '../../packet/kiss.js';
import type { AskStep, RadioProfile } from '../profile.js';

/** A CAT line that is just `N` (known, bad parameter) or `?` (not understood): k7jar, TH-D7 protocol page. */
const CAT_REFUSED = /(?:^|[\r\n])[N?][\r\n]/i;

const LEAVE_KISS = RETURN_FRAME.toString('latin1');

/**
 * Back to a prompt from anywhere. Order matters: Ctrl-C comes before any CR, because in converse mode a CR transmits
 * what was typed; then the frame that leaves KISS; then two CRs that end whatever line is begun. The bytes of the frame
 * also spoil a half-typed command, so that the CR can't run it. The FEND before that frame ends one that another program
 * left unfinished: without it the first byte of the leave-KISS frame would only do that. (If the unfinished one looks
 * whole the TNC sends it; KISS has no way to take it back.) Not covered: transparent mode, which wants three Ctrl-C with
 * pauses.
 */
const WAKE = `\x03${String.fromCharCode(FEND)}${LEAVE_KISS}\r\r`;

/** A command of the TNC's own command line: the prompt ends its answer, `?EH` before it is a refusal. */
function tncCommand(
  command: string,
  about: Pick<AskStep, 'label' | 'source' | 'confidence' | 'blind' | 'hint'>,
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

const RADIO_CONTROL = 'Xastir config/tnc-startup.d700; APRSIS32 list verified by KD5KNR; macwinlink #37';

/**
 * Kenwood TM-D700 (A and E). Not in it, and why: Ctrl-E confuses its TNC (Xastir interface_gui.c); `TN` chooses a CTCSS
 * tone on this radio, not the mode of the TNC (CHIRP, Hamlib); AUTOLF, HEADERLN, MON and the like shape text, and there is
 * no text in KISS; HBAUD stays as the user set it. What the TNC was told here is forgotten when it leaves packet mode,
 * so the exit needs not undo it.
 */
export const tmD700: RadioProfile = {
  id: 'tm-d700',
  title: 'Kenwood TM-D700',
  line: { speeds: [9600, 19200, 38400, 57600], defaultSpeed: 9600 },
  handshake: {
    kind: 'rtscts',
    remark:
      'it sends only while RTS is raised: let the computer do hardware handshake, or join RTS (7) and CTS (8) at the plug. ' +
      'The danplanet article says pins 6 and 7; on the DE-9 of two Kenwood sets of the same time 6 is not connected',
    source:
      'TS-2000 manual p.113 and TS-870S appendix D for the pins; Hamlib #1228 and #656, CHIRP for the need',
    confidence: 'inferred',
  },
  identity: {
    send: 'ID\r',
    answers: /\bID TM-D700\w*[\r\n]/i,
    anyModel: /\bID ([A-Z]{2}-\w+)[\r\n]/i,
    withinMs: 1000,
  },
  recover: {
    tries: 3,
    steps: [
      {
        kind: 'ask',
        label: 'back to a prompt from any state',
        send: WAKE,
        expect: /(?:\?|cmd:|N\r).*(?:\?|cmd:|N\r)/is, // one answer for each CR, from whoever has the port
        withinMs: 600,
        tries: 1,
        ifUnanswered: 'go on',
        source:
          'kenwood-thd75 recovery order; APRSIS32, APRSISMO and walk96.c for C0 FF C0; Xastir for Ctrl-C',
        confidence: 'several sources',
      },
      {
        kind: 'ask',
        label: 'port to radio control',
        send: 'TC 1\r',
        expect: /[\r\n]|cmd:/i, // what a D700 answers is not published: the question for its name decides
        withinMs: 300,
        tries: 1,
        ifUnanswered: 'go on',
        blind: true,
        source: RADIO_CONTROL,
        confidence: 'several sources',
      },
    ],
  },
  init: [
    {
      kind: 'ask',
      label: 'packet mode',
      send: 'TNC 2\r',
      expect: /\bTNC 2[\r\n]/i,
      refused: CAT_REFUSED,
      withinMs: 1000,
      tries: 3,
      ifUnanswered: 'fail',
      blind: true,
      hint: 'choose PACKET on the panel of the radio and try again',
      source: RADIO_CONTROL,
      confidence: 'several sources',
    },
    {
      kind: 'pause',
      label: 'the TNC puts its settings back',
      ms: 4000,
      source: 'graywolf fork moricef, tested on a TM-D700: needed even if the prompt comes earlier',
      confidence: 'one source',
    },
    {
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
      source: RADIO_CONTROL,
      confidence: 'several sources',
    },
    tncCommand('ECHO OFF', {
      label: 'no echo, so that an answer is an answer',
      source: 'APRSIS32 list verified by KD5KNR; Xastir',
      confidence: 'several sources',
    }),
    tncCommand('XFLOW OFF', {
      label: 'no XON/XOFF: KISS data contains those bytes',
      blind: true,
      source: 'APRSIS32, APRSISMO, TncProvider',
      confidence: 'several sources',
    }),
    tncCommand('FULLDUP OFF', {
      label: 'wait for a free channel before sending',
      source: 'APRSIS32, APRSISMO',
      confidence: 'several sources',
    }),
    tncCommand('KISS ON', {
      label: 'KISS from the next start on',
      blind: true,
      hint: 'switch the radio off and on and try again; a TNC that knows no KISS is not a TM-D700',
      source: 'APRSIS32, APRSISMO, TncProvider, walk96.c',
      confidence: 'several sources',
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
      confidence: 'inferred',
    },
    {
      kind: 'tell',
      label: 'start the TNC anew',
      send: 'RESTART\r',
      blind: true,
      source: 'RC-D710 manual p.39; APRSIS32, APRSISMO, walk96.c',
      confidence: 'several sources',
    },
    {
      kind: 'ask',
      label: 'it came back, and leaves KISS when told to',
      // In KISS the frame leads to the prompt. So does a CR at the command line, where the TNC may be already if its
      // answer was lost; whether it really went into KISS shows at the second start.
      send: `${LEAVE_KISS}\r`,
      expect: /cmd:/i,
      withinMs: 12_000, // the longest start that anybody reported is 9 s (SP3WBX, APRSdroid #331)
      everyMs: 250,
      tries: 1,
      ifUnanswered: 'fail',
      hint: 'the TNC did not come back after RESTART (APRSdroid #331 reports the same): switch the radio off and on',
      source: 'APRSIS32 list verified by KD5KNR: C0 FF C0, then cmd: within 5 s; the round trip is ours',
      confidence: 'several sources',
    },
    tncCommand('KISS ON', {
      label: 'KISS again, this time to stay',
      source: 'as above',
      confidence: 'several sources',
    }),
    {
      kind: 'tell',
      label: 'start the TNC anew',
      send: 'RESTART\r',
      source: 'as above',
      confidence: 'several sources',
    },
    {
      kind: 'prove-kiss',
      label: 'in KISS: no prompt after the start, and none to a CR',
      bootMs: 2500,
      poke: '\r',
      silentMs: 400,
      source: 'ours; APRSIS32 list verified by KD5KNR waits 2 s after RESTART, others 1 to 9 s',
      confidence: 'one source',
    },
  ],
  exit: [
    {
      kind: 'ask',
      label: 'APRS mode',
      send: 'TNC 1\r',
      expect: /\bTNC 1[\r\n]/i,
      refused: CAT_REFUSED,
      withinMs: 1000,
      tries: 3,
      ifUnanswered: 'fail',
      hint: 'choose APRS on the panel of the radio',
      source: 'Xastir config/tnc-stop.d700; k7jar',
      confidence: 'several sources',
    },
    {
      kind: 'ask',
      label: 'is it in APRS mode?',
      send: 'TNC\r',
      expect: /\bTNC 1[\r\n]/i,
      contradicted: /\bTNC [02][\r\n]/i,
      withinMs: 500,
      tries: 2,
      ifUnanswered: 'go on',
      hint: 'choose APRS on the panel of the radio',
      source: 'the form of every CAT query (k7jar); not seen for TNC itself',
      confidence: 'inferred',
    },
    {
      kind: 'ask',
      label: 'port back to the TNC',
      send: 'TC 0\r',
      expect: /[\r\n]|cmd:/i, // with the TNC in APRS mode nobody has to answer
      withinMs: 300,
      tries: 1,
      ifUnanswered: 'go on',
      source: 'Xastir config/tnc-stop.d700',
      confidence: 'one source',
    },
  ],
  escapeC: {
    default: false,
    remark:
      'the port watches for TC 0 and TC 1 in KISS data too; sending C as DB 43 hides them. Tested on a D710 only, so off ' +
      'unless asked for',
    source: 'KN6KB and P. Woods, lists.xastir.org 2009-December/016899; LinBPQ KISSOPTIONS=D700',
  },
};
