import { type Firmware, says } from '../firmware.js';

/** Radio modules with AT commands of their own, sold beside the HC-06 or as one. */
const lines = { commandEnd: 'cr-lf', answerMs: 20, name: '', pin: '' } as const;
const silent = { commandEnd: 'silence', answerMs: 0, name: '', pin: '' } as const;

/** Classic Bluetooth and BLE in one, with the commands of the HC-06 (manual of the HC-02 V1.1). */
export const hc02: Firmware = {
  ...silent,
  name: 'HC-02',
  pin: '1234',
  rules: [
    says(/^AT$/, 'OK'),
    says(/^AT\+VERSION$/, 'www.hc01.com HC-02V2.2, 2018-05-24'),
    [
      /^AT\+NAME=?(.+)$/,
      (module, name) => {
        module.set({ name });
        return 'OKsetNAME';
      },
    ],
  ],
};

/** A radio for 433 MHz of the same maker: its version has another command (manual of the HC-12 V2.4). */
export const hc12: Firmware = {
  ...silent,
  rules: [
    says(/^AT$/, 'OK\r\n'),
    says(/^AT\+V$/, 'www.hc01.com HC-12 V2.4\r\n'),
    says(/^AT\+RX$/, 'OK+B9600\r\nOK+RC001\r\nOK+RP:+20dBm\r\nOK+FU3\r\n'),
  ],
  otherwise: 'ERROR\r\n',
};

/** BLE of the maker of the JDY-31 (fawno/ATORCH-HiDANCE, module JDY-16). */
export const jdy16: Firmware = {
  ...lines,
  name: 'JDY-16',
  rules: [
    says(/^AT\+VERSION$/, '+VERSION:JDY-16-V1.9\r\n'),
    [
      /^AT\+NAME(.+)$/,
      (module, name) => {
        module.set({ name });
        return '+OK\r\n';
      },
    ],
  ],
};

/** BLE with the forms of a Bolutek, and nothing that says BLE (manuals of DX-BT24 and DX-BT19). */
export const dxBt24: Firmware = {
  ...lines,
  name: 'BT24',
  rules: [
    says(/^AT$/, 'OK\r\n'),
    says(/^AT\+VERSION$/, '+VERSION=V1.0.0\r\nOK\r\n'),
    [
      /^AT\+NAME(.+)$/,
      (module, name) => {
        module.set({ name });
        return `+NAME=${name}\r\nOK\r\n`;
      },
    ],
  ],
};

/** A LoRa radio: each answer begins with a plus (Reyax, AT command guide of the RYLR998). */
export const rylr998: Firmware = {
  ...lines,
  rules: [says(/^AT$/, '+OK\r\n'), says(/^AT\+VER\?$/, '+VER=RYLR998_REYAX_V1.2.2\r\n')],
  otherwise: '+ERR=4\r\n',
};

/** A LoRa radio of Ebyte, in its configuration mode (manual of the E22-T22S). */
export const e22: Firmware = {
  ...lines,
  rules: [says(/^AT\+DEVTYPE=\?$/, 'DEVTYPE=E22-400T22S\r\n')],
  otherwise: '=ERR\r\n',
};

/** The same kind without text: three bytes FF to what is no binary command (manual of the E22-T22S). */
export const e22Binary: Firmware = { ...silent, commandEndMs: 20, rules: [], otherwise: '\xff\xff\xff' };

/** BLE with a colon after AT (manual of the HF-BL100). */
export const hfBl100: Firmware = {
  ...lines,
  rules: [says(/^AT:VER\?$/, 'AT:VER-100-CU-V1.0\r\n')],
  otherwise: 'AT:ERP\r\n',
};

/** BLE of Adafruit: reports what it is to ATI only (Adafruit, Bluefruit LE UART Friend). */
export const bluefruit: Firmware = {
  ...lines,
  rules: [
    says(/^AT$/, 'OK\r\n'),
    says(
      /^ATI$/,
      'BLEFRIEND32\r\nnRF51822 QFACA10\r\nB122361A9A3DEB6A\r\n0.8.0\r\n0.8.0\r\nDec 9 2016\r\nOK\r\n',
    ),
  ],
  otherwise: 'ERROR\r\n',
};

/** A transmitter for music that tells of its search all the time (Mark-MDO47, KCX_BT_EMITTER). */
export const kcxEmitter: Firmware = {
  ...lines,
  rules: [
    says(/^AT\+?$/, 'OK+\r\n'),
    says(/^AT\+GMR\?$/, 'OK+VERS:V1.7\r\n'),
    says(/^AT\+VERSION$/, 'CMD ERR!\r\n'),
  ],
  otherwise: 'CMD ERR!\r\n',
  talk: { text: 'SCAN...\r\n', everyMs: 1000 },
};

/** OK to whatever a silence ends: a board whose answer proves nothing (the like of forum 873211). */
export const silentOkOnly: Firmware = { ...silent, name: 'HC-06', rules: [says(/^AT/, 'OK')] };
