import test from 'ava';
import { DEFAULT_LINE } from '../../../host/link/line.js';
import { nameOfPort, WebSerialLink } from '../../../host/link/web-serial/index.js';
import { until, within } from '../waits.js';
import { expectOpenError, type Rig, type RigOptions, testContract } from './contract.js';
import { FakeWebSerialPort } from './web-serial-port.js';

interface WebRig extends Rig {
  readonly far: FakeWebSerialPort;
}

async function rig(
  act: (rig: WebRig) => Promise<void>,
  { line = DEFAULT_LINE }: RigOptions = {},
): Promise<void> {
  const far = new FakeWebSerialPort();
  const link = await WebSerialLink.open(far, 'web', line);
  try {
    await act({ link, far, port: 'web' });
  } finally {
    await within('close', link.close());
  }
}

testContract({
  kind: 'web serial',
  rig,
  reopens: false,
  holdsFarEnd: true,
  keepsBytes: true,
  moreThanTheWayHolds: 1_000_000,
  skip: false,
});

test('web serial: a break, a framing error and an overrun are no loss', async (t) => {
  await rig(async ({ link, far }) => {
    const heard: string[] = [];
    link.on('data', (bytes: Buffer) => heard.push(String(bytes)));
    for (const name of ['BreakError', 'FramingError', 'BufferOverrunError', 'ParityError']) {
      far.disturb(name);
      far.send(Buffer.from(name));
      await until(`bytes come in after a ${name}`, () => heard.join('').endsWith(name));
    }
    t.true(link.isOpen);
  });
});

test('web serial: a port that has nothing but errors is lost, and does not spin', async (t) => {
  await rig(async ({ link, far }) => {
    let turns = 0;
    void (async () => {
      for (; link.isOpen && turns < 1000; turns++) {
        far.disturb();
        await new Promise(setImmediate);
      }
    })();
    const reason = await within('the loss is noticed', link.whenClosed);
    t.deepEqual(reason, { kind: 'lost', message: 'Break received' });
    t.true(turns < 100, `${turns} errors`);
  });
});

test('web serial: a port that the browser takes back is lost', async (t) => {
  await rig(async ({ link, far }) => {
    far.unplug();
    t.is((await within('the loss is noticed', link.whenClosed)).kind, 'lost');
    await t.throwsAsync(link.send(Buffer.from('x')), { code: 'port-lost' });
  });
});

test('web serial: a rate that the adapter refuses leaves the link at the rate that works', async (t) => {
  await rig(async ({ link, far }) => {
    far.refused.add(1_382_400);
    const refused = await t.throwsAsync(link.reconfigure({ baudRate: 1_382_400 }), { code: 'port-failed' });
    t.regex(refused?.message ?? '', /web: can't switch to 1382400 8N1: Failed to open/);
    t.is(link.line.baudRate, 9600);
    await link.send(Buffer.from('still there'));
    t.is(far.heard.text, 'still there');
    t.deepEqual(
      far.opened.map(({ baudRate }) => baudRate),
      [9600, 9600],
    );
  });
});

test('web serial: a port that the browser has not closed yet is opened a moment later', async (t) => {
  await rig(async ({ link, far }) => {
    far.busyFor = 2;
    await link.reconfigure({ baudRate: 38_400 });
    t.is(link.line.baudRate, 38_400);
    t.is(far.opened.length, 2);
  });
});

test('web serial: a port that opens at no rate after a change is lost', async (t) => {
  await rig(async ({ link, far }) => {
    far.refused.add(115_200).add(9600);
    await t.throwsAsync(link.reconfigure({ baudRate: 115_200 }), {
      message: /the link is gone|can't switch/,
    });
    t.is((await within('the loss is noticed', link.whenClosed)).kind, 'lost');
  });
});

test('web serial: a close while a write waits closes the port too', async (t) => {
  await rig(async ({ link, far }) => {
    far.pause();
    const sends = [link.send(Buffer.from('one')), link.send(Buffer.from('two'))];
    await within('close', link.close());
    t.is(far.readable, null);
    for (const { status } of await Promise.allSettled(sends)) t.is(status, 'rejected');
  });
});

test('web serial: it is opened with the line, a buffer for many packets, and the handshake', async (t) => {
  await rig(
    async ({ far }) => {
      t.deepEqual(far.opened, [
        {
          baudRate: 19_200,
          dataBits: 8,
          stopBits: 1,
          parity: 'even',
          bufferSize: 16_384,
          flowControl: 'hardware',
        },
      ]);
    },
    { line: { baudRate: 19_200, parity: 'even', rtscts: true } },
  );
});

test('web serial: a Bluetooth port carries no line', async (t) => {
  const far = new FakeWebSerialPort({ bluetoothServiceClassId: '00001101-0000-1000-8000-00805f9b34fb' });
  const link = await WebSerialLink.open(far, 'web', DEFAULT_LINE);
  t.false(link.carriesLine);
  await link.close();
});

test('web serial: a port that does not open says what can be the cause', async (t) => {
  const taken = new FakeWebSerialPort();
  taken.refused.add(9600);
  await expectOpenError(t, WebSerialLink.open(taken, 'CH340', DEFAULT_LINE), 'port-failed', {
    message: /^CH340: the browser can't open the port/,
    hint: /other tabs.*power.*dialout/,
  });
  const ours = new FakeWebSerialPort();
  const link = await WebSerialLink.open(ours, 'CH340', DEFAULT_LINE);
  await expectOpenError(t, WebSerialLink.open(ours, 'CH340', DEFAULT_LINE), 'port-busy', {
    hint: /disconnect/,
  });
  await link.close();
});

test('ports have names that people know', (t) => {
  t.is(nameOfPort({ usbVendorId: 0x1a86, usbProductId: 0x7523 }), 'CH340 (1a86:7523)');
  t.is(nameOfPort({ usbVendorId: 0x1234, usbProductId: 0x6 }), 'USB adapter (1234:0006)');
  t.is(nameOfPort({ bluetoothServiceClassId: 0x1101 }), 'Bluetooth port');
  t.is(nameOfPort({}), 'serial port');
});
