import test from 'ava';
import { OnairError } from '../../../host/base/error.js';
import { DIALECTS, dialectOf } from '../../../host/hc06/dialects/index.js';
import type { RequestedSettings } from '../../../host/hc06/settings/requested-settings.js';
import { MODULE_FAULTS } from '../../../host/hc06/sim/faults.js';
import { FIRMWARES, type FirmwareName } from '../../../host/hc06/sim/firmwares/index.js';
import { isWaiting, RATES } from '../../hc06/aftermath.js';
import { failure, type Query, type Rig, withModule } from '../../hc06/rig.js';

/** What a set on each firmware asks for, where it may find it, and whether name and PIN can be read back. */
interface Family {
  readonly dialect: string;
  readonly requested: RequestedSettings;
  /** A rate for it to move to. */
  readonly rate?: number;
  readonly readable: boolean;
}

const FAMILIES: Readonly<Partial<Record<FirmwareName, Family>>> = {
  'linvor-1.5': { dialect: 'linvor', requested: { name: 'Jeep', pin: '4321' }, rate: 57600, readable: false },
  'linvor-ok-name': {
    dialect: 'linvor',
    requested: { name: 'Jeep', pin: '4321' },
    rate: 57600,
    readable: false,
  },
  'v3.0-colon': { dialect: 'v3', requested: { name: 'Jeep', pin: '4321' }, rate: 57600, readable: true },
  'jdy-33-2.23': { dialect: 'jdy-33', requested: { name: 'Jeep', pin: '4321' }, rate: 57600, readable: true },
  'linvor-1.8': { dialect: 'linvor', requested: { name: 'Jeep', pin: '4321' }, rate: 57600, readable: false },
  'hc01-2.0': { dialect: 'hc01', requested: { name: 'Jeep', led: 'off' }, rate: 57600, readable: false },
  'dx-smart-2.0': {
    dialect: 'presumed-linvor',
    requested: { name: 'Jeep', pin: '4321' },
    rate: 57600,
    readable: false,
  },
  'hc-09': { dialect: 'hc09', requested: { name: 'Jeep', pin: '4321' }, rate: 57600, readable: false },
  'v3.0': { dialect: 'v3', requested: { name: 'Jeep', pin: '4321' }, rate: 57600, readable: true },
  'hc05-2.0': { dialect: 'v3', requested: { name: 'Jeep', pin: '4321' }, rate: 57600, readable: true },
  'hc05-2.1': { dialect: 'v3', requested: { name: 'Jeep', pin: '4321' }, rate: 57600, readable: true },
  'hc05-4.0': { dialect: 'v3', requested: { name: 'Jeep', pin: '4321' }, rate: 57600, readable: true },
  'hc05-modem': { dialect: 'v3', requested: { name: 'Jeep', pin: '4321' }, rate: 57600, readable: true },
  'jdy-31-bare': { dialect: 'jdy-31', requested: { name: 'Jeep', pin: '4321' }, rate: 57600, readable: true },
  'le-2.3': { dialect: 'le', requested: { name: 'Jeep' }, readable: false },
  'le-2.3-equals': { dialect: 'le', requested: { name: 'Jeep', pin: '654321' }, readable: false },
  'jdy-30': { dialect: 'jdy-31', requested: { name: 'Jeep', pin: '4321' }, rate: 57600, readable: true },
  'jdy-31': { dialect: 'jdy-31', requested: { name: 'Jeep', pin: '4321' }, rate: 128000, readable: true },
  'jdy-33': { dialect: 'jdy-33', requested: { name: 'Jeep', pin: '4321' }, rate: 57600, readable: true },
  'bc04-b': { dialect: 'bolutek', requested: { name: 'Jeep', pin: '4321' }, rate: 57600, readable: true },
  'bc04-b-shifted': { dialect: 'bolutek', requested: { name: 'Jeep' }, rate: 57600, readable: true },
  'bt-06': { dialect: 'bolutek', requested: { name: 'Jeep', pin: '4321' }, rate: 57600, readable: true },
  'bt04-a': { dialect: 'bolutek', requested: { name: 'Jeep', pin: '4321' }, rate: 57600, readable: true },
};
/** Refused by name (test/hc06/cases.ts). */
const OTHERS = [
  'hc05-mini',
  'mlt-bt05',
  'cc41-a',
  'hm-10',
  'hc-08',
  'hc-42',
  'hc-04',
  'bt-board',
  'esp-at',
  'esp-at-2',
  'quectel',
  'lora',
  'meter',
  'tnc',
  'ubx',
  'marlin',
  'jdy-23',
  'modem',
  'gps',
  'sensor',
  'grbl',
  'lte',
  'obd',
  'hc05-ok-only',
  'getty',
  'feasycom',
  'rn-42',
  'rn-42-cmd',
  'hc-02',
  'hc-12',
  'jdy-16',
  'dx-bt24',
  'rylr998',
  'e22',
  'e22-binary',
  'hf-bl100',
  'bluefruit',
  'kcx-emitter',
  'silent-ok-only',
  'elm327',
  'bc127',
  'btm-222',
  'iwrap',
  'rn4020',
  'sim800',
  'parani',
  'plain-words',
  'joystick',
  'boot-loop',
  'loopback',
];
const ALL = Object.entries(FAMILIES) as [FirmwareName, Family][];
const WIRE_FAULTS = ['silent', 'slow', 'noise', 'partial', 'echo', 'stale-reply', 'wrong-baud', 'disconnect'];
const FAULTS = [
  '',
  ...WIRE_FAULTS.flatMap((fault) => [fault, ...[1, 2, 3, 5, 7].map((nth) => `${fault}@${nth}`)]),
  ...Object.keys(MODULE_FAULTS),
];

