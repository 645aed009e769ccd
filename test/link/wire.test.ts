import test from 'ava';
import fc from 'fast-check';
import type { Timer } from '../../host/base/clock.js';
import { OnairError } from '../../host/base/error.js';
import { DEFAULT_LINE, type LineSettings, PARITIES, wireTimeMs } from '../../host/link/line.js';
import type { DeviceEvent } from '../../host/link/sim/device.js';
import { throughUart } from '../../host/link/sim/uart.js';
import { SimWire } from '../../host/link/sim/wire.js';
import { Puppet, puppetKind } from './contract/puppet.js';
import { ReceivedBytes } from './contract/received-bytes.js';
import { ManualClock } from './manual-clock.js';

/** A puppet on its wire, and everything that the host receives. */
class Rig {
  readonly heard = new ReceivedBytes();
  /** Arrival time of each piece. */
  readonly times: number[] = [];
  readonly losses: string[] = [];
  readonly events: DeviceEvent[] = [];
  readonly wire: SimWire;

  constructor(
    query = '',
    public hostLine: Partial<LineSettings> | undefined = DEFAULT_LINE,
    deviceLine: LineSettings = DEFAULT_LINE,
    readonly clock = new ManualClock(),
  ) {
    const kind = puppetKind(deviceLine, {
      options: { name: { kind: 'text', help: 'a name', default: 'Punch' } },
      faults: { 'keeps-rate': 'stays at its rate' },
    });
    this.wire = new SimWire(kind, new URLSearchParams(query), this.clock, {
      line: () => this.hostLine,
      receive: (bytes) => {
        this.heard.take(bytes);
        this.times.push(this.clock.now());
      },
      lost: (message) => this.losses.push(message),
      report: (event) => this.events.push(event),
    });
  }

  get device(): Puppet {
    if (!(this.wire.device instanceof Puppet)) throw new Error('not a puppet');
    return this.wire.device;
  }

  /** Sends these from the device, one after the other. @returns the bytes that the host received of each */
  answers(...messages: string[]): string[] {
    return messages.map((message) => {
      const before = this.heard.length;
      this.device.send(message);
      this.clock.run();
      return this.heard.text.slice(before);
    });
  }
}

function near(actual: number, expected: number): boolean {
  return Math.abs(actual - expected) < 1e-6 * Math.max(1, expected);
}

for (const baudRate of [300, 9600, 115_200, 1_382_400]) {
  for (const parity of PARITIES) {
    test(`bytes take their time: ${baudRate} baud, parity ${parity}`, async (t) => {
      const line = { ...DEFAULT_LINE, baudRate, parity };
      for (const length of [1, 19, 20, 500]) {
        const ms = (length * (parity === 'none' ? 10 : 11) * 1000) / baudRate;
        t.true(near(wireTimeMs(length, line), ms));
        const out = new Rig('', line, line);
        const sent = out.wire.fromHost(Buffer.alloc(length));
        out.clock.run();
        await sent;
        t.true(near(out.clock.now(), ms), `${out.clock.now()} ms for ${length} bytes`);
        t.is(out.device.heard.length, length);

        const back = new Rig('', line, line);
        back.device.send('x'.repeat(length));
        back.clock.run();
        t.true(near(back.clock.now(), ms));
        t.is(back.heard.length, length);
      }
    });
  }
}

test('a slow line is busy while it is busy: bytes come in slices of at most 20 ms, or one by one', (t) => {
  const at9600 = new Rig();
  at9600.device.send('x'.repeat(96));
  at9600.clock.run(50.1);
  t.is(at9600.heard.length, 38, 'two slices of 19 bytes');
  at9600.clock.run();
  t.is(at9600.times.length, 6);
  const slow = { ...DEFAULT_LINE, baudRate: 300 };
  const at300 = new Rig('', slow, slow);
  at300.device.send('abc');
  at300.clock.run();
  t.is(at300.times.length, 3);
});

test('what is sent while the line is busy waits for its turn; the two directions do not wait for each other', async (t) => {
  const rig = new Rig();
  const done: string[] = [];
  const one = rig.wire.fromHost(Buffer.alloc(96)).then(() => done.push('one'));
  const two = rig.wire.fromHost(Buffer.alloc(96)).then(() => done.push('two'));
  rig.device.send('x'.repeat(96));
  rig.clock.run(100.001);
  await one;
  t.deepEqual(done, ['one']);
  t.is(rig.heard.length, 96);
  rig.clock.run();
  await two;
  t.true(near(rig.clock.now(), 200));
});

