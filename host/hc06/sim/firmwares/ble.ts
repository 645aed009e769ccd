import { type Firmware, says } from '../firmware.js';

const start = { commandEnd: 'cr-lf', answerMs: 30, pin: '123456' } as const;

/** Looks like an HC-06, is BLE only. */
export const mltBt05: Firmware = {
  ...start,
  name: 'BT05',
  rules: [says(/^AT$/, 'OK\r\n'), says(/^AT\+VERSION$/, 'MLT-BT05-V4.4\r\n')],
};
export const cc41a: Firmware = {
  ...start,
  name: 'BT05',
  rules: [says(/^AT$/, 'OK\r\n'), says(/^AT\+VERSION$/, '+VERSION=Firmware V3.0.6,Bluetooth V4.0 LE\r\n')],
};
