import { type Firmware, says } from '../firmware.js';

/** Devices whose commands end with CR alone: the LF after it is ignored, or begins the next command. */
const start = { commandEnd: 'cr', answerMs: 20, name: '', pin: '' } as const;

/** An OBD adapter: echo, an empty line and a prompt (ELM327 data sheet; ELMduino's transcripts). */
export const elm327: Firmware = {
  ...start,
  rules: [
    says(/^\n?AT ?Z$/, 'ATZ\r\r\rELM327 v1.5\r\r>'),
    says(/^\n?AT ?I$/, 'ATI\rELM327 v1.5\r\r>'),
    says(/^\n?AT ?@1$/, 'AT@1\rOBDII to RS232 Interpreter\r\r>'),
    says(/^\n?AT\+VERSION$/, 'AT+VERSION\r?\r\r>'),
  ],
  otherwise: '?\r\r>',
};

/** Dual-mode Bluetooth of BlueCreation: a LF spoils the next command (learn.sparkfun.com, BC127). */
export const bc127: Firmware = {
  ...start,
  rules: [says(/^VERSION$/, 'BlueCreation Copyright 2014\rMelody Audio V5.0\rOK\r')],
  otherwise: 'ERROR\r',
};

/** Classic Bluetooth of Rayson: a modem's commands, with echo (elektorembedded.blogspot.com). */
export const btm222: Firmware = {
  ...start,
  rules: [says(/^\n?AT$/, 'AT\r\r\nOK\r\n'), says(/^\n?ATI0?$/, 'ATI\r\r\nF/W VERSION: v6.23\r\n\r\nOK\r\n')],
  otherwise: '\r\nERROR\r\n',
};

/** Bluegiga's iWRAP: an unknown word is a syntax error (iWRAP user guide; keyglove.net). */
export const iwrap: Firmware = {
  ...start,
  rules: [says(/^\n?AT$/, 'OK\r\n'), says(/^\n?INFO$/, 'WRAP THOR AI (4.0.0 build 317)\r\nREADY.\r\n')],
  otherwise: 'SYNTAX ERROR\r\n',
};

/** BLE of Microchip that starts in its command mode (RN4020 user guide). */
export const rn4020: Firmware = {
  ...start,
  rules: [says(/^\n?V$/, 'MCHP BTLE v1.33 5/5/2015\r\n')],
  otherwise: 'ERR\r\n',
};

/** A mobile modem with its echo on, as shipped (SIM800 AT manual, ATE1). */
export const sim800: Firmware = {
  ...start,
  rules: [
    says(/^\n?AT$/, 'AT\r\r\nOK\r\n'),
    says(/^\n?AT\+GMR$/, 'AT+GMR\r\r\nRevision:1418B05SIM800L24\r\n\r\nOK\r\n'),
    says(/^\n?ATI$/, 'ATI\r\r\nSIM800 R14.18\r\n\r\nOK\r\n'),
  ],
  otherwise: 'AT+VERSION\r\r\nERROR\r\n',
};

/** A cable replacement of Sena: the questions of its own begin with BT (manual of the Parani-SD1000). */
export const parani: Firmware = {
  ...start,
  rules: [says(/^\n?AT$/, '\r\nOK\r\n'), says(/^\n?AT\+BTVER\?$/, '\r\nSD1000v1.0.0\r\n\r\nOK\r\n')],
  otherwise: '\r\nERROR\r\n',
};

/** A cable replacement with commands of plain words (manual of a "BT V2.1 RS-232 adapter"). */
export const plainWords: Firmware = {
  ...start,
  rules: [says(/^\n?AT$/, '\r\nOK\r\n'), says(/^\n?VERSION=\?$/, '\r\nV2.2\r\n\r\nOK\r\n')],
  otherwise: '\r\nERROR\r\n',
};
