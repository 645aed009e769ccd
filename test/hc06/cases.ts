import type { ErrorCode } from '../../host/base/error.js';
import type { RequestedSettings } from '../../host/hc06/requested-settings.js';
import type { Parity } from '../../host/link/line.js';
import type { Query } from './bench.js';

/** A module as public reports describe it, what is done with it, and what is right. */
export interface Case {
  readonly name: string;
  /** `sim:hc06?…`; the module begins as name `old`, PIN `1111` where nothing else is said. */
  readonly sim: Query;
  /** What `set` requests; left out, a probe. */
  readonly set?: RequestedSettings;
  readonly dialect?: string;
  readonly end: 'done' | ErrorCode;
  /** In the message, the hint, the details or the warnings. */
  readonly says?: RegExp;
  readonly neverSays?: RegExp;
  /** Longest time until the end, s. */
  readonly within?: number;
  /** What was written beside questions, in order. */
  readonly writes: readonly string[];
  /** Of the module at the end; what is left out is as before. */
  readonly after?: Readonly<{ name?: string; pin?: string; baud?: number; parity?: Parity }>;
  /** Settings that count after a power cycle. */
  readonly waiting?: readonly string[];
  /** Whether a raw connection, which carries no line settings, comes to the same. */
  readonly overTcp?: true;
}

const FULL: RequestedSettings = { name: 'Jeep', pin: '4321', baudRate: 38400 };
const ALL = { name: 'Jeep', pin: '4321', baud: 38400 };
const SILENT = ['AT+NAMEJeep', 'AT+PIN4321', 'AT+BAUD6'];
const BARE = ['AT+NAME=Jeep', 'AT+PSWD=4321', 'AT+UART=38400,0,0'];
const QUOTED = ['AT+NAME=Jeep', ...Array(3).fill('AT+PSWD=4321'), 'AT+PSWD="4321"', 'AT+UART=38400,0,0'];

