import type { Parity } from '../../../link/index.js';
import { type Firmware, says } from '../firmware.js';

const RATES = [4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600, 1382400];
const PARITIES: readonly Parity[] = ['none', 'odd', 'even'];

/** HC-06 V3.0 on the code of the HC-05; keeps what is no line yet until CR LF comes. */
export const v3: Firmware = {
  commandEnd: 'cr-lf',
  answerMs: 20, // ndroid measured 10 to 25 ms
  name: 'HC-06',
  pin: '1234',
  rules: [
    says(/^AT$/, 'OK\r\n'),
    says(/^AT\+VERSION\??$/, 'VERSION:3.0-20170609\r\nOK\r\n'),
    [/^AT\+NAME\??$/, ({ name }) => `+NAME:${name}\r\nOK\r\n`],
    [
      /^AT\+NAME[=:]([\x20-\x7e]+)$/,
      (module, name) => {
        if (name.length > 32) return 'ERROR:(3)\r\n';
        module.set({ name });
        return 'OK\r\n';
      },
    ],
    [/^AT\+PSWD\??$/, ({ pin }) => `+PIN:"${pin}"\r\nOK\r\n`],
    [
      /^AT\+PSWD[=:]"([^"]+)"$/,
      (module, pin) => {
        if (pin.length > 16) return 'ERROR:(10)\r\n';
        module.set({ pin });
        return 'OK\r\n';
      },
    ],
    [/^AT\+UART\??$/, ({ line }) => `+UART:${line.baudRate},0,${PARITIES.indexOf(line.parity)}\r\nOK\r\n`],
    [
      /^AT\+UART[=:](\d+,\d,\d)$/,
      (module, values) => {
        const [baudRate = 0, stop, parity = 9] = values.split(',').map(Number);
        const word = PARITIES[parity];
        if (!RATES.includes(baudRate)) return 'ERROR:(12)\r\n';
        if (stop !== 0 && stop !== 1) return 'ERROR:(13)\r\n';
        if (!word) return 'ERROR:(14)\r\n';
        module.move({ baudRate, parity: word });
        return 'OK\r\n';
      },
    ],
    says(/^AT\+ROLE\?$/, '+ROLE:0\r\nOK\r\n'),
    says(/^AT\+ADDR\??$/, '+ADDR:98D3:31:F505A1\r\nOK\r\n'),
    says(/^AT\+RESET$/, 'OK\r\n'),
  ],
  otherwise: 'ERROR:(0)\r\n',
};
