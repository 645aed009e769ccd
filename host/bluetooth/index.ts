/** Bluetooth of this computer over BlueZ: scan, pair, bind, verify. The bus is passed in; `node/` opens it. */
export { readyAdapter } from './adapter.js';
export { type DeviceQuery, readDeviceQuery, readPin, SPP_UUID, toAddress, wrongPin } from './address.js';
export { discover, findDevice, knownDevice, SCAN_MS } from './discover.js';
export { BluezObjects, type Device } from './objects.js';
export { hasSerialPort, type PairingContext, pairDevice, removeDevice, setTrusted, title } from './pair.js';
export { type Bound, planBind, SPP_CHANNEL } from './rfcomm.js';
export { type AirProof, type AirVerified, verifyOverAir } from './verify.js';
