import { OnairError } from '../base/index.js';
import { type DeviceQuery, wrongPin } from './address.js';
import { findDevice, SCAN_MS } from './discover.js';
import { isPassing, isRefusal } from './errors.js';
import type { Device } from './objects.js';
import { hasSerialPort, type PairingContext, pairDevice, removeDevice, setTrusted, title } from './pair.js';

/** What to verify. */
export interface AirExpectation extends DeviceQuery {
  readonly pin: string;
  /** Confirms that an existing pairing is replaced, which a PIN test needs. Rejects if the user refuses. */
  readonly agreeToReplace: (device: Device) => Promise<void>;
}

/** One result, in the order of the tests. */
export type AirProof =
  | 'name-seen'
  | 'wrong-pin-refused'
  | 'right-pin-pairs'
  | 'serial-port-there'
  | 'cleaned-up';

/** The results over the air. */
export interface AirVerified {
  readonly address: string;
  readonly name: string;
  readonly pairedBefore: boolean;
  readonly proofs: readonly AirProof[];
}

/** After a wrong PIN a device may refuse for a time that grows (Bluetooth Core, Vol 2 Part H 5.1). */
const PAUSES_MS: readonly number[] = [2000, 5000, 15_000];

/**
 * Verifies name, PIN and serial port as another computer would see them. A new pairing is removed again in any case.
 * @throws OnairError not-verified with the results so far, or the error that prevented the tests
 */
export async function verifyOverAir(
  pairing: PairingContext,
  expected: AirExpectation,
  onProof: (proof: AirProof) => void = () => {},
): Promise<AirVerified> {
  const proofs: AirProof[] = [];
  const prove = (proof: AirProof): void => {
    proofs.push(proof);
    onProof(proof);
  };
  let found = await findDevice({ ...pairing, forMs: SCAN_MS }, expected);
  const before = found;
  // BlueZ updates a known name only when it connects (SOURCES.md#names): an old one is compared after pairing.
  const nameFits = (): boolean =>
    expected.name === undefined || pairing.objects.device(found.path)?.name === expected.name;
  if (nameFits()) prove('name-seen');
  if (before.paired) {
    await expected.agreeToReplace(before);
    await removeDevice(pairing, before);
    found = await findDevice({ ...pairing, forMs: SCAN_MS }, { address: before.address });
  }
  let paired = false;
  try {
    await refuses(pairing, found, wrongPin(expected.pin));
    prove('wrong-pin-refused');
    await pairs(pairing, found, expected.pin);
    paired = true;
    prove('right-pin-pairs');
    if (!nameFits()) throw wrongName(pairing.objects.device(found.path) ?? found, expected.name);
    if (!proofs.includes('name-seen')) prove('name-seen');
    if (!(await hasSerialPort(pairing, found))) throw noSerialPort(found);
    prove('serial-port-there');
  } catch (error) {
    const lost = before.paired && !paired;
    if (lost && error instanceof OnairError) {
      throw error.with(
        { proofs, pairingLost: true },
        `${error.hint}. The pairing that was there is gone: onair bluetooth pair ${before.address}`,
      );
    }
    throw error instanceof OnairError ? error.with({ proofs }) : error;
  } finally {
    if (!pairing.objects.isGone) await tidyUp(pairing, before, found, paired);
  }
  prove('cleaned-up');
  return {
    address: found.address,
    name: pairing.objects.device(found.path)?.name ?? before.name ?? found.address,
    pairedBefore: before.paired,
    proofs,
  };
}

/** Restores the state from before: removes a new pairing, or trusts the device again. */
async function tidyUp(
  pairing: PairingContext,
  before: Device,
  found: Device,
  paired: boolean,
): Promise<void> {
  if (!before.paired) await removeDevice(pairing, found);
  else if (paired && before.trusted) await setTrusted(pairing, found, true);
}

/** Only a refusal of the PIN counts: a device out of range accepts no PIN either. */
async function refuses(pairing: PairingContext, device: Device, pin: string): Promise<void> {
  let asked: unknown;
  try {
    asked = await pairDevice(pairing, device, pin);
  } catch (error) {
    if (!(error instanceof OnairError) || !isRefusal(error)) throw error;
    if (error.details.asked === 'pin') return;
    throw new OnairError('not-verified', {
      message: `${title(device)}: the pairing failed before a PIN was asked for`,
      hint: 'switch the module off and on, and try again; the log of bluetoothd: journalctl -u bluetooth',
      details: error.details,
    });
  }
  await removeDevice(pairing, device);
  throw new OnairError('not-verified', {
    message:
      asked === 'pin'
        ? `${title(device)} took a wrong PIN: anybody can pair with it`
        : `${title(device)} paired without asking for a PIN: anybody can pair with it`,
    hint:
      asked === 'pin'
        ? 'set its PIN again (onair hc06 set --pin), take its power away for half a minute, and verify again'
        : 'it pairs by Secure Simple Pairing, which asks for no PIN; its firmware decides that',
    details: { asked },
  });
}

async function pairs(pairing: PairingContext, device: Device, pin: string): Promise<void> {
  for (const pauseMs of [...PAUSES_MS, undefined]) {
    try {
      await pairDevice(pairing, device, pin);
      return;
    } catch (error) {
      if (!(error instanceof OnairError)) throw error;
      if (isRefusal(error)) {
        throw new OnairError('not-verified', {
          message: `${title(device)} refuses the PIN that it was set to`,
          hint: 'after a change of the PIN the old one may count until the module was without power for half a minute: switch it off, wait, and verify again',
          details: error.details,
        });
      }
      if (pauseMs === undefined || !isPassing(error)) throw error;
      await pairing.clock.sleep(pauseMs, pairing.signal);
    }
  }
}

function wrongName(device: Device, name = ''): OnairError {
  return new OnairError('not-verified', {
    message: `${device.address} is called ${device.name ?? 'nothing'}, not ${name}`,
    hint: 'some modules show a new name after their power was off and on',
    details: { name: device.name ?? null },
  });
}

function noSerialPort(device: Device): OnairError {
  return new OnairError('not-verified', {
    message: `${title(device)} offers no serial port (SPP)`,
    hint: 'is it a Low Energy module (BT05, HM-10, JDY-23)? Those can’t replace an HC-06',
  });
}