test('any messages, any moments: every byte comes through once, in order', (t) => {
  const messages = fc.array(fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 60 }), fc.nat({ max: 100 })), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(messages, messages, (there, back) => {
      const rig = new Rig();
      let at = 0;
      for (const [bytes, laterMs] of there) {
        at += laterMs;
        rig.clock.after(at, () => void rig.wire.fromHost(Buffer.from(bytes)));
      }
      at = 0;
      for (const [bytes, laterMs] of back) {
        at += laterMs;
        rig.clock.after(at, () => rig.device.send(Buffer.from(bytes)));
      }
      rig.clock.run();
      t.deepEqual(rig.device.heard.bytes, Buffer.concat(there.map(([bytes]) => bytes)));
      t.deepEqual(rig.heard.bytes, Buffer.concat(back.map(([bytes]) => bytes)));
    }),
  );
});

/** Timers of a computer that was suspended for a second: the last ones due fire first. */
class HurriedClock extends ManualClock {
  override after(delayMs: number, act: () => void): Timer {
    return super.after(1000 - delayMs, act);
  }
}

test('a busy computer whose timers fire in the wrong order does not turn bytes around', async (t) => {
  const rig = new Rig('', DEFAULT_LINE, DEFAULT_LINE, new HurriedClock());
  const text = Array.from({ length: 40 }, (_, n) => `line ${n}\n`).join('');
  const carried = rig.wire.fromHost(Buffer.from(text));
  rig.device.send(text);
  rig.clock.run();
  await carried;
  t.is(rig.device.heard.text, text);
  t.is(rig.heard.text, text);
});

test('stop() leaves no timer, tells the device once, and nothing comes any more', (t) => {
  const rig = new Rig('fault=slow');
  void rig.wire.fromHost(Buffer.alloc(500));
  rig.device.send('late');
  rig.clock.run(100);
  const heard = rig.device.heard.length;
  t.true(heard > 0);
  t.true(rig.clock.pending > 0);
  rig.wire.stop();
  t.is(rig.clock.pending, 0);
  t.is(rig.device.stops, 1);
  rig.device.send('after the end');
  void rig.wire.fromHost(Buffer.alloc(5));
  t.is(rig.clock.pending, 0);
  rig.clock.run();
  t.is(rig.device.heard.length, heard);
  t.is(rig.heard.length, 0);
});

test('timers that have done their work are forgotten', (t) => {
  const rig = new Rig();
  rig.answers('one', 'two', 'three');
  t.is(rig.clock.pending, 0);
  t.is(rig.heard.text, 'onetwothree');
});

test('two UARTs at different settings hear what throughUart makes of it', async (t) => {
  const other = { ...DEFAULT_LINE, baudRate: 4800 };
  const rig = new Rig('', DEFAULT_LINE, other);
  const sent = rig.wire.fromHost(Buffer.from('AAAA'));
  rig.device.send('BBBB');
  rig.clock.run();
  await sent;
  t.deepEqual(rig.device.heard.bytes, throughUart(Buffer.from('AAAA'), DEFAULT_LINE, other));
  t.deepEqual(rig.heard.bytes, throughUart(Buffer.from('BBBB'), other, DEFAULT_LINE));
  t.not(rig.heard.text, 'BBBB');
});

test('an answer keeps the settings with which it was sent, also when the device changes them at once', (t) => {
  const rig = new Rig();
  rig.device.send('OK4800');
  rig.device.line = { ...DEFAULT_LINE, baudRate: 4800 };
  rig.clock.run();
  t.is(rig.heard.text, 'OK4800');
  t.not(rig.answers('OK')[0], 'OK');
  rig.hostLine = { ...DEFAULT_LINE, baudRate: 4800 };
  t.is(rig.answers('OK')[0], 'OK');
});

test('where nobody knows the host, its settings always fit, also in the middle of a change', async (t) => {
  const rig = new Rig();
  rig.hostLine = undefined;
  const sent = rig.wire.fromHost(Buffer.from('AT+BAUD3'));
  rig.device.send('OK4800');
  rig.device.line = { ...DEFAULT_LINE, baudRate: 4800, parity: 'even' };
  rig.clock.run();
  await sent;
  t.is(rig.heard.text, 'OK4800');
  t.is(rig.device.heard.text, 'AT+BAUD3');
  t.is(rig.answers('still')[0], 'still');
  t.true(rig.device.world.hostReady());
});

