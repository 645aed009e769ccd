import { OnairError, printable } from '../../base/index.js';
import { formatLine, type Link } from '../../link/index.js';
import type { ModuleLine } from '../dialects/dialect.js';
import type { Framing } from '../dialogue/framing.js';
import { binaryTalker } from './binary-talker.js';

/** An unsupported device: how to recognize it, what it is, and what to do next. */
interface Family {
  readonly says: RegExp;
  readonly title: string;
  readonly next: string;
  /** The dialect that it may take: the user may name it. */
  readonly mayTake?: string;
  /** It sends this unasked, so it is no answer. */
  readonly unasked?: true;
}

const PORT = 'is this the right port (onair ports)?';
const SPP = 'Bluetooth for a serial port needs a classic (SPP) module: HC-05, HC-06, JDY-31, BT-06';

/** Unsupported families that are known by name (SOURCES.md#families). */
const FAMILIES: readonly Family[] = [
  {
    says: /HMSoft|\bHM-?1\d/i,
    title: 'an HM-10, a BLE module: phones do not see a serial port on it',
    next: SPP,
  },
  { says: /HC-?08/i, title: 'an HC-08, a BLE module: phones do not see a serial port on it', next: SPP },
  { says: /HC-?42/i, title: 'an HC-42, a BLE module: phones do not see a serial port on it', next: SPP },
  {
    says: /JDY-(?:08|10|16|18|19|23|24|25)/i,
    title: 'a JDY module for BLE: phones do not see a serial port on it',
    next: SPP,
  },
  {
    says: /^\s*(?:\?EH|\?What\?|cmd:)|\ncmd:/i,
    title: 'a TNC of a packet radio in command mode',
    next: 'is this the right port (onair ports)? For a TNC: onair tnc',
  },
  {
    says: /^\s*CMD>/,
    title: 'an RN4870, a BLE module: phones do not see a serial port on it',
    next: SPP,
  },
  {
    says: /^\s*CMD\s*$/,
    title: 'an RN-41 or RN-42: classic Bluetooth, but not with AT commands',
    next: 'it takes SN,NAME and SP,PIN in its command mode ($$$); onair does not set it',
  },
  {
    says: /^\s*(?:\?\r\n)+$/,
    title: 'probably an RN-41 or RN-42 in its command mode: it answers ? to AT commands',
    next: 'it takes SN,NAME and SP,PIN; onair does not set it. --- leaves the command mode',
  },
  {
    says: /RYLR|^\s*\+ERR=\d/,
    title: 'probably a LoRa radio of Reyax (RYLR), no Bluetooth module',
    next: PORT,
  },
  {
    says: /^\s*=ERR/,
    title: 'probably a LoRa radio of Ebyte (E22, E32), no Bluetooth module',
    next: PORT,
  },
  {
    says: /HC-?1[12](?!\d)/i,
    title: 'a radio for 433 MHz of the maker hc01.com (HC-11, HC-12), no Bluetooth module',
    next: PORT,
  },
  {
    says: /ELM327|^\s*\?\s*>/,
    title: 'an OBD adapter (ELM327): it is at the prompt for its own commands',
    next: PORT,
  },
  {
    says: /SYNTAX ERROR|WRAP THOR/,
    title: 'a Bluegiga module (iWRAP): classic Bluetooth, with commands of its own',
    next: 'it takes SET BT NAME and SET BT AUTH; onair does not set it',
  },
  {
    says: /CMD ERR!|KCX_BT|^\s*SCAN\.\.\./,
    title: 'a Bluetooth transmitter for music (KCX_BT_EMITTER): it has no serial port for a phone',
    next: SPP,
  },
  {
    says: /^\s*AT:[A-Z]{3}/,
    title: 'a BLE module of High-Flying (HF-BL): phones do not see a serial port on it',
    next: SPP,
  },
  {
    says: /BLEFRIEND|BLESPIFRIEND|\bnRF5\d/i,
    title: 'a BLE module of Adafruit (Bluefruit LE): phones do not see a serial port on it',
    next: SPP,
  },
  {
    says: /\bFSC-|\+VER=/,
    title: 'a Feasycom module: classic Bluetooth or BLE, with commands of its own',
    next: 'its manual has them, AT+NAME= and AT+PIN=; onair hc06 raw with --dialect v3 and --baud sends one as it is',
  },
  {
    says: /Marlin|echo:\s*Unknown command/i,
    title: 'a 3D printer (Marlin)',
    next: PORT,
  },
  {
    says: /\bGrbl\b|^\s*error: ?(?:\d+\s*$|Expected command letter|Bad number format|Unsupported)/im,
    title: 'a CNC machine (GRBL)',
    next: PORT,
  },
  {
    says: /\blogin: *$|Password: *$|Login incorrect|command not found|: not found\b/im,
    title: 'the console of a computer (login or shell)',
    next: 'is this the right port (onair ports)? A Raspberry Pi has its console on the pins of its UART: raspi-config switches it off',
  },
  {
    says: /HC-?04/i,
    title: 'an HC-04, classic Bluetooth of the maker hc01.com, whose commands are not known for sure',
    next: 'one source counts it among those that take the linvor commands: --dialect linvor, if you want to try that; the same with onair hc06 raw sends one command',
    mayTake: 'linvor',
  },
  {
    says: /HC-?02(?!\d)/i,
    title: 'an HC-02, classic Bluetooth and BLE of the maker hc01.com',
    next: 'its manual has the linvor commands, which was not tried: --dialect linvor, if you want to; the same with onair hc06 raw sends one command',
    mayTake: 'linvor',
  },
  {
    says: /MLT-BT-?05|BT-?05|AT-09|Bluetooth V[45]\.|V[45]\.\d LE/i,
    title: 'a BLE module: phones do not see a serial port on it',
    next: SPP,
  },
  {
    says: /\$(?:G[A-Z]|BD|P)[A-Z]{2,5},/,
    title: 'a GPS receiver: it sends NMEA unasked',
    next: 'is this the right port (onair ports)? For a GPS: onair waypoints listen',
    unasked: true,
  },
  {
    says: /(?:AT|SDK) version:|ESP(?:8266|32)/i,
    title: 'an ESP8266 or ESP32 with AT firmware, a Wi-Fi module',
    next: PORT,
  },
  {
    says: /Revision:|SIM\d{3}|Quectel|u-blox|Huawei|ZTE/i,
    title: 'a mobile modem',
    next: PORT,
  },
];

