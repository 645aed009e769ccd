import { OnairError } from '../../base/index.js';
import {
  type AirProof,
  type AirVerified,
  type DeviceQuery,
  readPin,
  title,
  verifyOverAir,
} from '../../bluetooth/index.js';
import { type BluetoothFlags, onAdapter } from '../port/bluetooth.js';
import { agree } from '../terminal/agree.js';
import type { Io } from '../terminal/io.js';
import type { Output } from '../terminal/output.js';

/** Flags of commands that can verify over the air. */
export interface AirFlags extends BluetoothFlags {
  readonly air?: boolean;
  readonly yes?: boolean;
}

/** Properties that another computer must see. */
export interface AirWanted extends DeviceQuery {
  readonly pin: string;
}

const PROVEN: Readonly<Record<AirProof, string>> = {
  'name-seen': 'its name is visible',
  'wrong-pin-refused': 'it refuses a wrong PIN',
  'right-pin-pairs': 'it pairs with its PIN',
  'serial-port-there': 'it offers a serial port',
  'cleaned-up': 'this computer is restored',
};

/** Verifies one module over the air. */
export type VerifyAir = (wanted: AirWanted) => Promise<AirVerified>;

/**
 * Opens this computer's Bluetooth before anything is written to a module, and returns the verifier; undefined
 * without `--air`.
 */
export function withAir<T>(
  io: Io,
  out: Output,
  flags: AirFlags,
  act: (verify: VerifyAir | undefined) => Promise<T>,
): Promise<T> {
  if (!flags.air) return act(undefined);
  return onAdapter(io, flags, (pairing) =>
    act((wanted) => {
      out.note('verifying over the air …');
      return verifyOverAir(
        pairing,
        {
          ...wanted,
          agreeToReplace: (device) =>
            agree(io, flags, `${title(device)} is paired already. Replace that pairing, to try its PIN?`),
        },
        (proof) => out.progress(PROVEN[proof]),
      );
    }),
  );
}

/** Facts for JSON. */
export function airJson({ address, name, pairedBefore, proofs }: AirVerified): Record<string, unknown> {
  return { address, name, pairedBefore, proofs };
}

/** Lines for people. */
export function airLines(out: Output, { proofs }: AirVerified): string[] {
  return proofs.map((proof) => out.done(`over the air: ${PROVEN[proof]}`));
}

/** The expected properties of a set module. @throws OnairError bad-usage if the PIN or the name is not known */
export function airWanted({
  name,
  pin,
}: {
  readonly name?: string | undefined;
  readonly pin?: string | undefined;
}): AirWanted {
  if (name !== undefined && pin !== undefined) return { name, pin: readPin(pin) };
  throw new OnairError('bad-usage', {
    message: `--air needs ${name === undefined ? 'the name' : 'the PIN'} that the module must show`,
    hint: 'give both: --name and --pin; a module can’t be asked for its PIN',
  });
}
