import test from 'ava';
import { OnairError } from '../../host/base/error.js';
import { parseListenAddress, parsePort } from '../../host/link/port-string.js';

const TCP = (host: string, port: number) => ({ kind: 'tcp', address: { host, port } });
const SERIAL = (path: string) => ({ kind: 'serial', path });

for (const [typed, expected] of [
  ['/dev/ttyUSB0', SERIAL('/dev/ttyUSB0')],
  ['  /dev/ttyUSB0\n', SERIAL('/dev/ttyUSB0')],
  [
    '/dev/serial/by-id/usb-1a86_USB_Serial-if00-port0',
    SERIAL('/dev/serial/by-id/usb-1a86_USB_Serial-if00-port0'),
  ],
  [
    '/dev/serial/by-path/pci-0000:00:14.0-usb-0:1:1.0',
    SERIAL('/dev/serial/by-path/pci-0000:00:14.0-usb-0:1:1.0'),
  ],
  ['/dev/serial/by-path/usb-0:1', SERIAL('/dev/serial/by-path/usb-0:1')],
  ['usb-0:1.0-port0', SERIAL('usb-0:1.0-port0')],
  ['/tmp/tcp:4000', SERIAL('/tmp/tcp:4000')],
  ['/tmp/sim:hc06', SERIAL('/tmp/sim:hc06')],
  ['/tmp/my port', SERIAL('/tmp/my port')],
  ['COM3', SERIAL('COM3')],
  ['com3', SERIAL('com3')],
  ['COM3:', SERIAL('COM3:')],
  ['\\\\.\\COM10', SERIAL('\\\\.\\COM10')],
  ['hc06', SERIAL('hc06')],
  ['tcp://127.0.0.1:4000', TCP('127.0.0.1', 4000)],
  ['TCP://localhost:4000', TCP('localhost', 4000)],
  [' tcp://radio.local:8001/ ', TCP('radio.local', 8001)],
  ['tcp://[::1]:4000', TCP('::1', 4000)],
  ['tcp://[fe80::1%eth0]:4000', TCP('fe80::1%eth0', 4000)],
  ['tcp://h:1', TCP('h', 1)],
  ['tcp://h:65535', TCP('h', 65_535)],
] as const) {
  test(`${JSON.stringify(typed)} is understood`, (t) => {
    t.deepEqual(parsePort(typed), expected);
  });
}

for (const [typed, device, query] of [
  ['sim:hc06', 'hc06', ''],
  ['SIM:hc06', 'hc06', ''],
  ['sim:HC06', 'HC06', ''],
  ['sim://hc06', 'hc06', ''],
  ['sim://hc06/', 'hc06', ''],
  ['sim: hc06', 'hc06', ''],
  ['sim:hc06?', 'hc06', ''],
  ['sim:hc06?firmware=linvor-1.8&baud=38400', 'hc06', 'firmware=linvor-1.8&baud=38400'],
  ['sim:hc06?name=What?', 'hc06', 'name=What%3F'],
  ['sim://hc06?fault=noise@2', 'hc06', 'fault=noise%402'],
] as const) {
  test(`${JSON.stringify(typed)} is a simulated device`, (t) => {
    const target = parsePort(typed);
    t.is(target.kind === 'sim' && target.device, device);
    t.is(target.kind === 'sim' && target.query.toString(), query);
  });
}

for (const [typed, says] of [
  ['', /it is empty/],
  ['   ', /it is empty/],
  ['sim:', /name of the simulated device is missing/],
  ['sim://', /name of the simulated device is missing/],
  ['sim:?baud=9600', /name of the simulated device is missing/],
  ['sim://?baud=9600', /name of the simulated device is missing/],
  ['tcp://', /tcp:\/\/HOST:PORT/],
  ['tcp:', /tcp:\/\/HOST:PORT/],
  ['tcp:localhost:4000', /tcp:\/\/HOST:PORT/],
  ['tcp://localhost', /tcp:\/\/HOST:PORT/],
  ['tcp://localhost:', /tcp:\/\/HOST:PORT/],
  ['tcp://:4000', /tcp:\/\/HOST:PORT/],
  ['tcp://localhost:kiss', /tcp:\/\/HOST:PORT/],
  ['tcp://localhost:0', /port 0/],
  ['tcp://localhost:65536', /1 to 65535/],
  ['tcp://localhost:99999', /1 to 65535/],
  ['tcp://localhost:-1', /1 to 65535/],
  ['tcp://local host:4000', /tcp:\/\/HOST:PORT/],
  ['tcp://::1:4000', /tcp:\/\/HOST:PORT/],
  ['tcp://[::1]', /tcp:\/\/HOST:PORT/],
  ['tcp://localhost:4000/kiss', /tcp:\/\/HOST:PORT/],
  ['http://localhost:4000', /http:\/\/ is not a kind of link/],
  ['FILE:///dev/ttyUSB0', /FILE:\/\/ is not a kind of link/],
  ['localhost:4000', /did you mean tcp:\/\/localhost:4000\?/],
  ['192.168.1.5:8001', /did you mean tcp:\/\/192.168.1.5:8001\?/],
  ['[FE80::1]:4000', /did you mean tcp:\/\/\[FE80::1\]:4000\?/],
  ['[::1]:4000', /did you mean tcp:\/\/\[::1\]:4000\?/],
] as const) {
  test(`${JSON.stringify(typed)} is refused`, (t) => {
    const error = t.throws(() => parsePort(typed), { instanceOf: OnairError });
    t.is(error.code, 'bad-value');
    t.true(error.message.startsWith(`port "${typed}": `));
    t.regex(error.message, says);
    t.regex(error.hint, /\/dev\/ttyUSB0, COM3.*tcp:\/\/HOST:PORT.*sim:DEVICE/);
    t.is(error.details.port, typed);
  });
}

test('an address to listen on may lack tcp://, and may ask for any free port', (t) => {
  t.deepEqual(parseListenAddress('127.0.0.1:0'), { host: '127.0.0.1', port: 0 });
  t.deepEqual(parseListenAddress(' tcp://[::]:4000 '), { host: '::', port: 4000 });
});

test('an address to listen on may be the number alone: this computer only', (t) => {
  for (const text of ['8001', ' :8001 '])
    t.deepEqual(parseListenAddress(text), { host: '127.0.0.1', port: 8001 });
  for (const text of ['', ':', '70000', 'localhost', '8001:127.0.0.1', '127.0.0.1']) {
    const error = t.throws(() => parseListenAddress(text), { instanceOf: OnairError });
    t.is(error.code, 'bad-value', text);
    t.regex(error.hint, /127\.0\.0\.1:8001/);
  }
});
