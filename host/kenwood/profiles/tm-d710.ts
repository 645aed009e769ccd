import { isItAprs, tnMode, whichBand } from './mode-steps.js';
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

const HAND_OVER = 'APRSIS32 lists for D710 and D72; Xastir tnc-startup.d72_d710; trinityos D710 text';

/** Kenwood TM-D710 (A, E and G): the COM port of its panel. */
export const tmD710: RadioProfile = {
  id: 'tm-d710',
  aliases: ['tm-d710a', 'tm-d710e', 'tm-d710g', 'tm-d710ga', 'tm-d710ge', 'rc-d710'],
  title: 'Kenwood TM-D710',
  line: { speeds: [9600, 19200, 38400, 57600], defaultSpeed: 9600 },
  handshake: {
    kind: 'rtscts',
    remark: 'its COM port wants RTS and CTS wired through, or joined at the plug',
    source: 'APRSdroid #154',
    confidence: 'one',
  },
  values: { band: '0' },
  identity: {
    send: 'ID\r',
    answers: /\bID TM-D710\w*[\r\n]/i,
    anyModel: ANY_KENWOOD,
    withinMs: 1000,
    source: 'Hamlib tmd710.c, LA3QMA command tables',
  },
  recover: {
    tries: 3,
    // The first TC 1 may be answered `?` or `?EH` and the second `TS 1`: asked again with the whole of it.
    steps: [wake, portToRadioControl(/\bT[SC] 1[\r\n]|\?EH.*cmd:/is, HAND_OVER)],
  },
  init: [
    whichBand,
    tnMode(2, {
      label: 'packet mode',
      blind: true,
      hint: 'choose PACKET on the panel of the radio and try again',
      source: 'tmd710_tncsetup, LA3QMA, APRSIS32',
      confidence: 'several',
    }),
    {
      kind: 'pause',
      label: 'the TNC starts',
      ms: 3000,
      source: 'tmd710_tncsetup waits as long after TN',
      confidence: 'one',
    },
    portToTnc(HAND_OVER),
    ...kissSettings,
    ...restartIntoKiss('switch the radio off and on and try again'),
  ],
  exit: [
    whichBand,
    tnMode(1, {
      label: 'APRS mode',
      hint: 'choose APRS on the panel of the radio',
      source: 'LA3QMA; APRSIS32 (TN 1,0)',
      confidence: 'several',
    }),
    isItAprs('TN', 'LA3QMA command tables'),
    portLeft('Xastir config/tnc-stop.d72_d710'),
  ],
  exitMode: 'aprs',
  byHand: 'switching the radio off and on ends KISS too; choose APRS on its panel',
  status: statusByHandOver('TN', HAND_OVER),
  escapeC: {
    default: false,
    remark:
      'TC 0 and its CR in KISS data takes the port away; sending C as DB 43 hides it, and this TNC drops the DB. Off unless ' +
      'asked for, because a program that reads the same port may call it an error',
    source:
      'KN6KB and P. Woods, lists.xastir.org 2009-December/016899 (tested on this radio); LinBPQ KISSOPTIONS=D700',
  },
  quirks: [
    {
      what: 'TNC is not a command here: TN chooses the mode of the TNC and the band for data',
      source: 'LA3QMA command tables, tmd710_tncsetup',
      confidence: 'several',
    },
    {
      what: 'after KISS ON and RESTART the lamps STA and CON blink; CON that stays lit is no good sign',
      source: 'APRSdroid #331',
      confidence: 'one',
    },
    {
      what: 'in APRS mode its COM port prints packets as text after cmd:',
      source: 'APRSdroid #154; WA8LMF says otherwise of the D700 (aprssig 2008-March/024112)',
      confidence: 'one',
    },
  ],
};
