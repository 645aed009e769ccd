import test from 'ava';
import fc from 'fast-check';
import type { Timer } from '../../host/base/clock.js';
import { OnairError } from '../../host/base/error.js';
import { DEFAULT_LINE, type LineSettings, PARITIES, wireTimeMs } from '../../host/link/line.js';
import type { DeviceEvent } from '../../host/link/sim/device.js';
import { throughUart } from '../../host/link/sim/uart.js';
import { SimWire } from '../../host/link/sim/wire.js';
import { Heard } from './heard.js';
import { ManualClock } from './manual-clock.js';
import { Puppet, puppetKind } from './puppet.js';

/** A puppet on its wire, and everything that the host sees of it. */
class Bench {
  readonly heard = new Heard();
  /** When each piece came. */
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

  /** The device sends these, one after the other; gives what the host has heard of each. */
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
        const out = new Bench('', line, line);
        const sent = out.wire.fromHost(Buffer.alloc(length));
        out.clock.run();
        await sent;
        t.true(near(out.clock.now(), ms), `${out.clock.now()} ms for ${length} bytes`);
        t.is(out.device.heard.length, length);

        const back = new Bench('', line, line);
        back.device.send('x'.repeat(length));
        back.clock.run();
        t.true(near(back.clock.now(), ms));
        t.is(back.heard.length, length);
      }
    });
  }
}

test('a slow line is busy while it is busy: bytes come in slices of at most 20 ms, or one by one', (t) => {
  const at9600 = new Bench();
  at9600.device.send('x'.repeat(96));
  at9600.clock.run(50.1);
  t.is(at9600.heard.length, 38, 'two slices of 19 bytes');
  at9600.clock.run();
  t.is(at9600.times.length, 6);
  const slow = { ...DEFAULT_LINE, baudRate: 300 };
  const at300 = new Bench('', slow, slow);
  at300.device.send('abc');
  at300.clock.run();
  t.is(at300.times.length, 3);
});

test('what is sent while the line is busy waits for its turn; the two directions do not wait for each other', async (t) => {
  const bench = new Bench();
  const done: string[] = [];
  const one = bench.wire.fromHost(Buffer.alloc(96)).then(() => done.push('one'));
  const two = bench.wire.fromHost(Buffer.alloc(96)).then(() => done.push('two'));
  bench.device.send('x'.repeat(96));
  bench.clock.run(100.001);
  await one;
  t.deepEqual(done, ['one']);
  t.is(bench.heard.length, 96);
  bench.clock.run();
  await two;
  t.true(near(bench.clock.now(), 200));
});

test('any messages, any moments: every byte comes through once, in order', (t) => {
  const messages = fc.array(fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 60 }), fc.nat({ max: 100 })), {
    maxLength: 12,
  });
  fc.assert(
    fc.property(messages, messages, (there, back) => {
      const bench = new Bench();
      let at = 0;
      for (const [bytes, laterMs] of there) {
        at += laterMs;
        bench.clock.after(at, () => void bench.wire.fromHost(Buffer.from(bytes)));
      }
      at = 0;
      for (const [bytes, laterMs] of back) {
        at += laterMs;
        bench.clock.after(at, () => bench.device.send(Buffer.from(bytes)));
      }
      bench.clock.run();
      t.deepEqual(bench.device.heard.bytes, Buffer.concat(there.map(([bytes]) => bytes)));
      t.deepEqual(bench.heard.bytes, Buffer.concat(back.map(([bytes]) => bytes)));
    }),
  );
});

/** Timers of a computer that was away for a second: the ones that are due last come first. */
class HurriedClock extends ManualClock {
  override after(delayMs: number, act: () => void): Timer {
    return super.after(1000 - delayMs, act);
  }
}

test('a busy computer whose timers fire in the wrong order does not turn bytes around', async (t) => {
  const bench = new Bench('', DEFAULT_LINE, DEFAULT_LINE, new HurriedClock());
  const text = Array.from({ length: 40 }, (_, n) => `line ${n}\n`).join('');
  const carried = bench.wire.fromHost(Buffer.from(text));
  bench.device.send(text);
  bench.clock.run();
  await carried;
  t.is(bench.device.heard.text, text);
  t.is(bench.heard.text, text);
});

test('stop() leaves no timer, tells the device once, and nothing comes any more', (t) => {
  const bench = new Bench('fault=slow');
  void bench.wire.fromHost(Buffer.alloc(500));
  bench.device.send('late');
  bench.clock.run(100);
  const heard = bench.device.heard.length;
  t.true(heard > 0);
  t.true(bench.clock.pending > 0);
  bench.wire.stop();
  t.is(bench.clock.pending, 0);
  t.is(bench.device.stops, 1);
  bench.device.send('after the end');
  void bench.wire.fromHost(Buffer.alloc(5));
  t.is(bench.clock.pending, 0);
  bench.clock.run();
  t.is(bench.device.heard.length, heard);
  t.is(bench.heard.length, 0);
});

