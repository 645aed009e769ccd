import { OnairError } from '../../base/index.js';
import { type Device, type DeviceQuery, knownDevice, type PairingContext } from '../../bluetooth/index.js';

/** Finds a device that BlueZ knows. @throws OnairError device-unknown that lists the paired ones */
export function requireKnown({ objects, adapter }: PairingContext, wanted: DeviceQuery): Device {
  const device = knownDevice(objects, adapter, wanted);
  if (device) return device;
  const paired = objects.devices(adapter).filter((each) => each.paired);
  const names = paired.map(({ name, address }) => (name === undefined ? address : `${name} (${address})`));
  throw new OnairError('device-unknown', {
    message: `this computer knows no device ${wanted.name ?? wanted.address}`,
    hint: names.length > 0 ? `it is paired with ${names.join(', ')}` : 'pair it first: onair bluetooth pair',
    details: { paired: paired.map(({ address }) => address) },
  });
}
