import type { App } from './app.js';

/** Programs that play nothing of ours, and the nearest thing. */

/** Dire Wolf as the client of a KISS TNC. */
export const direwolf: App = {
  id: 'direwolf',
  title: 'Dire Wolf',
  write: ({ profile, port, baud }) => ({
    where: 'direwolf.conf, after onair tnc init has brought the radio into KISS',
    files: [{ name: 'direwolf.conf', text: `SCHANNEL 10 ${port} ${baud}` }],
    notes: [
      `Dire Wolf has no init string: run onair tnc init --port ${port} --radio ${profile.id} first, and again after a power cycle`,
      'SCHANNEL (a serial KISS TNC as a channel) came in October 2025 and is not in 1.6 and 1.7 of Debian; 10 is any number above those of your sound cards',
      'beside other programs: NCHANNEL 10 127.0.0.1 8001 in its place, to onair kiss serve (newer than 1.7, too)',
      'older ones are a TNC for others and can use none',
    ],
    sources: [
      'wb2osz/direwolf pull request 606 (SCHANNEL), issue 25',
      'wb2osz/direwolf src/nettnc.c (NCHANNEL, a network TNC as a channel)',
    ],
  }),
};

/** YAAC, whose source is not public and whose help we know in part. */
export const yaac: App = {
  id: 'yaac',
  title: 'YAAC',
  write: ({ profile, port, baud }) => ({
    where: 'Configure, Ports, Add, Serial_TNC, after onair tnc init has brought the radio into KISS',
    files: [{ name: 'fields of the port', text: [`port name: ${port}`, `baud rate: ${baud}`].join('\n') }],
    notes: [
      `run onair tnc init --port ${port} --radio ${profile.id} first, and again after a power cycle`,
      'the form in which YAAC takes commands for a TNC of its own was not found in public: choose the setting for a TNC that is in KISS already',
      'transmitting is off until you switch it on for the port, with your own call sign',
      'its KISS-over-TCP ports expect that somebody else has brought the TNC into KISS',
    ],
    sources: ['ka2ddo.org YAACdocs: config_serialtnc.html, config_kissovertcp.html'],
  }),
};
