import { isItAprs, tncMode } from './mode-steps.js';
import type { RadioProfile } from './profile.js';
import { statusByHandOver } from './status-steps.js';
import {
  ANY_KENWOOD,
  kissSettings,
  portLeft,
  portToRadioControl,
  portToTnc,
  restartIntoKiss,
  wake,
} from './steps.js';

const RADIO_CONTROL = 'Xastir config/tnc-startup.d700; APRSIS32 list verified by KD5KNR; macwinlink #37';

/**
 * Kenwood TM-D700 (A and E). Not in its script, and why: AUTOLF, HEADERLN, MON and the like shape text, and there is no
 * text in KISS; HBAUD stays as the user set it. What the TNC was told here is forgotten when it leaves packet mode, so
 * the exit needs not undo it.
 */
export const tmD700: RadioProfile = {
  id: 'tm-d700',
  aliases: ['tm-d700a', 'tm-d700e'],
  title: 'Kenwood TM-D700',
  line: { speeds: [9600, 19200, 38400, 57600], defaultSpeed: 9600 },
  handshake: {
    kind: 'rtscts',
    remark:
      'it sends only while RTS is raised: let the computer do hardware handshake, or join RTS (7) and CTS (8) at the plug. ' +
      'The danplanet article says pins 6 and 7; on the DE-9 of two Kenwood sets of the same time 6 is not connected',
    source:
      'TS-2000 manual p.113 and TS-870S appendix D for the pins; Hamlib #1228 and #656, CHIRP for the need',
    confidence: 'derived',
  },
  values: {},
  identity: {
    send: 'ID\r',
    answers: /\bID TM-D700\w*[\r\n]/i,
    anyModel: ANY_KENWOOD,
    withinMs: 1000,
    source: 'CHIRP kenwood_d7.py, Hamlib, k7jar',
  },
  recover: {
    tries: 3,
    // What a D700 answers to TC 1 is not published: the question for its name decides.
    steps: [wake, portToRadioControl(/[\r\n]|cmd:/i, RADIO_CONTROL)],
  },
  init: [
    tncMode(2, {
      label: 'packet mode',
      blind: true,
      hint: 'choose PACKET on the panel of the radio and try again',
      source: RADIO_CONTROL,
      confidence: 'several',
    }),
    {
      kind: 'pause',
      label: 'the TNC restores its settings',
      ms: 4000,
      source: 'graywolf fork moricef, tested on a TM-D700: needed even if the prompt comes earlier',
      confidence: 'one',
    },
    portToTnc(RADIO_CONTROL),
    ...kissSettings,
    ...restartIntoKiss(
      'switch the radio off and on and try again; a TNC that knows no KISS is not a TM-D700',
    ),
  ],
  exit: [
    tncMode(1, {
      label: 'APRS mode',
      hint: 'choose APRS on the panel of the radio',
      source: 'Xastir config/tnc-stop.d700; k7jar',
      confidence: 'several',
    }),
    isItAprs('TNC', 'the form of every CAT query (k7jar); not seen for TNC itself'),
    portLeft('Xastir config/tnc-stop.d700'),
  ],
  exitMode: 'aprs',
  byHand: 'switching the radio off and on ends KISS too; choose APRS on its panel',
  status: statusByHandOver('TNC', RADIO_CONTROL),
  escapeC: {
    default: false,
    remark:
      'the port watches for TC 0 and TC 1 in KISS data too; sending C as DB 43 hides them. Tested on a D710 only, so off ' +
      'unless asked for',
    source: 'KN6KB and P. Woods, lists.xastir.org 2009-December/016899; LinBPQ KISSOPTIONS=D700',
  },
  quirks: [
    {
      what: 'TN chooses a CTCSS tone on this radio, not the mode of the TNC: TNC does that',
      source: 'CHIRP kenwood_d7.py, Hamlib th.c',
      confidence: 'several',
    },
    {
      what: 'Ctrl-E, a poll for TNCs with a second port, confuses its TNC: never sent',
      source: 'Xastir src/interface_gui.c',
      confidence: 'one',
    },
    {
      what: 'after RESTART its TNC is silent for seconds; reports go from 1 to 9 s',
      source: 'tmd710_tncsetup, graywolf fork, APRSdroid #331',
      confidence: 'several',
    },
    {
      what: 'a power cycle or another mode of the TNC ends KISS and loses its settings',
      source: 'Matt-Hornsby/KISS, Xastir, graywolf fork',
      confidence: 'several',
    },
    {
      what: 'with its message memory full it rejects messages (REJ)',
      source: 'Xastir src/db.c',
      confidence: 'one',
    },
  ],
};