/** What a run may come to; every other end is a failure of the test. */
const ENDS: Readonly<Record<string, RegExp>> = {
  silent: /^(device-silent|done)$/,
  slow: /^done$/,
  noise: /^done$/,
  partial: /^(device-unknown|device-confused|device-silent|not-verified|done)$/,
  echo: /^done$/,
  'stale-reply': /^(done|not-verified|device-confused)$/,
  'wrong-baud': /^(done|not-verified|device-silent|device-confused)$/,
  disconnect: /^(port-lost|done)$/,
  'keeps-rate': /^(done|not-verified)$/,
  'hangs-on-rate': /^(done|not-verified)$/,
  'rate-at-power-on': /^(done|not-verified)$/, // a shifted table is found out only then
  'rate-at-reset': /^(done|not-verified)$/,
  bump: /^(done|not-verified|device-silent)$/, // it may be out of contact at the end
  disturbed: /^(done|device-silent)$/, // what is asked meanwhile may be lost three times
  sleepy: /^(done|device-unknown)$/, // BT-06 may sleep through every question for its version
  'next-rate': /^(done|not-verified|device-unknown)$/,
  'values-unconfirmed': /^(done|device-silent)$/,
  'error-every-other': /^(done|device-refused|device-confused|device-silent|not-verified)$/,
};

/** No other fault may keep a run from its end. */
const DONE = /^done$/;

test('every dialect and every firmware is in the table; the rest is refused', (t) => {
  t.deepEqual(
    [...new Set(ALL.map(([, { dialect }]) => dialect))].sort(),
    DIALECTS.map(({ id }) => id).sort(),
  );
  const others = Object.keys(FIRMWARES).filter((firmware) => !(firmware in FAMILIES));
  t.deepEqual(others.sort(), [...OTHERS].sort());
});

/** Probed on a sound wire: a module of this firmware, left so. */
const found = new Map<string, boolean>();
async function isFindable(query: Query): Promise<boolean> {
  const key = JSON.stringify(query);
  const known = found.get(key);
  if (known !== undefined) return known;
  const { value } = await withModule(query, async ({ probe, module }) => {
    const place = await probe().catch(() => undefined);
    return place?.baudRate === module.line.baudRate && place.parity === module.line.parity;
  });
  found.set(key, value);
  return value;
}

