import { OnairError, suggest } from '../../base/index.js';

/** What a Bluetooth serial link does to bytes between the host and the UART of the module (../SOURCES.md). */
export interface RadioModel {
  /** Shortest time from one end to the other, ms. */
  readonly delay: number;
  /** Additional time of a packet, evenly distributed between 0 and this, ms. */
  readonly jitter: number;
  /** Time for which bytes are gathered into one packet, ms. */
  readonly packet: number;
  /** The module gathers so many bytes of the board, unless it pauses for {@link HOLD_PAUSE_MS}, before it sends any. */
  readonly hold: number;
  /** Duration of a stall, s: nothing arrives, and all of it at its end. */
  readonly stall: number;
  /** Time from one stall to the next, s; the first comes after half of it. */
  readonly every: number;
  /** Share of packets that are lost, percent: UARTs without flow control lose bytes, the radio does not. */
  readonly loss: number;
}

/** Pause of the board after which a module sends what it holds, ms (../SOURCES.md#hold). */
export const HOLD_PAUSE_MS = 120;

const TYPICAL: RadioModel = { delay: 30, jitter: 20, packet: 20, hold: 0, stall: 0, every: 60, loss: 0 };

/** Links by name; each value of one can be given after it. */
export const RADIO_MODELS: Readonly<Record<string, RadioModel>> = {
  hc06: TYPICAL,
  'hc06-slow': { ...TYPICAL, delay: 100, jitter: 60, packet: 50 },
  'hc06-hold': { ...TYPICAL, hold: 230 },
  'hc06-stalls': { ...TYPICAL, stall: 2 },
};

/** Smallest and largest value of each. */
const LIMITS: Readonly<Record<keyof RadioModel, readonly [number, number]>> = {
  delay: [0, 5000],
  jitter: [0, 5000],
  packet: [0, 1000],
  hold: [0, 4096],
  stall: [0, 600],
  every: [1, 3600],
  loss: [0, 100],
};

const isValue = (name: string): name is keyof RadioModel => Object.hasOwn(LIMITS, name);

/**
 * Reads `hc06,delay=100,stall=2`: a link by name and what is different.
 * @returns undefined for `cable`
 * @throws OnairError bad-value
 */
export function readRadioModel(text: string): RadioModel | undefined {
  const [name = '', ...changes] = text.split(',').map((part) => part.trim());
  if (name.toLowerCase() === 'cable' && changes.length === 0) return undefined;
  const model = Object.hasOwn(RADIO_MODELS, name.toLowerCase())
    ? RADIO_MODELS[name.toLowerCase()]
    : undefined;
  if (!model) {
    throw new OnairError('bad-value', {
      message: `link can't be "${text}"`,
      hint: suggest(name, ['cable', ...Object.keys(RADIO_MODELS)]),
    });
  }
  const changed: { -readonly [K in keyof RadioModel]: RadioModel[K] } = { ...model };
  for (const change of changes) {
    const [, key = '', number = ''] = /^([a-z]+)=(\d+(?:\.\d+)?)$/i.exec(change) ?? [];
    const value = key.toLowerCase();
    if (!isValue(value)) {
      throw new OnairError('bad-value', {
        message: `link "${text}": ${change} is nothing that a link has`,
        hint: `${suggest(key || change, Object.keys(LIMITS))}, as in link=hc06,delay=100`,
      });
    }
    const [least, most] = LIMITS[value];
    if (Number(number) < least || Number(number) > most) {
      throw new OnairError('bad-value', {
        message: `link "${text}": ${value} can't be ${number}`,
        hint: `a number from ${least} to ${most}`,
      });
    }
    changed[value] = Number(number);
  }
  return changed;
}