test('timers that have done their work are forgotten', (t) => {
  const bench = new Bench();
  bench.answers('one', 'two', 'three');
  t.is(bench.clock.pending, 0);
  t.is(bench.heard.text, 'onetwothree');
});

test('two UARTs at different settings hear what throughUart makes of it', async (t) => {
  const other = { ...DEFAULT_LINE, baudRate: 4800 };
  const bench = new Bench('', DEFAULT_LINE, other);
  const sent = bench.wire.fromHost(Buffer.from('AAAA'));
  bench.device.send('BBBB');
  bench.clock.run();
  await sent;
  t.deepEqual(bench.device.heard.bytes, throughUart(Buffer.from('AAAA'), DEFAULT_LINE, other));
  t.deepEqual(bench.heard.bytes, throughUart(Buffer.from('BBBB'), other, DEFAULT_LINE));
  t.not(bench.heard.text, 'BBBB');
});

test('an answer keeps the settings with which it was sent, also when the device changes them at once', (t) => {
  const bench = new Bench();
  bench.device.send('OK4800');
  bench.device.line = { ...DEFAULT_LINE, baudRate: 4800 };
  bench.clock.run();
  t.is(bench.heard.text, 'OK4800');
  t.not(bench.answers('OK')[0], 'OK');
  bench.hostLine = { ...DEFAULT_LINE, baudRate: 4800 };
  t.is(bench.answers('OK')[0], 'OK');
});

test('where nobody knows the host, its settings always fit, also in the middle of a change', async (t) => {
  const bench = new Bench();
  bench.hostLine = undefined;
  const sent = bench.wire.fromHost(Buffer.from('AT+BAUD3'));
  bench.device.send('OK4800');
  bench.device.line = { ...DEFAULT_LINE, baudRate: 4800, parity: 'even' };
  bench.clock.run();
  await sent;
  t.is(bench.heard.text, 'OK4800');
  t.is(bench.device.heard.text, 'AT+BAUD3');
  t.is(bench.answers('still')[0], 'still');
  t.true(bench.device.world.hostReady());
});

test('a host of which only the rate is known: the rate counts, the parity fits', (t) => {
  const bench = new Bench('', { baudRate: 9600 });
  bench.device.send('OK');
  bench.device.line = { ...DEFAULT_LINE, parity: 'even' };
  bench.clock.run();
  t.is(bench.answers('OK')[0], 'OK');
  bench.device.line = { ...DEFAULT_LINE, baudRate: 4800 };
  t.not(bench.answers('OK')[0], 'OK');
});

test('the device sees whether the host raises RTS', (t) => {
  t.false(new Bench('', { ...DEFAULT_LINE, rtscts: false }).device.world.hostReady());
  t.true(new Bench('', { ...DEFAULT_LINE, rtscts: true }).device.world.hostReady());
});

test('the device gets its options and its own faults; what it reports is passed on', (t) => {
  const bench = new Bench('name=Judy&fault=keeps-rate,slow');
  t.deepEqual(bench.device.options, { name: 'Judy' });
  t.true(bench.device.faults.has('keeps-rate'));
  t.false(bench.device.faults.has('echo'));
  bench.device.world.report({ kind: 'setting', text: 'name is Judy' });
  t.deepEqual(bench.events, [{ kind: 'setting', text: 'name is Judy' }]);
});

// Faults. The garbage of noise is the same at every run: seed 1.

test('silent: no answer at all, or none to the Nth', (t) => {
  t.deepEqual(new Bench('fault=silent').answers('one', 'two'), ['', '']);
  t.deepEqual(new Bench('fault=silent@2').answers('one', 'two', 'three'), ['one', '', 'three']);
});

test('slow: 400 ms late, always or once; two late answers keep their order', (t) => {
  for (const [fault, late] of [
    ['slow', [true, true, true]],
    ['slow@2', [false, true, false]],
  ] as const) {
    const bench = new Bench(`fault=${fault}`);
    for (const isLate of late) {
      const asked = bench.clock.now();
      t.deepEqual(bench.answers('x'.repeat(96)), ['x'.repeat(96)]);
      t.true(near(bench.clock.now() - asked, isLate ? 500 : 100), `${bench.clock.now() - asked}`);
    }
  }
  const bench = new Bench('fault=slow');
  bench.device.send('one');
  bench.device.send('two');
  bench.clock.run();
  t.is(bench.heard.text, 'onetwo');
});

