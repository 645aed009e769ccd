import type { RadioProfile, ScriptStep } from './profile.js';
import { statusOfTnc } from './status-steps.js';
import { kissSettings, restartIntoKiss, tncCommand, wake } from './steps.js';

const TNC2 = 'TNC 2 command set (TAPR) and its clones';

/** Without a name to ask for, one prompt looks like every other: a late one would count as the next answer. */
const latePrompts: ScriptStep = {
  kind: 'pause',
  label: 'late prompts come in',
  ms: 500,
  source: 'ours: the slowest link that was simulated is 400 ms late',
  confidence: 'derived',
};

/** Any TNC with the command line of the TAPR TNC 2: prompt `cmd:`, errors `?EH`, `KISS ON` and `RESTART`. */
export const genericTnc2: RadioProfile = {
  id: 'generic-tnc2',
  aliases: ['tnc2', 'tnc-2'],
  title: 'TNC 2 or a TNC with its commands',
  line: { speeds: [300, 600, 1200, 2400, 4800, 9600, 19200, 38400], defaultSpeed: 9600 },
  handshake: {
    kind: 'none',
    remark: 'many have RTS and CTS (--handshake rtscts), few need them in KISS',
    source: 'mkiss manual page: the paper has none, some TNCs use it',
    confidence: 'derived',
  },
  values: {},
  identity: {
    send: '\r',
    answers: /cmd:/i,
    withinMs: 1000,
    source: 'the prompt of every TNC 2; the prompt that Dire Wolf feigns for its clients',
  },
  recover: { tries: 3, steps: [wake] },
  init: [
    latePrompts,
    ...kissSettings,
    tncCommand('AWLEN 8', {
      label: 'bytes of 8 bits, where the TNC has a choice',
      tries: 1,
      ifUnanswered: 'continue',
      source: TNC2,
      confidence: 'one',
    }),
    tncCommand('PARITY 0', {
      label: 'no parity, where the TNC has a choice',
      tries: 1,
      ifUnanswered: 'continue',
      source: TNC2,
      confidence: 'one',
    }),
    ...restartIntoKiss(
      'this TNC knows no KISS ON; its manual tells its own command (ESC @K, INTERFACE KISS)',
    ),
  ],
  exit: [
    latePrompts,
    tncCommand('KISS OFF', {
      label: 'no KISS after the next start either',
      ifUnanswered: 'continue',
      source: TNC2,
      confidence: 'derived',
    }),
    {
      kind: 'ask',
      label: 'does the command line answer?',
      send: '\r',
      expect: /cmd:/i,
      withinMs: 1000,
      tries: 3,
      ifUnanswered: 'fail',
      source: 'as for every step at the prompt',
      confidence: 'several',
    },
  ],
  exitMode: 'command-line',
  byHand: 'a TNC of this family keeps KISS when it is switched off; the bytes C0 FF C0 end it',
  status: statusOfTnc,
  escapeC: { default: false, remark: 'a TNC alone has no radio control to hide from', source: 'none needed' },
  quirks: [
    {
      what: 'it stays in KISS when it is switched off and on',
      source: 'aprssig 2006-January/011403',
      confidence: 'one',
    },
  ],
};