export const CASES: readonly Case[] = [
  { name: 'HC-05 hc01.comV2.1', sim: { firmware: 'hc05-2.1' }, set: FULL, end: 'done', writes: BARE, after: ALL },
  {
    name: 'HC-05 4.0: questions with a question mark',
    sim: { firmware: 'hc05-4.0' },
    set: FULL,
    end: 'done',
    writes: BARE,
    after: ALL,
  },
  {
    name: 'HC-05 2.0: quotes would be stored',
    sim: { firmware: 'hc05-2.0' },
    set: FULL,
    end: 'done',
    writes: BARE,
    after: ALL,
  },
  {
    name: 'HC-05 2.0: quotes that were stored before',
    sim: { firmware: 'hc05-2.0', pin: '"4321"' },
    set: { pin: '4321' },
    end: 'done',
    writes: ['AT+PSWD=4321'],
    after: { pin: '4321' },
    overTcp: true,
  },
  { name: 'firmware 3.0: quotes are needed', sim: { firmware: 'v3.0' }, set: FULL, end: 'done', writes: QUOTED, after: ALL },
  {
    name: 'full AT mode at 38400: the data rate is another one',
    sim: { firmware: 'v3.0', 'at-rate': 38400 },
    set: { baudRate: 38400 },
    end: 'done',
    writes: ['AT+UART=38400,0,0'],
    after: { baud: 38400 },
    waiting: ['baud'],
  },
  {
    name: 'full AT mode: another data rate, and parity',
    sim: { firmware: 'v3.0', 'at-rate': 38400, parity: 'even' },
    set: { baudRate: 57600, parity: 'none' },
    end: 'done',
    writes: ['AT+UART=9600,0,0', 'AT+UART=57600,0,0'],
    after: { baud: 57600, parity: 'none' },
    waiting: ['parity', 'baud'],
  },
  {
    name: 'name can’t be asked',
    sim: { firmware: 'hc05-2.0', fault: 'name-unread' },
    set: { name: 'Jeep' },
    end: 'done',
    writes: ['AT+NAME=Jeep'],
    after: { name: 'Jeep' },
    overTcp: true,
  },
  {
    name: 'ERROR to every other command',
    sim: { firmware: 'v3.0', fault: 'error-every-other' },
    set: { name: 'Jeep', baudRate: 38400 },
    end: 'done',
    writes: ['AT+NAME=Jeep', 'AT+UART=38400,0,0'],
    after: { name: 'Jeep', baud: 38400 },
  },
  {
    name: 'AT and nothing else',
    sim: { firmware: 'hc05-mini' },
    set: FULL,
    end: 'device-unknown',
    says: /9600 8N1 \(CR LF\).*AT but not AT\+VERSION.*button/s,
    neverSays: /noise/,
    within: 5,
    writes: [],
  },
  {
    name: 'name by a colon only',
    sim: { firmware: 'v3.0-colon' },
    set: { name: 'Jeep' },
    end: 'done',
    writes: ['AT+NAME=Jeep', 'AT+NAME=Jeep', 'AT+NAME=Jeep', 'AT+NAME:Jeep'],
    after: { name: 'Jeep' },
    overTcp: true,
  },
  {
    name: 'rate taken without a word',
    sim: { firmware: 'v3.0', fault: 'rate-unconfirmed' },
    set: { baudRate: 38400 },
    end: 'done',
    says: /not confirmed in words/,
    writes: ['AT+UART=38400,0,0'],
    after: { baud: 38400 },
  },
  {
    name: 'HM-10',
    sim: { firmware: 'hm-10' },
    set: FULL,
    end: 'device-unknown',
    says: /HM-10, a BLE module/,
    neverSays: /hc01|master/,
    within: 10,
    writes: [],
    overTcp: true,
  },
  { name: 'HC-08', sim: { firmware: 'hc-08' }, set: FULL, end: 'device-unknown', says: /HC-08, a BLE/, within: 2, writes: [] },
  { name: 'HC-42', sim: { firmware: 'hc-42' }, set: FULL, end: 'device-unknown', says: /HC-42, a BLE/, within: 2, writes: [] },
  {
    name: 'HC-04',
    sim: { firmware: 'hc-04' },
    set: FULL,
    end: 'device-unknown',
    says: /9600 8N1 \(no line end\).*HC-04.*--dialect linvor/s,
    within: 3,
    writes: [],
  },
  {
    name: 'a version that nobody knows',
    sim: { firmware: 'bt-board', baud: 115200 },
    set: FULL,
    end: 'device-unknown',
    says: /115200 8N1 \(no line end\).*"BT-BOARD V1.2".*--dialect linvor/s,
    neverSays: /noise/,
    within: 15,
    writes: [],
  },
  {
    name: 'a version that nobody knows, and the user does',
    sim: { firmware: 'bt-board' },
    set: FULL,
    dialect: 'linvor',
    end: 'done',
    says: /because you say so/,
    writes: SILENT,
    after: ALL,
  },
  {
    name: 'OK without a version: nothing is assumed',
    sim: { firmware: 'hc01-2.0', role: 'master' },
    set: { role: 'slave' },
    end: 'device-unknown',
    says: /master role, or a BLE module/,
    within: 10,
    writes: [],
  },
  {
    name: 'OK without a version, and the user knows the family',
    sim: { firmware: 'hc01-2.0', role: 'master' },
    set: { role: 'slave' },
    dialect: 'hc01',
    end: 'done',
    writes: ['AT+ROLE=S'],
    overTcp: true,
  },
  { name: 'ESP-AT', sim: { firmware: 'esp-at', baud: 115200 }, end: 'device-unknown', says: /115200.*ESP8266/, within: 6, writes: [] },
  { name: 'a modem', sim: { firmware: 'modem', baud: 115200 }, end: 'device-unknown', says: /mobile modem/, within: 6, writes: [] },
  {
    name: 'a GPS receiver',
    sim: { firmware: 'gps' },
    end: 'device-unknown',
    says: /9600 8N1.*GPS receiver: it talks of its own/,
    within: 60,
    writes: [],
    overTcp: true,
  },
  {
    name: 'JDY with a phone connected',
    sim: { firmware: 'jdy-33', connected: 'yes' },
    end: 'device-silent',
    says: /phone is connected.*AT\+DISC/,
    within: 45,
    writes: [],
  },
  {
    name: 'JDY: the rate counts after a reset that gets no answer',
    sim: { firmware: 'jdy-33', fault: 'rate-at-reset' },
    set: { baudRate: 115200 },
    end: 'done',
    says: /only after a reset/,
    writes: ['AT+BAUD8', 'AT+RESET'],
    after: { baud: 115200 },
  },
  {
    name: 'JDY-33 V2.23: the name counts after a power cycle',
    sim: { firmware: 'jdy-33-2.23' },
    set: { name: 'Jeep', pin: '4321', baudRate: 115200 },
    end: 'done',
    writes: ['AT+NAMEJeep', 'AT+PIN4321', 'AT+BAUD8'],
    after: { pin: '4321', baud: 115200 },
    waiting: ['name'],
  },
  {
    name: 'JDY that says lines of its own',
    sim: { firmware: 'jdy-31', fault: 'chatter' },
    set: { name: 'Jeep' },
    end: 'done',
    writes: ['AT+NAMEJeep'],
    after: { name: 'Jeep' },
    overTcp: true,
  },
  {
    name: 'JDY whose code is another rate',
    sim: { firmware: 'jdy-31', fault: 'next-rate' },
    set: { baudRate: 128_000 },
    end: 'not-verified',
    says: /went to 230400/,
    writes: ['AT+BAUD9'],
    after: { baud: 230_400 },
  },
  { name: 'slow: 1.5 s to an answer', sim: { latency: 1000, recover: 1000 }, set: FULL, end: 'done', writes: SILENT, after: ALL },
  { name: 'slow: 1.8 s to an answer', sim: { latency: 1300, recover: 1000 }, set: FULL, end: 'done', within: 60, writes: SILENT, after: ALL },
  { name: 'slow: 2.5 s, at 38400', sim: { latency: 1950, baud: 38400 }, end: 'done', within: 45, writes: [] },
  { name: 'deaf while it starts', sim: { firmware: 'hc01-2.0', deaf: 2500 }, end: 'done', within: 12, writes: [], overTcp: true },
  {
    name: 'sleepy: the first command only wakes it',
    sim: { firmware: 'hc01-2.0', fault: 'sleepy' },
    set: { name: 'Jeep', baudRate: 38400 },
    end: 'done',
    within: 40,
    writes: ['AT+NAMEJeep', 'AT+BAUD6'],
    after: { name: 'Jeep', baud: 38400 },
  },
  { name: 'disturbed by another program at first', sim: { fault: 'disturbed' }, end: 'done', within: 20, writes: [] },
  { name: 'lower case', sim: { fault: 'lower-case' }, set: FULL, end: 'done', writes: SILENT, after: ALL },
  { name: 'NUL around every answer', sim: { firmware: 'hc01-2.0', fault: 'nuls' }, set: FULL, end: 'done', writes: SILENT, after: ALL },
  { name: 'a pause in every answer, linvor', sim: { fault: 'split' }, set: FULL, end: 'done', writes: SILENT, after: ALL },
  {
    name: 'a pause in every answer, JDY',
    sim: { firmware: 'jdy-31', fault: 'split' },
    set: { name: 'Jeep' },
    end: 'done',
    writes: ['AT+NAMEJeep'],
    after: { name: 'Jeep' },
    overTcp: true,
  },
  { name: 'echo, silence', sim: { firmware: 'hc01-2.0', fault: 'echo' }, set: FULL, end: 'done', says: /echo/, writes: SILENT, after: ALL },
  { name: 'echo, CR LF', sim: { firmware: 'v3.0', fault: 'echo' }, set: FULL, end: 'done', says: /echo/, writes: QUOTED, after: ALL },
  {
    name: 'parity counts at once, then the rate',
    sim: { firmware: 'hc01-2.0', fault: 'parity-at-once' },
    set: { name: 'Jeep', parity: 'even', baudRate: 38400 },
    end: 'done',
    writes: ['AT+NAMEJeep', 'AT+PE', 'AT+BAUD6'],
    after: { name: 'Jeep', parity: 'even', baud: 38400 },
    waiting: [],
  },
  {
    name: 'the rate counts after a power cycle',
    sim: { fault: 'rate-at-power-on' },
    set: FULL,
    end: 'done',
    writes: SILENT,
    after: { name: 'Jeep', pin: '4321', baud: 9600 },
    waiting: ['baud'],
  },
  {
    name: 'confirms a name with OK and the name',
    sim: { firmware: 'linvor-ok-name' },
    set: FULL,
    end: 'done',
    writes: SILENT,
    after: ALL,
  },
  {
    name: 'the name is UTF-8, and has an escape sequence',
    sim: { firmware: 'v3.0', name: '\u001b[31m蓝牙' },
    set: { name: 'Jeep' },
    end: 'done',
    writes: ['AT+NAME=Jeep'],
    after: { name: 'Jeep' },
  },
  {
    name: 'the port goes away after the name',
    sim: { fault: 'disconnect@3' },
    set: FULL,
    end: 'port-lost',
    writes: ['AT+NAMEJeep', 'AT+PIN4321'],
    after: { name: 'Jeep', pin: '4321' },
  },
  {
    name: 'silent at the only rate that was asked',
    sim: { connected: 'yes' },
    end: 'device-silent',
    says: /no module answers/,
    writes: [],
    within: 45,
    overTcp: true,
  },
];
