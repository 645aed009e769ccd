import test from 'ava';
import { systemClock } from '../../../host/base/clock.js';
import { DEFAULT_LINE, type LineSettings } from '../../../host/link/line.js';
import { SimLink } from '../../../host/link/sim/sim-link.js';
import { inVirtualTime } from '../../virtual-time.js';
import { until, within } from '../waits.js';
import {
  expectOpenError,
  type FarEnd,
  openPort,
  type Rig,
  type RigOptions,
  testContract,
} from './contract.js';
import { Puppet, puppetKind } from './puppet.js';

/** A puppet is one of our own devices; only the wire can pull its plug: at the message that `disconnect@N` names. */
class SimFarEnd implements FarEnd {
  constructor(private readonly puppet: Puppet) {}

  get heard() {
    return this.puppet.heard;
  }

  send(bytes: Buffer): void {
    this.puppet.send(bytes);
  }

  pause(): void {} // a UART without handshake accepts everything

  resume(): void {}

  unplug(): void {
    this.puppet.send(Buffer.from([0])); // half of this is nothing
  }

  retune(line: LineSettings): void {
    this.puppet.line = line;
  }
}

async function rig(
  act: (rig: Rig) => Promise<void>,
  { line = { ...DEFAULT_LINE, baudRate: 115_200 }, sendsBeforeUnplug }: RigOptions,
): Promise<void> {
  await inVirtualTime(async () => {
    const fault = sendsBeforeUnplug === undefined ? '' : `?fault=disconnect@${sendsBeforeUnplug + 1}`;
    const port = `sim:puppet${fault}`;
    const link = await openPort(port, line, new Map([['puppet', puppetKind(line)]]));
    if (!(link instanceof SimLink && link.device instanceof Puppet))
      throw new Error('not what was asked for');
    try {
      await act({ link, port, far: new SimFarEnd(link.device) });
    } finally {
      await link.close();
    }
  });
}

testContract({
  kind: 'sim',
  rig,
  reopens: false,
  holdsFarEnd: false,
  keepsBytes: true,
  moreThanTheWayHolds: 100_000,
  skip: false,
});

test('sim: a device that does not exist is named, with the nearest one', async (t) => {
  const devices = new Map([['puppet', puppetKind(DEFAULT_LINE)]]);
  const opening = openPort('sim:pupet', DEFAULT_LINE, devices);
  await expectOpenError(t, opening, 'bad-value', { message: /pupet/, hint: /did you mean puppet\?/ });
});

test('sim: two links to the same name are two devices', async (t) => {
  const devices = new Map([['puppet', puppetKind(DEFAULT_LINE)]]);
  const one = await openPort('sim:puppet', DEFAULT_LINE, devices);
  const two = await openPort('SIM:Puppet', DEFAULT_LINE, devices);
  t.true(one instanceof SimLink && two instanceof SimLink && one.device !== two.device);
  await Promise.all([one.close(), two.close()]);
});

test.serial('sim: at another rate there is garbage or nothing, never the bytes', async (t) => {
  await rig(async ({ link, far }) => {
    await within('reconfigure', link.reconfigure({ baudRate: 57_600 }));
    await within('send', link.send(Buffer.from('AT+VERSION')));
    t.false(far.heard.text.includes('AT'));
    await within('reconfigure', link.reconfigure({ baudRate: 115_200 }));
    await within('send', link.send(Buffer.from('AT+VERSION')));
    await until('the device hears us', () => far.heard.text.endsWith('AT+VERSION'));
    t.pass();
  }, {});
});

test.serial('sim: what the device says after the loss is not heard and does no harm', async (t) => {
  await rig(
    async ({ link, far }) => {
      const seen: string[] = [];
      link.tap = (_, bytes) => seen.push(bytes.toString());
      far.send(Buffer.from('before'));
      await until('it came in', () => seen.length === 1);
      await far.unplug();
      far.send(Buffer.from('after'));
      await within('the loss is noticed', link.whenClosed);
      await within('the wire has carried the rest', systemClock.sleep(100));
      const read: string[] = [];
      for await (const bytes of link) read.push(String(bytes));
      t.deepEqual([seen, read], [['before'], ['before']]);
    },
    { sendsBeforeUnplug: 1 },
  );
});

test.serial('sim: a close stops the device, once', async (t) => {
  const link = await openPort('sim:puppet', DEFAULT_LINE, new Map([['puppet', puppetKind(DEFAULT_LINE)]]));
  t.true(link instanceof SimLink);
  await link.close();
  await link.close();
  t.is(link instanceof SimLink && link.device instanceof Puppet ? link.device.stops : 0, 1);
});

test.serial('sim: a send takes the time that the wire takes', async (t) => {
  const { elapsedMs } = await inVirtualTime(async () => {
    const link = await openPort('sim:puppet', DEFAULT_LINE, new Map([['puppet', puppetKind(DEFAULT_LINE)]]));
    await link.send(Buffer.alloc(960));
    await link.close();
  });
  t.true(Math.abs(elapsedMs - 1000) <= 2, `${elapsedMs}`);
});
