import type { RequestedSettings } from '../../host/hc06/settings/requested-settings.js';
import type { Case } from './case.js';

/** Sets all of a module, so that whatever is written on a guess is seen. */
const FULL: RequestedSettings = { name: 'Jeep', pin: '4321', baudRate: 38400 };
const ALL = { name: 'Jeep', pin: '4321', baud: 38400 };

/**
 * Devices of other makers that share a drawer, or a page of a shop, with the HC-06: what each is called, and the
 * rate it is shipped at. Each is built from the source that stands at its firmware, and was tried before anything
 * was changed for it.
 */
const REFUSED = [
  ['hc-12', 9600, /433 MHz.*no Bluetooth/],
  ['jdy-16', 9600, /JDY module for BLE/],
  ['dx-bt24', 9600, /of an unknown version: "\+VERSION=V1\.0\.0/],
  ['rylr998', 115_200, /LoRa radio of Reyax/],
  ['e22', 9600, /LoRa radio of Ebyte/],
  ['hf-bl100', 57_600, /BLE module of High-Flying/],
  ['bluefruit', 9600, /BLE module of Adafruit/],
  ['kcx-emitter', 115_200, /transmitter for music/],
  ['silent-ok-only', 9600, /its OK proves nothing/],
  ['elm327', 38_400, /OBD adapter \(ELM327\)/],
  ['bc127', 9600, /refuses AT and AT\+VERSION, so no HC-05 or HC-06: "ERROR"/],
  ['btm-222', 19_200, /knows AT but not AT\+VERSION, and says this of itself: "F\/W VERSION: v6\.23/],
  ['iwrap', 115_200, /Bluegiga module \(iWRAP\)/],
  ['rn4020', 115_200, /refuses AT and AT\+VERSION, so no HC-05 or HC-06: "ERR"/],
  ['sim800', 9600, /mobile modem/],
  ['parani', 9600, /knows AT but not AT\+VERSION/],
  ['plain-words', 9600, /knows AT but not AT\+VERSION/],
] as const;

/** Devices that send unasked: what they send is told, and its rate. */
const TALKERS = [
  ['joystick', 9600, /it is a device that sends unasked: "512,509,1;/],
  ['joystick', 57_600, /it is a device that sends unasked: "512,509,1;/],
  ['boot-loop', 115_200, /it is a device that sends unasked: ".*rst:0x10/],
  ['gps', 38_400, /GPS receiver: it sends NMEA unasked/],
  ['gps', 4800, /GPS receiver: it sends NMEA unasked/],
] as const;

export const OTHER_MAKERS: readonly Case[] = [
  ...REFUSED.map(
    ([firmware, baud, says]): Case => ({
      name: `${firmware}, as shipped: named, and nothing is written`,
      sim: { firmware, baud },
      set: FULL,
      end: 'device-unknown',
      says,
      neverSays: /noise/,
      within: 20,
      writes: [],
    }),
  ),
  ...TALKERS.map(
    ([firmware, baud, says]): Case => ({
      name: `${firmware} at ${baud}: what it sends is told`,
      ...(baud !== 9600 && {
        notOverPty: 'its rate is read when the program sends, and here it only listens',
      }),
      sim: { firmware, baud },
      set: FULL,
      end: 'device-unknown',
      says,
      neverSays: /noise/,
      within: 45,
      writes: [],
    }),
  ),
  ...['carriage-returns', 'prompt'].flatMap((fault): Case[] => [
    {
      name: `HC-05 2.0, ${fault}`,
      sim: { firmware: 'hc05-2.0', fault },
      set: FULL,
      end: 'done',
      writes: ['AT+NAME=Jeep', 'AT+PSWD=4321', 'AT+UART=38400,0,0'],
      after: ALL,
    },
    {
      name: `JDY-31, ${fault}`,
      sim: { firmware: 'jdy-31', fault },
      set: FULL,
      end: 'done',
      writes: ['AT+NAMEJeep', 'AT+PIN4321', 'AT+BAUD6'],
      after: ALL,
    },
  ]),
  {
    name: 'HC-02: named, with the way on that its manual has',
    sim: { firmware: 'hc-02' },
    set: FULL,
    end: 'device-unknown',
    says: /HC-02, classic Bluetooth and BLE.*--dialect linvor/,
    within: 5,
    writes: [],
  },
  {
    name: 'HC-05 that answers as a modem does: empty lines, and a space after the colon',
    sim: { firmware: 'hc05-modem' },
    set: FULL,
    end: 'done',
    writes: ['AT+NAME=Jeep', 'AT+PSWD=4321', 'AT+UART=38400,0,0'],
    after: ALL,
  },
  {
    name: 'JDY-31 whose version has no word VERSION',
    sim: { firmware: 'jdy-31-bare' },
    set: FULL,
    end: 'done',
    writes: ['AT+NAMEJeep', 'AT+PIN4321', 'AT+BAUD6'],
    after: ALL,
  },
  {
    name: 'E22 that answers three bytes FF to everything: not readable, and told in time',
    sim: { firmware: 'e22-binary' },
    set: FULL,
    end: 'device-confused',
    says: /not like an HC-06/,
    within: 57,
    writes: [],
  },
  {
    name: 'a device that returns what it is sent, at its own rate',
    sim: { firmware: 'loopback' },
    set: FULL,
    end: 'device-silent',
    says: /only our own commands are echoed/,
    neverSays: /noise/,
    within: 57,
    writes: [],
  },
];
