import { TO_PROMPT } from '../conversation/to-prompt.js';
import type { App } from './app.js';
import { blindCommands } from './one-way.js';

/**
 * Aprx writes its `initstring` in one burst when it opens a serial device, and again when it reopens it (after 30 s
 * without the device): no pause, no answer. So only what follows the mode of the radio can be in it. It reads the line
 * in lower case and knows `\xNN` and `\r` (ttyreader.c, config.c at 000b48d).
 */
export const aprx: App = {
  id: 'aprx',
  title: 'Aprx',
  write: ({ profile, values, port, baud }) => {
    const all = blindCommands(profile, values);
    const afterPauses = all.slice(all.findLastIndex(({ say, pauseMs }) => pauseMs > 0 || say === 'TC 0') + 1);
    const bytes = [TO_PROMPT, ...afterPauses.map(({ say }) => say)].map((say) => `${say}\r`).join('');
    const left = all.slice(0, all.length - afterPauses.length);
    const text = [
      '<interface>',
      `    serial-device ${port} ${baud} 8n1 KISS initstring "${quoted(bytes)}"`,
      '    tx-ok false',
      '</interface>',
    ].join('\n');
    return {
      where: 'aprx.conf',
      files: [{ name: 'aprx.conf, in place of its serial <interface>', text }],
      notes: [
        ...(left.length > 0
          ? [
              `aprx can't pause, and ${left.map(({ say }) => say).join(', ')} need it: choose PACKET on the panel, or run onair tnc init --port ${port} --radio ${profile.id} first. The string then only brings KISS back`,
            ]
          : []),
        'in KISS already, or with radio control, the string does nothing',
        'tx-ok false: it does not transmit until you write true, with your own call sign in mycall',
        'aprx switches hardware handshake on; the string is not sent to a tcp-device',
      ],
      sources: [
        'PhirePhly/aprx 000b48d: ttyreader.c, config.c, aprx.conf.in',
        ...afterPauses.map(({ source }) => source),
      ],
    };
  },
};

/** Quotes and backslashes are miscounted by its parser (config_SKIPTEXT), and none are needed. */
function quoted(bytes: string): string {
  return bytes
    .toLowerCase()
    .replaceAll('\r', '\\r')
    .replace(/[^\x20-\x7e]/g, (char) => `\\x${char.charCodeAt(0).toString(16).padStart(2, '0')}`);
}
