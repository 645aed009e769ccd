import { OnairError } from '../../host/base/error.js';
import type { RequestedSettings } from '../../host/hc06/settings/requested-settings.js';
import type { Chunk, Query, Rig } from './rig.js';

/** The firmwares that use silence as the end of a command. */
export const SILENT_FIRMWARES = ['linvor-1.5', 'linvor-1.8', 'hc01-2.0'] as const;

export const RATES = [1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600, 1382400];
export const CODES = new Map(RATES.map((rate, index) => [rate, '123456789ABC'.charAt(index)]));

/** Initial settings of the modules in these tests. */
export const OLD = { name: 'old', pin: '1111' };

/** The questions for the version, with CR LF and without. */
export const QUESTIONS = ['AT+VERSION', '\r\n', 'AT+VERSION\r\n', 'AT+VERR?', 'AT+V', '$$$'];

/** Commands written in addition to the questions of the search. */
export function commands({ said }: { said(): readonly Chunk[] }): string[] {
  const texts = said().map(({ text }) => text);
  const found = texts.findIndex((text) => text !== 'AT' && !QUESTIONS.includes(text));
  const search = texts.slice(0, found < 0 ? texts.length : found);
  const lastQuestion = search.findLastIndex((text) => QUESTIONS.includes(text));
  return texts.slice(lastQuestion + 1).filter((text) => !QUESTIONS.includes(text));
}

/** Whether a successful run reports that a setting takes effect after a power cycle. */
export function isWaiting(outcome: unknown, setting: string): boolean {
  const { waiting } = outcome as { waiting?: readonly { setting: string }[] };
  return waiting?.some((step) => step.setting === setting) === true;
}

/** The module's real line: with a permanent `wrong-baud` one rate lower than it reports. */
function placeOf(baudRate: number, fault: string): number {
  if (!fault.split(',').includes('wrong-baud')) return baudRate;
  return RATES[RATES.indexOf(baudRate) - 1] ?? baudRate / 2;
}

/**
 * What must hold after any run on a module with the settings {@link OLD}, however the run ended: success is success,
 * an error makes no false claim, and the module has no setting that was not requested. Cycles the module's power.
 * @returns violations; empty if there are none
 */
export function wrongAfter(rig: Rig, query: Query, requested: RequestedSettings, outcome: unknown): string[] {
  const { module, link, said } = rig;
  const wrong: string[] = [];
  const check = (holds: boolean, what: string): void => {
    if (!holds) wrong.push(what);
  };
  const start = { ...OLD, parity: String(query.parity ?? 'none'), baud: String(query.baud ?? 9600) };
  const { baudRate: rate, parity } = module.line;
  module.powerCycle();
  const now = { name: module.name, pin: module.pin, parity: String(module.line.parity), baud: String(rate) };
  const place = placeOf(rate, String(query.fault ?? ''));
  const goal = {
    ...start,
    ...(requested.name !== undefined && { name: requested.name }),
    ...(requested.pin !== undefined && { pin: requested.pin }),
    ...(requested.parity !== undefined && { parity: String(requested.parity) }),
    ...(requested.baudRate !== undefined && { baud: String(requested.baudRate) }),
  };
  const keys = ['name', 'pin', 'parity', 'baud'] as const;

  for (const key of keys) check([start[key], goal[key]].includes(now[key]), `${key} is ${now[key]}`);
  check(parity === start.parity, `parity ${parity} before a power cycle`);
  const whole = [
    'AT',
    ...QUESTIONS,
    `AT+NAME${requested.name}`,
    `AT+PIN${requested.pin}`,
    `AT+P${requested.parity?.charAt(0).toUpperCase()}`,
    `AT+BAUD${CODES.get(requested.baudRate ?? 0)}`,
  ];
  for (const { text } of said()) check(whole.includes(text), `wrote ${JSON.stringify(text)}`);

  if (!(outcome instanceof OnairError)) {
    for (const key of ['name', 'pin', 'parity'] as const)
      check(now[key] === goal[key], `success without the ${key}`);
    const waits = isWaiting(outcome, 'baud');
    check(
      requested.baudRate === undefined || waits || place === requested.baudRate,
      `success, but it is at ${place}`,
    );
    check(link.line.baudRate === place && link.line.parity === parity, 'the link is elsewhere');
    return wrong;
  }
  check(outcome.hint.length > 20 && outcome.message.length > 10, 'the error says nothing');
  const { applied, inDoubt, baudRate, likely } = outcome.details;
  if (!Array.isArray(applied)) {
    check(
      keys.every((key) => now[key] === start[key]),
      'written before it was found',
    );
    check(
      commands(rig).every((text) => text === 'AT'),
      'sent more than questions before it was found',
    );
    return wrong;
  }
  for (const { setting, value } of applied)
    check(
      keys.some((key) => key === setting && now[key] === value),
      `claims ${setting} ${value}`,
    );
  for (const key of ['name', 'pin', 'parity'] as const) {
    const isReported = inDoubt === key || applied.some(({ setting }) => setting === key);
    check(isReported || now[key] === start[key], `${key} changed without a word`);
  }
  if (typeof baudRate === 'number') {
    check(baudRate === place, `claims ${baudRate}, is at ${place}`);
    check(outcome.details.parity === parity, 'claims another parity');
  } else {
    check(baudRate === null && inDoubt === 'baud', 'says nothing of the place');
    // A UART with a rate other than the reported one may have any rate.
    const known = Array.isArray(likely) && likely.includes(place);
    check(known || place !== rate, `${place} is not called likely`);
  }
  return wrong;
}
