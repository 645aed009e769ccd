import { type Firmware, says } from '../firmware.js';

const none = { commandEnd: 'cr-lf', answerMs: 20, name: '', pin: '' } as const;

/** An ESP8266 or ESP32 with its AT firmware. */
export const espAt: Firmware = {
  ...none,
  rules: [
    says(/^AT$/, '\r\nOK\r\n'),
    says(/^AT\+GMR$/, 'AT version:1.2.0.0(Jul  1 2016 20:04:45)\r\nSDK version:1.5.4.1\r\n\r\nOK\r\n'),
  ],
  otherwise: '\r\nERROR\r\n',
};

/** A mobile modem. */
export const modem: Firmware = {
  ...none,
  rules: [says(/^AT$/, '\r\nOK\r\n'), says(/^AT\+GMR$/, '\r\nRevision:1418B05SIM800L24\r\n\r\nOK\r\n')],
  otherwise: '\r\nERROR\r\n',
};

/** A GPS receiver: sends, and ignores input. */
export const gps: Firmware = {
  ...none,
  rules: [],
  talk: { text: '$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47\r\n', everyMs: 500 },
};