test('a host of which only the rate is known: the rate counts, the parity fits', (t) => {
  const rig = new Rig('', { baudRate: 9600 });
  rig.device.send('OK');
  rig.device.line = { ...DEFAULT_LINE, parity: 'even' };
  rig.clock.run();
  t.is(rig.answers('OK')[0], 'OK');
  rig.device.line = { ...DEFAULT_LINE, baudRate: 4800 };
  t.not(rig.answers('OK')[0], 'OK');
});

test('the device sees whether the host raises RTS', (t) => {
  t.false(new Rig('', { ...DEFAULT_LINE, rtscts: false }).device.world.hostReady());
  t.true(new Rig('', { ...DEFAULT_LINE, rtscts: true }).device.world.hostReady());
});

test('the device gets its options and its own faults; what it reports is passed on', (t) => {
  const rig = new Rig('name=Judy&fault=keeps-rate,slow');
  t.deepEqual(rig.device.options, { name: 'Judy' });
  t.true(rig.device.faults.has('keeps-rate'));
  t.false(rig.device.faults.has('echo'));
  rig.device.world.report({ kind: 'setting', text: 'name is Judy' });
  t.deepEqual(rig.events, [{ kind: 'setting', text: 'name is Judy' }]);
});

// Faults. The noise is the same in every run: seed 1.

test('silent: no answer at all, or none to the Nth', (t) => {
  t.deepEqual(new Rig('fault=silent').answers('one', 'two'), ['', '']);
  t.deepEqual(new Rig('fault=silent@2').answers('one', 'two', 'three'), ['one', '', 'three']);
});

test('slow: 400 ms late, always or once; two late answers keep their order', (t) => {
  for (const [fault, late] of [
    ['slow', [true, true, true]],
    ['slow@2', [false, true, false]],
  ] as const) {
    const rig = new Rig(`fault=${fault}`);
    for (const isLate of late) {
      const asked = rig.clock.now();
      t.deepEqual(rig.answers('x'.repeat(96)), ['x'.repeat(96)]);
      t.true(near(rig.clock.now() - asked, isLate ? 500 : 100), `${rig.clock.now() - asked}`);
    }
  }
  const rig = new Rig('fault=slow');
  rig.device.send('one');
  rig.device.send('two');
  rig.clock.run();
  t.is(rig.heard.text, 'onetwo');
});

test('noise: three bytes that are no text before and after, the same for the same seed', (t) => {
  const [one = '', two = ''] = new Rig('fault=noise').answers('OK', 'OK');
  t.regex(one, /^[\x80-\xff]{3}OK[\x80-\xff]{3}$/);
  t.regex(two, /^[\x80-\xff]{3}OK[\x80-\xff]{3}$/);
  t.not(one, two);
  t.deepEqual(new Rig('fault=noise').answers('OK', 'OK'), [one, two]);
  t.notDeepEqual(new Rig('fault=noise&seed=2').answers('OK', 'OK'), [one, two]);
  const [, second, third] = new Rig('fault=noise@2').answers('OK', 'OK', 'OK');
  t.is(second?.length, 8);
  t.is(third, 'OK');
});

test('partial: the first half, rounded down', (t) => {
  t.deepEqual(new Rig('fault=partial').answers('OKlinvor', 'abc', 'x'), ['OKli', 'a', '']);
  t.deepEqual(new Rig('fault=partial@1').answers('abcd', 'abcd'), ['ab', 'abcd']);
});

test('stale-reply: the answer to the command before, from the second on', (t) => {
  t.deepEqual(new Rig('fault=stale-reply').answers('one', 'two', 'three'), ['one', 'one', 'two']);
  t.deepEqual(new Rig('fault=stale-reply@3').answers('one', 'two', 'three', 'four'), [
    'one',
    'two',
    'two',
    'four',
  ]);
});

test('disconnect: half of the answer, then the link is lost, in that order', (t) => {
  const always = new Rig('fault=disconnect');
  t.deepEqual(always.answers('OKlinvor'), ['OKli']);
  t.is(always.losses.length, 1);
  const second = new Rig('fault=disconnect@2');
  t.deepEqual(second.answers('one'), ['one']);
  t.deepEqual(second.losses, []);
  second.device.send('OKlinvor');
  second.clock.run(second.clock.now() + wireTimeMs(3.9, DEFAULT_LINE));
  t.deepEqual(second.losses, [], 'not before the half has arrived');
  second.clock.run();
  t.is(second.heard.text, 'oneOKli');
  t.deepEqual(second.losses, ['the device was unplugged']);
});