test('noise: three bytes that are no text before and after, the same for the same seed', (t) => {
  const [one = '', two = ''] = new Bench('fault=noise').answers('OK', 'OK');
  t.regex(one, /^[\x80-\xff]{3}OK[\x80-\xff]{3}$/);
  t.regex(two, /^[\x80-\xff]{3}OK[\x80-\xff]{3}$/);
  t.not(one, two);
  t.deepEqual(new Bench('fault=noise').answers('OK', 'OK'), [one, two]);
  t.notDeepEqual(new Bench('fault=noise&seed=2').answers('OK', 'OK'), [one, two]);
  const [, second, third] = new Bench('fault=noise@2').answers('OK', 'OK', 'OK');
  t.is(second?.length, 8);
  t.is(third, 'OK');
});

test('partial: the first half, rounded down', (t) => {
  t.deepEqual(new Bench('fault=partial').answers('OKlinvor', 'abc', 'x'), ['OKli', 'a', '']);
  t.deepEqual(new Bench('fault=partial@1').answers('abcd', 'abcd'), ['ab', 'abcd']);
});

test('stale-reply: the answer to the command before, from the second on', (t) => {
  t.deepEqual(new Bench('fault=stale-reply').answers('one', 'two', 'three'), ['one', 'one', 'two']);
  t.deepEqual(new Bench('fault=stale-reply@3').answers('one', 'two', 'three', 'four'), [
    'one',
    'two',
    'two',
    'four',
  ]);
});

test('disconnect: half of the answer, then the link is lost, in that order', (t) => {
  const always = new Bench('fault=disconnect');
  t.deepEqual(always.answers('OKlinvor'), ['OKli']);
  t.is(always.losses.length, 1);
  const second = new Bench('fault=disconnect@2');
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
  const send = async (bench: Bench, text: string): Promise<string> => {
    const before = bench.heard.length;
    const sent = bench.wire.fromHost(Buffer.from(text));
    bench.clock.run();
    await sent;
    return bench.heard.text.slice(before);
  };
  const always = new Bench('fault=echo');
  t.is(await send(always, 'AT'), 'AT');
  t.is(await send(always, 'AT+NAME'), 'AT+NAME');
  t.is(always.device.heard.text, 'ATAT+NAME');
  t.deepEqual(always.answers('OK'), ['OK']);
  const once = new Bench('fault=echo@2');
  t.deepEqual([await send(once, 'A'), await send(once, 'B'), await send(once, 'C')], ['', 'B', '']);
  const otherRate = new Bench('fault=echo', { ...DEFAULT_LINE, baudRate: 38_400 });
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
    const bench = new Bench('fault=wrong-baud', right, right);
    const sent = bench.wire.fromHost(Buffer.from('AT+VERSION'));
    bench.clock.run();
    await sent;
    t.not(bench.device.heard.text, 'AT+VERSION');
    t.not(bench.answers('OKlinvorV1.8')[0], 'OKlinvorV1.8');
    bench.hostLine = wrong;
    t.is(bench.answers('OK')[0], 'OK', 'whoever tries the lower rate hears it');
    const retried = bench.wire.fromHost(Buffer.from('AT+NAME'));
    bench.clock.run();
    await retried;
    t.true(bench.device.heard.text.endsWith('AT+NAME'), 'and is heard');
  }
});

test('wrong-baud@N: only the Nth answer leaves at the wrong rate; what the host says is understood', async (t) => {
  const bench = new Bench('fault=wrong-baud@2');
  const [first, second, third] = bench.answers('OK', 'OK', 'OK');
  t.deepEqual([first, third], ['OK', 'OK']);
  t.not(second, 'OK');
  const sent = bench.wire.fromHost(Buffer.from('AT'));
  bench.clock.run();
  await sent;
  t.is(bench.device.heard.text, 'AT');
});

test('faults together', (t) => {
  t.deepEqual(new Bench('fault=partial,stale-reply').answers('abcd', 'efgh'), ['ab', 'ab']);
  t.deepEqual(new Bench('fault=silent,noise').answers('abcd'), ['']);
  t.deepEqual(new Bench('fault= NOISE@2 , silent@1,').answers('abcd', 'x')[0], '');
  const both = new Bench('fault=slow,disconnect');
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
    const error = t.throws(() => new Bench(`fault=${fault}`), { instanceOf: OnairError });
    t.is(error.code, 'bad-value');
    t.regex(error.message, says);
    t.regex(error.hint, hint);
  });
}