/** What does not hold after a run; the module's power is cycled. */
async function wrongAfter(
  { module, link }: Rig,
  firmware: FirmwareName,
  requested: RequestedSettings,
  outcome: unknown,
  fault: string,
): Promise<string[]> {
  const wrong: string[] = [];
  const check = (holds: boolean, what: string): void => {
    if (!holds) wrong.push(what);
  };
  const fresh = FIRMWARES[firmware];
  const { baudRate, parity } = module.line;
  module.powerCycle();
  const goal = { name: fresh.name, pin: fresh.pin, ...requested };
  check([fresh.name, goal.name].includes(module.name), `name is ${module.name}`);
  check([fresh.pin, goal.pin].includes(module.pin), `PIN is ${module.pin}`);
  check(parity === 'none', `parity is ${parity}`);
  check(await isFindable({ firmware, baud: baudRate, parity }), `lost at ${baudRate}`);
  // It moves to another rate than it was told, and says where.
  const isShifted = firmware === 'bc04-b-shifted' || fault === 'next-rate';
  const wrongBaud = fault === 'wrong-baud'; // its UART is elsewhere than it believes
  if (!isShifted && !wrongBaud)
    check([9600, requested.baudRate ?? 9600].includes(baudRate), `rate is ${baudRate}`);
  if (!(outcome instanceof OnairError)) {
    check(module.name === goal.name, 'success without the name');
    check(module.pin === goal.pin, 'success without the PIN');
    if (!wrongBaud) {
      const isThere = baudRate === (requested.baudRate ?? 9600);
      check(isThere || isWaiting(outcome, 'baud'), 'success without the rate');
      check(link.line.baudRate === baudRate, 'the link is elsewhere');
    }
    return wrong;
  }
  check(outcome.hint.length > 20, 'no hint');
  const { applied, inDoubt, baudRate: reported, likely } = outcome.details;
  const writtenOf = (setting: string): boolean =>
    inDoubt === setting ||
    outcome.details.setting === setting ||
    (Array.isArray(applied) && applied.some((each: { setting: string }) => each.setting === setting));
  check(module.name === fresh.name || writtenOf('name'), 'name changed without a word');
  check(module.pin === fresh.pin || writtenOf('pin'), 'PIN changed without a word');
  if (!wrongBaud && typeof reported === 'number' && outcome.code !== 'device-confused') {
    check(reported === baudRate, `claims ${reported}, is at ${baudRate}`);
  }
  if (!wrongBaud && reported === null && !isShifted) {
    check(Array.isArray(likely) && likely.includes(baudRate), `${baudRate} is not called likely`);
  }
  return wrong;
}

let cells = 0;

for (const [firmware, { dialect, requested, rate }] of ALL) {
  test.serial(`${firmware}: probe, set and rate under every fault`, async (t) => {
    const plans: readonly RequestedSettings[] = [
      {},
      requested,
      ...(rate ? [{ ...requested, baudRate: rate }] : []),
    ];
    const ends: string[] = [];
    for (const fault of FAULTS) {
      for (const plan of plans) {
        const query = { firmware, fault };
        await withModule(query, async (rig) => {
          const isProbe = Object.keys(plan).length === 0;
          const run = isProbe ? rig.probe() : rig.set(plan);
          const outcome = await run.catch((error: unknown) => error);
          if (outcome instanceof Error && !(outcome instanceof OnairError)) throw outcome;
          await rig.sleep(3000);
          const end = outcome instanceof OnairError ? outcome.code : 'done';
          const what = `${firmware} ${fault} ${JSON.stringify(plan)} -> ${end}`;
          const because = outcome instanceof OnairError ? outcome.message : '';
          t.regex(end, ENDS[fault.split('@')[0] ?? ''] ?? DONE, `${what}: ${because}`);
          if (isProbe && outcome && typeof outcome === 'object' && 'dialect' in outcome) {
            t.is((outcome.dialect as { id: string }).id, dialect, what);
          }
          t.deepEqual(await wrongAfter(rig, firmware, plan, outcome, fault), [], `${what}: ${because}`);
          ends.push(end);
          cells++;
        });
      }
    }
    t.log(`${ends.length} cells: ${ends.filter((end) => end === 'done').length} done`);
  });
}

test.serial('what is refused stays so under every fault, and nothing is written to it', async (t) => {
  const ends = new Map<string, number>();
  for (const firmware of OTHERS) {
    for (const fault of ['', ...WIRE_FAULTS, ...Object.keys(MODULE_FAULTS)]) {
      await withModule({ firmware, fault, name: 'old', pin: '1111' }, async (rig) => {
        const outcome = await rig.set({ name: 'Jeep', pin: '4321', baudRate: 57600 }).catch((error) => error);
        const what = `${firmware} ${fault}`;
        if (!(outcome instanceof OnairError)) return t.fail(`${what}: done`);
        t.regex(outcome.code, /^(device-(unknown|confused|silent)|port-lost)$/, what);
        const written = rig.said().filter(({ text }) => /^AT\+(?!VERSION|VERR\?|VER\r|V$|GMR)/.test(text));
        t.deepEqual(written, [], what);
        t.like(rig.module, { name: 'old', pin: '1111' }, what);
        ends.set(outcome.code, (ends.get(outcome.code) ?? 0) + 1);
        cells++;
      });
    }
  }
  t.log([...ends].map(([end, count]) => `${count} ${end}`).join(', '));
  t.log(`${cells} cells in all: ${ALL.length + OTHERS.length} firmwares`);
});

