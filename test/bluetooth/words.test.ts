import test from 'ava';
import { OnairError } from '../../host/base/index.js';
import { readDeviceQuery, readPin, toAddress, wrongPin } from '../../host/bluetooth/address.js';
import { BusError } from '../../host/bluetooth/bus.js';
import { explain } from '../../host/bluetooth/errors.js';
import { type Bound, explainRfcomm, planBind, readBound } from '../../host/bluetooth/rfcomm.js';
import { refuseOtherSystems } from '../../host/cli/port/bluetooth.js';

test('addresses, as people and modules write them', (t) => {
  for (const text of ['98:D3:31:F5:B2:C7', '98d331f5b2c7', '98-d3-31-f5-b2-c7', '98d3:31:f5b2c7']) {
    t.is(toAddress(text), '98:D3:31:F5:B2:C7', text);
  }
  t.is(toAddress('21:6:1a2b'), '00:21:06:00:1A:2B'); // an HC-05 leaves leading zeros away
  t.is(toAddress('TM-D700'), undefined);
  t.deepEqual(readDeviceQuery('TM-D700'), { name: 'TM-D700' });
  t.throws(() => readDeviceQuery(' '), { code: 'bad-value' });
});

test('a wrong PIN is wrong, of the same length where it can be, and never one that modules are sold with', (t) => {
  for (const pin of ['4321', '0123', '9999', '0000', '1234', '8901', '123456', 'abc1', '00']) {
    const wrong = wrongPin(pin);
    t.not(wrong, pin);
    t.false(['1234', '0000'].includes(wrong), `${pin} -> ${wrong}`);
    t.is(wrong.length, pin.length);
    t.is(readPin(wrong), wrong);
  }
  t.throws(() => readPin(''), { code: 'bad-value' });
  t.throws(() => readPin('12 34'), { code: 'bad-value' });
});

const BOUND: readonly Bound[] = [
  { number: 0, address: '98:D3:31:F5:B2:C7', channel: 1 },
  { number: 2, address: '98:D3:31:00:00:02', channel: 1 },
];

test('what rfcomm -a prints, connected or not', (t) => {
  const printed =
    'rfcomm0: 00:1A:7D:DA:71:13 -> 98:D3:31:F5:B2:C7 channel 1 connected [tty-attached]\nrfcomm2: 98:D3:31:00:00:02 channel 1 clean \n';
  t.deepEqual(readBound(printed), BOUND);
  t.deepEqual(readBound("Can't open RFCOMM control socket: Address family not supported by protocol\n"), []);
});

test('the node: the one that is there, the one asked for, the first that is free', (t) => {
  const address = '98:D3:31:F5:B2:C7';
  t.true(planBind(BOUND, { address, channel: 1 }).done);
  t.deepEqual(planBind(BOUND, { address, channel: 2 }).bound.number, 1);
  t.deepEqual(planBind(BOUND, { address, channel: 1, number: 5 }).bound.number, 5);
  t.throws(() => planBind(BOUND, { address, channel: 1, number: 2 }), { code: 'port-busy' });
});

for (const [said, code] of [
  ["Can't create device: Operation not permitted", 'port-denied'],
  ["Can't open RFCOMM control socket: Address family not supported by protocol", 'port-failed'],
  ["Can't create device: Address already in use", 'port-busy'],
  ['', 'port-failed'],
] as const) {
  test(`rfcomm says "${said}": ${code}`, (t) => {
    const error = explainRfcomm(['bind', '0', '98:D3:31:F5:B2:C7', '1'], said);
    t.is(error.code, code);
    t.truthy(error.hint);
  });
}

for (const [type, code] of [
  ['org.bluez.Error.AuthenticationFailed', 'device-refused'],
  ['org.bluez.Error.ConnectionAttemptFailed', 'device-silent'],
  ['org.bluez.Error.InProgress', 'port-busy'],
  ['org.freedesktop.DBus.Error.UnknownObject', 'device-unknown'],
  ['org.freedesktop.DBus.Error.UnknownMethod', 'device-unknown'],
  ['org.freedesktop.DBus.Error.ServiceUnknown', 'port-missing'],
  ['org.freedesktop.DBus.Error.AccessDenied', 'port-denied'],
  ['org.freedesktop.DBus.Error.NoReply', 'port-lost'],
  ['org.bluez.Error.SomethingNew', 'device-confused'],
] as const) {
  test(`BlueZ says ${type}: ${code}, with a hint`, (t) => {
    const error = explain(new BusError(type, 'as it says'));
    t.is(error.code, code);
    t.truthy(error.hint);
  });
}

test('macOS and Windows: how to pair, and which port', (t) => {
  for (const [platform, hint] of [
    ['darwin', /\/dev\/cu\.NAME/],
    ['win32', /Outgoing/],
    ['freebsd', /onair ports/],
  ] as const) {
    const error = t.throws(() => refuseOtherSystems(platform), { instanceOf: OnairError });
    t.is(error?.exitCode, 3);
    t.regex(error?.hint ?? '', hint);
  }
  t.notThrows(() => refuseOtherSystems('linux'));
});