/** The unsupported family that an answer names. */
export function otherFamily(answer: string): Family | undefined {
  return FAMILIES.find((family) => family.says.test(answer));
}

/**
 * Whether text is readable; a wrong rate or noise hardly ever is. Noise may be around the text and, now and then, in
 * it; a pattern of one character is the same bit over and over.
 */
export function isReadable(text: string): boolean {
  const inner = text.replace(/^[\0\xff\s]+|[\0\xff\s]+$/g, '');
  const bare = inner.replace(/[\0\xff\r\n\t]/g, '');
  const noise = inner.length - inner.replace(/[\0\xff]/g, '').length;
  return (
    /^[\x20-\x7e]{2,}$/.test(bare) &&
    /[A-Za-z]{2}/.test(bare) &&
    new Set(bare).size > 1 &&
    noise <= bare.length / 4
  );
}

/** An answer of an unknown device. */
export interface StrangeAnswer {
  readonly text: string;
  readonly framing: Framing;
  readonly guess: string;
  readonly next: string;
}

/** Where a device answers, in words: over raw TCP only the other end knows its rate. */
export function placeOf({ carriesLine, line }: Link): string {
  return carriesLine ? `at ${formatLine(line)}` : 'at the rate of the other end';
}

/** The same for programs: nothing where it is not known. */
function lineDetails({ carriesLine, line }: Link): Partial<ModuleLine> {
  return carriesLine ? { baudRate: line.baudRate, parity: line.parity } : {};
}

/** The error for a device that is unsupported or unknown. Nothing is written to it. */
export function unknownModule(link: Link, { text, framing, guess, next }: StrangeAnswer): OnairError {
  const answer = printable(text.trim());
  const end = framing.commandEnd === '' ? 'no line end' : 'CR LF';
  return new OnairError('device-unknown', {
    message: `a device answers ${placeOf(link)} (${end}), but it is ${guess}: "${answer.slice(0, 60)}"`,
    hint: `nothing was changed. ${next}`,
    details: { ...lineDetails(link), commandEnd: framing.title, answer, guess },
  });
}

/** Unknown answers: what they suggest, and what to do next. */
export const STRANGE_ANSWERS = {
  version: {
    guess: 'of an unknown version',
    next: 'if you know its family: --dialect linvor (no line end) or --dialect v3 (CR LF); onair hc06 raw with --dialect and --baud sends it one command as it is',
  },
  okToAll: {
    guess: 'unknown: it answers OK where its version is asked for, so its OK proves nothing',
    next: 'if it is an HC-05: hold its button (KEY to 3.3 V) while the power comes on, the LED then blinks slowly, and run this again',
  },
  okOnly: {
    guess: 'unknown: it answers AT but reports no version',
    next: 'it may be hc01.com firmware in the master role, or a BLE module (HM-10). If you know that it is an HC-06 in the master role: onair hc06 rescue --dialect hc01',
  },
  refusesAll: {
    guess: 'a device that refuses AT and AT+VERSION, so no HC-05 or HC-06',
    next: 'is this the right port (onair ports)? Its manual has its own commands; onair hc06 raw with --dialect v3 sends one as it is',
  },
  silentRefusal: {
    guess: 'one that refuses AT+VERSION, which no HC-06 without a line end does',
    next: 'is this the right port (onair ports)? If it is an HC-05: hold its button (KEY to 3.3 V) while the power comes on, and run this again',
  },
  selfNamed: {
    guess: 'one that knows AT but not AT+VERSION, and says this of itself',
    next: 'is this the right port (onair ports)? Its manual has its own commands; onair hc06 raw with --dialect v3 sends one as it is',
  },
  atOnly: {
    guess: 'one that knows AT but not AT+VERSION, such as an HC-05 outside of its full AT mode',
    next: 'hold its button (KEY to 3.3 V) while the power comes on, the LED then blinks slowly, and run this again: it answers at 38400 then',
  },
} as const satisfies Readonly<Record<string, Pick<StrangeAnswer, 'guess' | 'next'>>>;

const TALKER = {
  title: 'a device that sends unasked',
  next: 'is this the right port (onair ports)? An Arduino, a sensor, a console or a radio does that',
};

/** The error for a device that sends unasked: with its family if the text shows it. */
export function talker(link: Link, text: string): OnairError {
  const shown = printable(text.trim());
  const { title, next } = otherFamily(text) ?? binaryTalker(text) ?? TALKER;
  return new OnairError('device-unknown', {
    message: `${placeOf(link)} it is ${title}: "${shown.slice(0, 60)}"`,
    hint: `nothing was changed. ${next}`,
    details: { ...lineDetails(link), answer: shown, guess: title },
  });
}
