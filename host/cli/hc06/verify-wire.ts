import { OnairError } from '../../base/index.js';
import {
  type Compared,
  compareSettings,
  type RequestedText,
  readBefore,
  readRequested,
  SETTING_WORDS,
} from '../../hc06/index.js';
import type { PortFlags } from '../flags/flags.js';
import type { Io } from '../terminal/io.js';
import { table } from '../terminal/layout.js';
import type { Output } from '../terminal/output.js';
import { givenDialect } from './find/dialect-flag.js';
import { find, onModule } from './find/find.js';

/** Flags of verifying by the wire. */
export interface WireFlags extends PortFlags, RequestedText {
  readonly dialect?: string;
}

const WORDS = { yes: 'holds', no: 'differs', 'not-reported': 'not reported' } as const;

/** Reads what the module reports, and compares: nothing is written. */
export async function verifyByWire(io: Io, out: Output, flags: WireFlags): Promise<void> {
  const { name, pin, baud, parity } = flags;
  if ([name, pin, baud, parity].every((each) => each === undefined)) {
    throw new OnairError('bad-usage', {
      message: 'verify what? give --name, --pin, --baud or --parity',
      hint: 'for example: onair hc06 verify --port /dev/ttyUSB0 --name TM-D700 --baud 9600; what is there: onair hc06 probe',
    });
  }
  const wanted = readRequested({ name, pin, baud, parity }, true);
  await onModule(io, out, flags, async (talk) => {
    const found = await find(talk, givenDialect(flags.dialect));
    const compared = compareSettings(wanted, found, await readBefore(talk.dialogue, found, wanted));
    const shown = compared.map(withoutPin);
    const doubt = notHeld(compared, found.dialect.title);
    const lines = table([
      ['setting', 'wanted', 'reported', 'result'],
      ...shown.map(({ setting, wanted: to, reported = '-', holds }): string[] => [
        setting,
        to,
        reported,
        WORDS[holds],
      ]),
    ]);
    if (doubt) {
      for (const line of lines) out.note(line);
      throw doubt.with({ compared: shown });
    }
    out.result({ schema: 'hc06.verify@1', data: { verified: true, compared: shown }, text: lines });
  });
}

/** A PIN is for its owner: whether it holds says enough. */
function withoutPin(one: Compared): Compared {
  return one.setting === 'pin'
    ? { ...one, wanted: '****', ...(one.reported !== undefined && { reported: '****' }) }
    : one;
}

/** The error for what differs, else for what the module does not report. */
function notHeld(compared: readonly Compared[], title: string): OnairError | undefined {
  const words = (holds: Compared['holds']): string =>
    compared
      .filter((one) => one.holds === holds)
      .map(({ setting }) => SETTING_WORDS[setting])
      .join(', ');
  const differs = words('no');
  const unread = words('not-reported');
  if (differs !== '') {
    return new OnairError('not-verified', {
      message: `the module reports another ${differs}`,
      hint: 'onair hc06 set writes only what does not hold; some modules show a new value only after a power cycle',
    });
  }
  if (unread === '') return undefined;
  return new OnairError('not-verified', {
    message: `${title} does not report its ${unread}, so its wire can't prove that`,
    hint: 'over the air it shows: onair hc06 verify --air --name NAME --pin PIN (Linux)',
  });
}
