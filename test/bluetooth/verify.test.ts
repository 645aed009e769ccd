import test from 'ava';
import { type ErrorCode, OnairError, systemClock } from '../../host/base/index.js';
import {
  type AirProof,
  type AirVerified,
  BluezObjects,
  readyAdapter,
  verifyOverAir,
} from '../../host/bluetooth/index.js';
import { inVirtualTime } from '../virtual-time.js';
import { BluezDouble } from './bluez-double.js';
import { type DoubleDevice, hc06 } from './double-device.js';
import { inProcess } from './in-process.js';

interface Row {
  readonly device?: Partial<DoubleDevice>;
  readonly pin?: string;
  readonly pairedBefore?: boolean;
  readonly ends: ErrorCode | 'ok';
  readonly says?: RegExp;
  readonly proofs?: readonly AirProof[];
  /** Whether BlueZ has the pairing afterwards. */
  readonly pairedAfter?: boolean;
}

const ALL: readonly AirProof[] = [
  'name-seen',
  'wrong-pin-refused',
  'right-pin-pairs',
  'serial-port-there',
  'cleaned-up',
];

const ROWS: Readonly<Record<string, Row>> = {
  'a sound module': { ends: 'ok', proofs: ALL },
  'paired before: the pairing is there afterwards': {
    pairedBefore: true,
    ends: 'ok',
    proofs: ALL,
    pairedAfter: true,
  },
  'refuses for a while after a wrong PIN': {
    device: { problem: 'refuses-after-wrong-pin' },
    ends: 'ok',
    proofs: ALL,
  },
  'BlueZ remembers an old name': {
    device: { oldName: 'linvor' },
    ends: 'ok',
    proofs: ['wrong-pin-refused', 'right-pin-pairs', 'name-seen', 'serial-port-there', 'cleaned-up'],
  },
  'another name': {
    device: { name: 'linvor' },
    ends: 'not-verified',
    says: /is called linvor, not TM-D700/,
    proofs: ['wrong-pin-refused', 'right-pin-pairs'],
  },
  'the old PIN still counts': {
    device: { pin: '1234' },
    ends: 'not-verified',
    says: /refuses the PIN that it was set to.*without power/,
    proofs: ['name-seen', 'wrong-pin-refused'],
  },
  'paired before, and the PIN is another': {
    device: { pin: '1234' },
    pairedBefore: true,
    ends: 'not-verified',
    says: /refuses the PIN that it was set to.*The pairing that was there is gone: onair bluetooth pair/,
  },
  'any PIN is taken': {
    device: { problem: 'any-pin' },
    ends: 'not-verified',
    says: /took a wrong PIN/,
  },
  'no PIN is asked for': {
    device: { pin: undefined, numbers: true },
    ends: 'not-verified',
    says: /without asking for a PIN/,
  },
  'it fails before a PIN is asked for': {
    device: { problem: 'breaks-off' },
    ends: 'not-verified',
    says: /failed before a PIN was asked for/,
    proofs: ['name-seen'],
  },
  'no serial port': { device: { uuids: [] }, ends: 'not-verified', says: /no serial port/ },
  'out of range': {
    device: { inRange: false },
    ends: 'device-silent',
    says: /not in range.*no device was found/,
  },
  'says nothing while it pairs': {
    device: { problem: 'mute' },
    ends: 'device-silent',
    says: /did not answer during the pairing/,
  },
  'removed meanwhile': {
    device: { problem: 'removed-while-pairing' },
    ends: 'device-confused',
    says: /broken off/,
  },
};

async function verify(
  double: BluezDouble,
  device: DoubleDevice,
  { pin = '4321' }: Row,
): Promise<AirVerified> {
  const objects = await BluezObjects.load(inProcess(double));
  try {
    const adapter = readyAdapter(objects);
    const signal = new AbortController().signal;
    return await verifyOverAir(
      { objects, adapter, clock: systemClock, signal },
      { address: device.address, name: 'TM-D700', pin, agreeToReplace: async () => {} },
    );
  } finally {
    objects.close();
  }
}

for (const [title, row] of Object.entries(ROWS)) {
  test.serial(`verify over the air: ${title}: ${row.ends}`, async (t) => {
    const device = hc06(row.device);
    const { value, elapsedMs } = await inVirtualTime(async () => {
      const double = new BluezDouble(systemClock, [device]);
      if (row.pairedBefore) double.pairedBefore(device);
      const outcome = await verify(double, device, row).catch((error: unknown) => error);
      return { double, outcome };
    });
    const { double, outcome } = value;
    if (outcome instanceof OnairError) {
      t.is(outcome.code as string, row.ends, outcome.message);
      t.regex(`${outcome.message} ${outcome.hint}`, row.says ?? /./);
      if (row.proofs) t.deepEqual(outcome.details.proofs, row.proofs);
    } else {
      t.is(row.ends, 'ok', String(outcome));
      t.deepEqual((outcome as AirVerified).proofs, row.proofs ?? []);
    }
    t.is(double.facts(device)?.Paired === true, row.pairedAfter === true);
    t.is(double.adapter?.Discovering, false);
    if (row.pairedAfter) t.is(double.facts(device)?.Trusted, true);
    t.true(elapsedMs < 120_000, `${elapsedMs} ms`);
  });
}
