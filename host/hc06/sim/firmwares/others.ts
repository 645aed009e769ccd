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

/** An ESP32-C3, whose numbers look like those of an HC-05. */
export const espAt2: Firmware = {
  ...espAt,
  rules: [
    says(/^AT$/, '\r\nOK\r\n'),
    says(/^AT\+(?:GMR|VERSION)$/, 'AT version:2.1.0.0(883f7f2)\r\nSDK version:3.0.4\r\n\r\nOK\r\n'),
  ],
};

/** A Quectel modem that reports its version. */
export const quectel: Firmware = {
  ...none,
  rules: [
    says(/^AT$/, '\r\nOK\r\n'),
    says(/^AT\+(?:GMR|VERSION)$/, 'Quectel_Ltd\r\nBC95\r\nVERSION:2.0 SECURITY\r\n\r\nOK\r\n'),
  ],
  otherwise: '\r\nERROR\r\n',
};

/** A LoRa module with AT commands, and a meter: both say "version", neither is a Bluetooth module. */
export const loraModem: Firmware = {
  ...none,
  rules: [says(/^AT/, 'LoRa RYLR998 firmware version:2.1.3\r\nOK\r\n')],
};
/** A meter that says its version whatever it is sent. */
export const meter: Firmware = { ...none, rules: [says(/^/, 'Version: 3.1 (meter)\r\n')] };

/** A TNC in command mode, a 3D printer, and a BLE module of the maker of the JDY-31. */
export const tnc: Firmware = { ...none, rules: [says(/^./, '?EH\r\ncmd:')] };
/** A 3D printer with Marlin, which repeats an unknown command. */
export const marlin: Firmware = {
  ...none,
  rules: [says(/^./, 'echo:Unknown command: "AT+VERSION"\r\nok\r\n')],
};
/** JDY-23: Low Energy, told by its version only. */
export const jdy23: Firmware = { ...none, rules: [says(/^AT\+VERSION$/, '+VERSION:JDY-23A-V2.31\r\n')] };

/** A GPS receiver in its binary format (UBX). */
export const ubx: Firmware = {
  ...none,
  rules: [],
  talk: { text: `\xb5\x62\x01\x07\x5c\x00${'\x10\xe7\x07\x00\xf3\x03'.repeat(15)}\x9a\xd1`, everyMs: 500 },
};

/** A mobile modem. */
export const modem: Firmware = {
  ...none,
  rules: [says(/^AT$/, '\r\nOK\r\n'), says(/^AT\+GMR$/, '\r\nRevision:1418B05SIM800L24\r\n\r\nOK\r\n')],
  otherwise: '\r\nERROR\r\n',
};

/** An LTE modem, whose revision alone does not name it. */
export const lte: Firmware = {
  ...none,
  rules: [
    says(/^AT$/, '\r\nOK\r\n'),
    says(/^AT\+GMR$/, '\r\n+GMR: A011B07A7670M7\r\n\r\nOK\r\n'),
    says(
      /^ATI$/,
      '\r\nManufacturer: INCORPORATED\r\nModel: A7670E-FASE\r\nRevision: A011B07A7670M7\r\n\r\nOK\r\n',
    ),
  ],
  otherwise: '\r\nERROR\r\n',
};

/** A GPS receiver: sends, and ignores input. */
export const gps: Firmware = {
  ...none,
  rules: [],
  talk: { text: '$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47\r\n', everyMs: 500 },
};

/** A sensor that reports every 2 s, and ignores input. Its OK must not be taken for an answer. */
export const sensor: Firmware = {
  ...none,
  rules: [],
  talk: { text: 'T=21.5 H=40 OK\r\n', everyMs: 2000 },
};

/** A CNC machine: it counts the errors of what is no G-code. */
export const grbl: Firmware = { ...none, rules: [says(/^./, 'error:2\r\n')] };

/** The login of a computer: the first line is a user's name to it, the next one the password. */
export const getty: Firmware = {
  ...none,
  rules: [says(/^AT\+VERSION$/, 'AT+VERSION\r\nPassword: ')],
  otherwise: '\r\nLogin incorrect\r\nraspberrypi login: ',
};

/** A Feasycom module; 004 is a command that it does not know. */
export const feasycom: Firmware = {
  ...none,
  rules: [says(/^AT$/, '\r\nOK\r\n'), says(/^AT\+VER$/, '\r\n+VER=1.3.2,FSC-BT826\r\n\r\nOK\r\n')],
  otherwise: '\r\nERR004\r\n',
};

/** An RN-42 that carries data, and one that was left in its command mode. */
export const rn42: Firmware = {
  ...none,
  commandEnd: 'silence',
  commandEndMs: 10,
  rules: [says(/^\$\$\$$/, 'CMD\r\n'), says(/^---\r\n$/, 'END\r\n')],
};
/** RN-42 in its command mode: a question mark to all that it does not know. */
export const rn42Command: Firmware = { ...none, rules: [], otherwise: '?\r\n' };

/** A joystick on an Arduino that sends its position all the time, 50 times a second. */
export const joystick: Firmware = { ...none, rules: [], talk: { text: '512,509,1;', everyMs: 20 } };

/** A sketch that reports at a rate of its own: an ESP32 in a loop of resets (esp-idf, boot log). */
export const bootLoop: Firmware = {
  ...none,
  rules: [],
  talk: {
    text: 'ets Jul 29 2019 12:21:46\r\n\r\nrst:0x10 (RTCWDT_RTC_RESET),boot:0x13 (SPI_FAST_FLASH_BOOT)\r\ninvalid header: 0xffffffff\r\n',
    everyMs: 400,
  },
};

/** TX and RX connected, or an adapter that returns what it is sent. */
export const loopback: Firmware = {
  ...none,
  commandEnd: 'silence',
  commandEndMs: 1,
  rules: [[/^([\s\S]+)$/, (_, sent) => sent]],
};
