import type { RadioProfile } from './profile.js';
import { tmD700 } from './tm-d700.js';

/** Kenwood TH-D7 (A, E and G): the command set of the TM-D700, in a smaller memory. */
export const thD7: RadioProfile = {
  ...tmD700,
  id: 'th-d7',
  aliases: ['th-d7a', 'th-d7e', 'th-d7ag', 'th-d7g'],
  title: 'Kenwood TH-D7',
  line: { speeds: [9600], defaultSpeed: 9600 },
  handshake: {
    kind: 'none',
    remark: 'its socket carries data and ground only',
    source: 'inferred from its three-pole plug; Hamlib and Xastir use none',
    confidence: 'derived',
  },
  identity: {
    ...tmD700.identity,
    answers: /\bID TH-D7G?[\r\n]/i,
    source: 'Hamlib thd7.c, radio-active.net.au protocol page',
  },
  escapeC: { ...tmD700.escapeC, remark: `${tmD700.escapeC.remark}. Not tested on this radio` },
  quirks: [
    ...tmD700.quirks.slice(0, 2),
    {
      what: 'its TNC can lock up on binary data, and where it sends and hears at the same moment; MkII lost TRANS',
      source: 'mctaylor.com/ve3tix/0119.html',
      confidence: 'one',
    },
    {
      what: 'leaving packet mode forgets all settings of the TNC, KISS too',
      source: 'Xastir config/tnc-startup.thd7',
      confidence: 'one',
    },
  ],
};