test('echo: what the host sends comes back, beside the answer', async (t) => {
  const send = async (rig: Rig, text: string): Promise<string> => {
    const before = rig.heard.length;
    const sent = rig.wire.fromHost(Buffer.from(text));
    rig.clock.run();
    await sent;
    return rig.heard.text.slice(before);
  };
  const always = new Rig('fault=echo');
  t.is(await send(always, 'AT'), 'AT');
  t.is(await send(always, 'AT+NAME'), 'AT+NAME');
  t.is(always.device.heard.text, 'ATAT+NAME');
  t.deepEqual(always.answers('OK'), ['OK']);
  const once = new Rig('fault=echo@2');
  t.deepEqual([await send(once, 'A'), await send(once, 'B'), await send(once, 'C')], ['', 'B', '']);
  const otherRate = new Rig('fault=echo', { ...DEFAULT_LINE, baudRate: 38_400 });
  t.is(await send(otherRate, 'AT'), 'AT', 'an echo comes at the rate of the host');
});

test('wrong-baud: the UART runs at the next lower rate, both ways', async (t) => {
  for (const [baudRate, lower] of [
    [9600, 4800],
    [1200, 600],
    [1_382_400, 921_600],
    [14_400, 7200],
  ] as const) {
    const right = { ...DEFAULT_LINE, baudRate };
    const wrong = { ...DEFAULT_LINE, baudRate: lower };
    const rig = new Rig('fault=wrong-baud', right, right);
    const sent = rig.wire.fromHost(Buffer.from('AT+VERSION'));
    rig.clock.run();
    await sent;
    t.not(rig.device.heard.text, 'AT+VERSION');
    t.not(rig.answers('OKlinvorV1.8')[0], 'OKlinvorV1.8');
    rig.hostLine = wrong;
    t.is(rig.answers('OK')[0], 'OK', 'whoever tries the lower rate hears it');
    const retried = rig.wire.fromHost(Buffer.from('AT+NAME'));
    rig.clock.run();
    await retried;
    t.true(rig.device.heard.text.endsWith('AT+NAME'), 'and is heard');
  }
});

test('wrong-baud@N: only the Nth answer leaves at the wrong rate; what the host says is understood', async (t) => {
  const rig = new Rig('fault=wrong-baud@2');
  const [first, second, third] = rig.answers('OK', 'OK', 'OK');
  t.deepEqual([first, third], ['OK', 'OK']);
  t.not(second, 'OK');
  const sent = rig.wire.fromHost(Buffer.from('AT'));
  rig.clock.run();
  await sent;
  t.is(rig.device.heard.text, 'AT');
});

test('faults together', (t) => {
  t.deepEqual(new Rig('fault=partial,stale-reply').answers('abcd', 'efgh'), ['ab', 'ab']);
  t.deepEqual(new Rig('fault=silent,noise').answers('abcd'), ['']);
  t.deepEqual(new Rig('fault= NOISE@2 , silent@1,').answers('abcd', 'x')[0], '');
  const both = new Rig('fault=slow,disconnect');
  t.deepEqual(both.answers('abcd'), ['ab']);
  t.is(both.losses.length, 1);
  t.true(both.clock.now() > 400);
});

for (const [fault, says, hint] of [
  ['nois', /unknown fault "nois"/, /did you mean noise\?/],
  ['noise@0', /unknown fault "noise@0"/, /NAME@N/],
  ['noise@-1', /unknown fault/, /NAME@N/],
  ['noise@x', /unknown fault/, /NAME@N/],
  ['@2', /unknown fault "@2"/, /known: silent, slow/],
  ['keep-rate', /unknown fault "keep-rate"/, /did you mean keeps-rate\?/],
  ['keeps-rate@2', /can't strike at one answer only/, /leave @2 away/],
  ['constructor', /unknown fault/, /known:/],
] as const) {
  test(`fault=${fault} is refused`, (t) => {
    const error = t.throws(() => new Rig(`fault=${fault}`), { instanceOf: OnairError });
    t.is(error.code, 'bad-value');
    t.regex(error.message, says);
    t.regex(error.hint, hint);
  });
}