test.serial(
  'a second run writes nothing where the module can be read, and the same where it can’t',
  async (t) => {
    for (const [firmware, { requested, readable }] of ALL) {
      await withModule({ firmware }, async (rig) => {
        await rig.set(requested);
        rig.module.powerCycle();
        const { applied } = await rig.set(requested);
        t.deepEqual(
          applied.map(({ setting }) => setting),
          readable ? [] : firmware === 'le-2.3' ? [] : Object.keys(requested),
          firmware,
        );
      });
    }
  },
);

test.serial('what look like BLE parts is refused by name, at any rate', async (t) => {
  for (const firmware of ['mlt-bt05', 'cc41-a']) {
    for (const baud of [9600, 115200]) {
      await withModule({ firmware, baud }, async ({ probe, module }) => {
        const error = await failure(t, probe(), 'device-unknown');
        t.regex(error.message, /BLE/);
        t.is(module.name, 'BT05');
      });
    }
  }
});

test.serial('every family is found at each of its rates', async (t) => {
  let places = 0;
  for (const [firmware, { dialect }] of ALL) {
    const spoken = DIALECTS.find(({ id }) => id === dialect);
    const rates = [...(spoken?.baudCodes.keys() ?? [])];
    for (const baud of rates.length > 0 ? rates : [9600, 115200]) {
      places++;
      await withModule({ firmware, baud }, async ({ probe }) => {
        const place = await probe().catch((error: Error) => t.fail(`${firmware} ${baud}: ${error.message}`));
        if (typeof place !== 'object') return;
        t.like(place, { baudRate: baud, parity: 'none' }, firmware);
        t.is(place.dialect.id, dialect);
        t.is(place.dialect.framing.commandEnd === '', FIRMWARES[firmware].commandEnd === 'silence');
      });
    }
  }
  t.log(`${places} places`);
});

/** A module that wakes for every question, and hears too few of them at this rate. */
const SLEPT_THROUGH: readonly string[] = [];

/** No frame begins in the time of listening; receivers have 4800 and above. */
const CUT_OFF = ['ubx 1200', 'ubx 2400'];

/** What they return at another rate than ours has no text in it. */
const UNREADABLE: readonly string[] = ['e22-binary', 'loopback'];

for (const fault of ['', 'sleepy']) {
  test.serial(`whatever answers is named at every rate${fault && `, ${fault}`}`, async (t) => {
    let longestMs = 0;
    for (const firmware of Object.keys(FIRMWARES) as FirmwareName[]) {
      for (const baud of RATES) {
        const what = `${firmware} ${baud}`;
        if (fault === 'sleepy' && SLEPT_THROUGH.includes(what)) continue;
        const { elapsedMs } = await withModule({ firmware, baud, fault }, async ({ probe }) => {
          const family = FAMILIES[firmware];
          if (family) {
            const found = await probe().catch((error: Error) => error);
            if (found instanceof Error) return t.fail(`${what}: ${found.message}`);
            t.like(found, { baudRate: baud, dialect: { id: family.dialect } }, what);
            return;
          }
          if (UNREADABLE.includes(firmware)) {
            const { code } = await probe().then(
              () => ({ code: 'done' }),
              (error: OnairError) => error,
            );
            t.regex(code, /^device-(?:confused|silent)$/, what);
            return;
          }
          const named = !CUT_OFF.includes(what);
          const error = await failure(t, probe(), named ? 'device-unknown' : 'device-confused');
          if (named) t.is(error.details.baudRate, baud, what);
        });
        longestMs = Math.max(longestMs, elapsedMs);
      }
    }
    t.true(longestMs < 60_000, `${longestMs} ms`);
    t.log(
      `${Object.keys(FIRMWARES).length * RATES.length} places, at most ${Math.round(longestMs / 1000)} s`,
    );
  });
}

test('versions as the sources spell them', (t) => {
  for (const [said, id] of [
    ['VERSION:3.0-20170609\r\nOK\r\n', 'v3'],
    ['+VERSION:2.0-20100601\r\nOK\r\n', 'v3'],
    ['+VERSION=JDY-31-V1.2,Bluetooth V3.0\r\n', 'jdy-31'],
    ['+VERSION=JDY-33-V1.1,Bluetooth V3.0+BLE\r\n', 'jdy-33'],
    ['+VERSION=+BOLUTEK Firmware V2.43, Bluetooth V2.1, HCI V2.1\r\n', 'bolutek'],
    ['hc06V2.3_le', 'le'],
    ['hc05V2.3_le', 'le'],
    ['HC-06-20190901', 'presumed-linvor'],
    ['BT SPP V3.0', 'presumed-linvor'],
    ['OKlinvorV1.8', 'linvor'],
  ] as const) {
    t.is(dialectOf(said)?.id, id, said);
  }
});
