import { PROBE } from '../conversation/to-prompt.js';
import { isItAprs, tnMode, whichBand } from './mode-steps.js';
import type { AskStep, RadioProfile } from './profile.js';
import { statusByRadioControl } from './status-steps.js';
import { ANY_KENWOOD, LEAVE_KISS, wake } from './steps.js';

/**
 * Where the answer to `TN 2` was lost the radio is in KISS and deaf to a second one, so that goes with the frame that
 * leaves KISS. `?` is what that frame draws from radio control, so only `N` counts as a refusal.
 */
function intoKiss(about: Parameters<typeof tnMode>[1]): AskStep {
  const step = tnMode(2, about);
  return {
    ...step,
    refused: /(?:^|[\r\n])N[\r\n]/,
    poke: { send: `${LEAVE_KISS}\r${step.send}`, afterMs: 500 },
  };
}

const BY_TN = 'LA3QMA TH-D74 tables; APRSISMO Cmd-D74-KISS-A.xml; TH-D74 manual';

/**
 * Kenwood TH-D74 and TH-D75 over USB or Bluetooth. They have no command line: `TN 2,b` means KISS, and the frame
 * that leaves KISS gives the port back to radio control.
 */
export const thD74: RadioProfile = {
  id: 'th-d74',
  aliases: ['th-d75', 'th-d74a', 'th-d74e', 'th-d75a', 'th-d75e'],
  title: 'Kenwood TH-D74 or TH-D75',
  line: { speeds: [9600, 19200, 38400, 57600], defaultSpeed: 9600 },
  handshake: {
    kind: 'none',
    remark: 'USB and Bluetooth have no wires for a handshake',
    source: 'its manual',
    confidence: 'derived',
  },
  values: { band: '0' },
  identity: {
    send: 'ID\r',
    answers: /\bID TH-D7[45]\w*[\r\n]/i,
    anyModel: ANY_KENWOOD,
    withinMs: 1000,
    source: 'Hamlib thd74.c, LA3QMA tables, kenwood-thd75',
  },
  recover: {
    tries: 3,
    steps: [
      {
        kind: 'ask',
        label: 'is it in KISS already?',
        send: PROBE,
        expect: /\?|N\r/,
        withinMs: 400,
        tries: 1,
        ifUnanswered: 'continue',
        tells: [
          { heard: /\?|N\r/, state: 'radio-control' },
          { heard: /^[^?]*$/, state: 'kiss' },
        ],
        source: 'ours: radio control answers a CR, KISS does not',
        confidence: 'derived',
      },
      { ...wake, expect: /(?:\?|N\r).*(?:\?|N\r)/s, tells: [] },
    ],
  },
  init: [
    whichBand,
    intoKiss({
      label: 'KISS',
      blind: true,
      hint: 'end whatever the radio is busy with (menu, programming mode) and try again',
      source: BY_TN,
      confidence: 'several',
    }),
    {
      kind: 'ask',
      label: 'it leaves KISS on command',
      send: `${LEAVE_KISS}\r`,
      expect: /\?|N\r/,
      withinMs: 5000,
      everyMs: 250,
      tries: 1,
      ifUnanswered: 'fail',
      hint: 'switch the radio off and on',
      source: 'LA3QMA TH-D74 issue #9; the round trip is ours',
      confidence: 'one',
    },
    intoKiss({
      label: 'KISS again, this time to stay',
      source: BY_TN,
      confidence: 'several',
    }),
    {
      kind: 'prove-kiss',
      label: 'in KISS: no answer to a CR',
      bootMs: 500,
      poke: '\r',
      silentMs: 400,
      source: 'ours',
      confidence: 'derived',
    },
  ],
  exit: [
    whichBand,
    tnMode(1, {
      label: 'APRS mode',
      hint: 'choose APRS with the TNC key of the radio',
      source: 'LA3QMA; APRSISMO Cmd-D74-APRS-A.xml',
      confidence: 'several',
    }),
    isItAprs('TN', 'LA3QMA TH-D74 tables'),
  ],
  exitMode: 'aprs',
  byHand: 'the TNC key of the radio goes from KISS to off and to APRS',
  status: statusByRadioControl('TN'),
  escapeC: {
    default: false,
    remark: 'no report that this radio needs it: KISS is a mode of its own here',
    source: 'none of LA3QMA, APRSISMO and kenwood-thd75 uses it',
  },
  quirks: [
    {
      what: 'KISS SetHardware (6) chooses the rate on the air: 0 or 35 for 1200, 5 or 38 for 9600',
      source: 'TH-D74 manual',
      confidence: 'one',
    },
  ],
};
