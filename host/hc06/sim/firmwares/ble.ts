import { type Firmware, says } from '../firmware.js';

const start = { commandEnd: 'cr-lf', answerMs: 30, pin: '123456' } as const;
const silent = { commandEnd: 'silence', answerMs: 0, pin: '000000' } as const;

/** Looks like an HC-06 but is BLE only. */
export const mltBt05: Firmware = {
  ...start,
  name: 'BT05',
  rules: [says(/^AT$/, 'OK\r\n'), says(/^AT\+VERSION$/, 'MLT-BT05-V4.4\r\n')],
};
/** CC41-A, sold as HM-10: Low Energy, told by its version only. */
export const cc41a: Firmware = {
  ...start,
  name: 'BT05',
  rules: [says(/^AT$/, 'OK\r\n'), says(/^AT\+VERSION$/, '+VERSION=Firmware V3.0.6,Bluetooth V4.0 LE\r\n')],
};

/** Reports its version to another command, and would take `=x` as a name. */
export const hm10: Firmware = {
  ...silent,
  name: 'HMSoft',
  rules: [
    says(/^AT$/, 'OK'),
    says(/^AT\+VER[RS]\?$/, 'HMSoft V540'),
    [
      /^AT\+NAME(.{1,12})$/,
      (module, name) => {
        module.set({ name });
        return `OK+Set:${name}`;
      },
    ],
    [
      /^AT\+BAUD([0-8])$/,
      (module, code) => {
        module.move({
          baudRate: [9600, 19200, 38400, 57600, 115200, 4800, 2400, 1200, 230400][Number(code)] ?? 9600,
        });
        return `OK+Set:${code}`;
      },
    ],
  ],
};
/** HC-08: Low Energy, told by its version only. */
export const hc08: Firmware = {
  ...silent,
  name: 'HC-08',
  rules: [says(/^AT$/, 'OK'), says(/^AT\+VERSION$/, 'HC-08V3.1, 2017-07-07')],
};
/** HC-42: Low Energy, told by its version only. */
export const hc42: Firmware = {
  ...silent,
  name: 'HC-42',
  rules: [says(/^AT$/, 'OK'), says(/^AT\+VERSION$/, 'www.hc01.com HC-42V1.2, 2021-03-10')],
};
