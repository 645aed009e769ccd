import type { RadioProfile } from './profile.js';
import { tmD710 } from './tm-d710.js';

/** Kenwood TH-D72 over USB: a TM-D710 in the hand, as far as its TNC goes. */
export const thD72: RadioProfile = {
  ...tmD710,
  id: 'th-d72',
  aliases: ['th-d72a', 'th-d72e'],
  title: 'Kenwood TH-D72',
  handshake: {
    kind: 'none',
    remark: 'its USB socket holds the serial converter: no wires for a handshake come out',
    source: 'Xastir tnc-startup.d72_d710 and tmd710_tncsetup treat it as a D710',
    confidence: 'derived',
  },
  identity: {
    ...tmD710.identity,
    answers: /\bID TH-D72\w*[\r\n]/i,
    source: 'Hamlib thd72.c, CHIRP',
  },
  escapeC: { ...tmD710.escapeC, remark: `${tmD710.escapeC.remark}. Not tested on this radio` },
  quirks: [
    ...tmD710.quirks.slice(0, 1),
    {
      what: 'parts of old packets may be waiting in the port, and odd FENDs come in the middle of the stream',
      source: 'PCSI #8',
      confidence: 'one',
    },
    {
      what: 'APRSdroid by USB is reported as troublesome',
      source: 'APRSdroid #245',
      confidence: 'one',
    },
  ],
};
