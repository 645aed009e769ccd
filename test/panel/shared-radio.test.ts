import test from 'ava';
import { encodeUi } from '../../host/packet/ax25/index.js';
import { type CallSign, parseCallSign } from '../../host/packet/index.js';
import { encodeKiss, KISS_COMMANDS } from '../../host/packet/kiss/index.js';
import type { Session } from '../../host/panel/access/sessions.js';
import { SharedRadio } from '../../host/panel/radio/shared-radio.js';
import { SteppedClock } from '../stepped-clock.js';

const APRS = parseCallSign('APZONA');
const MINUTE_MS = 60_000;

function ui(from: string, path: readonly { call: CallSign; repeated: boolean }[] = []): Uint8Array {
  return encodeUi({ from: parseCallSign(from), to: APRS, path, info: new TextEncoder().encode('>hello') });
}

function kiss(data: Uint8Array, command: number = KISS_COMMANDS.data, port = 0): Uint8Array {
  return encodeKiss({ port, command, data });
}

/** A phone, and what its stream has said. */
class Phone {
  readonly session: Session = { name: 'phone', usedAtMs: 0, streams: 0 };
  said = '';
  isOpen = true;
  writableLength = 0;
  write(text: string): boolean {
    this.said += text;
    return true;
  }
  destroy(): void {
    this.isOpen = false;
  }
  get frames(): readonly string[] {
    return [...this.said.matchAll(/^event: frame\ndata: "(.*)"$/gm)].map(([, text = '']) => text);
  }
  get state(): Record<string, unknown> {
    return JSON.parse([...this.said.matchAll(/^event: state\ndata: (.*)$/gm)].at(-1)?.[1] ?? '{}');
  }
}

function shared(call: string | undefined) {
  const clock = new SteppedClock();
  const onAir: Uint8Array[] = [];
  const radio = new SharedRadio({
    clock,
    title: 'Kenwood TM-D700',
    call: call === undefined ? undefined : parseCallSign(call),
    escapeC: false,
    onEvent: () => {},
  });
  const wire = {
    send: async (bytes: Uint8Array) => void onAir.push(bytes),
    wireTimeMs: () => 0,
    giveUp: () => {},
  };
  return { clock, onAir, radio, wire };
}

test('each phone gets the state and the same packets, and hears of a lost radio and of its return', (t) => {
  const { radio, wire } = shared(undefined);
  const [one, two] = [new Phone(), new Phone()];
  radio.subscribe(one.session, one);
  const end = radio.subscribe(two.session, two);
  t.regex(String(one.state.problem), /put into KISS/);
  radio.ready(wire);
  t.deepEqual(one.state, { title: 'Kenwood TM-D700', call: null, problem: null });
  const packet = kiss(ui('W1AW'));
  radio.fromRadio(packet);
  const expected = [Buffer.from(packet).toString('base64')];
  t.deepEqual([one.frames, two.frames], [expected, expected]);
  end();
  radio.away('unplugged', true);
  t.is(one.state.problem, 'unplugged');
  t.is(two.state.problem, null, 'it hung up');
  radio.ready(wire);
  t.is(one.state.problem, null);
});

test('the state is repeated, so that a page knows that it is connected, and a phone that does not read is dropped', async (t) => {
  const { clock, radio, wire } = shared(undefined);
  const phone = new Phone();
  const end = radio.subscribe(phone.session, phone);
  radio.ready(wire);
  const before = phone.said.length;
  await clock.pass(11_000);
  t.is(phone.said.slice(before).match(/event: state/g)?.length, 2);
  phone.writableLength = 300_000;
  radio.fromRadio(kiss(ui('W1AW')));
  t.false(phone.isOpen);
  end();
  const after = phone.said.length;
  await clock.pass(MINUTE_MS);
  t.is(phone.said.length, after, 'nobody listens');
});

test('a phone transmits only UI frames under the call sign of the terminal, and no digipeated ones', async (t) => {
  const { clock, radio, wire, onAir } = shared('W1AW');
  const phone = new Phone();
  radio.subscribe(phone.session, phone);
  radio.ready(wire);
  const own = ui('W1AW-9');
  const connect = own.slice(0, 15);
  connect[14] = 0x3f; // SABM
  for (const [what, bytes, code] of [
    ['another call sign', kiss(ui('W2XYZ')), 'other-call'],
    ['a longer call sign', kiss(ui('W1AWX')), 'other-call'],
    [
      'a digipeated frame',
      kiss(ui('W1AW', [{ call: parseCallSign('W1AW-1'), repeated: true }])),
      'bad-request',
    ],
    ['a connect request', kiss(connect), 'bad-request'],
    ['a KISS parameter', kiss(Uint8Array.of(50), KISS_COMMANDS.txdelay), 'bad-request'],
    ['leave KISS', kiss(Uint8Array.of(), KISS_COMMANDS.return), 'bad-request'],
    ['another port', kiss(own, KISS_COMMANDS.data, 1), 'bad-request'],
    ['two frames', Buffer.concat([kiss(own), kiss(own)]), 'bad-request'],
    ['noise', Uint8Array.of(1, 2, 3), 'bad-request'],
    ['nothing', Uint8Array.of(), 'bad-request'],
  ] as const) {
    t.like(
      t.throws(() => radio.transmit(phone.session, bytes)),
      { code },
      what,
    );
  }
  await clock.pass(1000);
  t.deepEqual(onAir, []);
  radio.transmit(phone.session, kiss(own));
  await clock.pass(1000);
  t.deepEqual(onAir, [kiss(own)]);
});

test('what one phone transmits the others see', async (t) => {
  const { clock, radio, wire } = shared('W1AW');
  const [one, two] = [new Phone(), new Phone()];
  radio.subscribe(one.session, one);
  radio.subscribe(two.session, two);
  radio.ready(wire);
  radio.transmit(one.session, kiss(ui('W1AW')));
  await clock.pass(1000);
  t.deepEqual([one.frames.length, two.frames.length], [0, 1]);
});

test('nothing is transmitted when it is not allowed, without a stream, while the radio is away, or too fast', async (t) => {
  const receiving = shared(undefined);
  const phone = new Phone();
  receiving.radio.subscribe(phone.session, phone);
  receiving.radio.ready(receiving.wire);
  const own = kiss(ui('W1AW'));
  t.like(
    t.throws(() => receiving.radio.transmit(phone.session, own)),
    { code: 'receive-only' },
  );
  const { clock, radio, wire, onAir } = shared('W1AW');
  radio.subscribe(phone.session, phone);
  t.like(
    t.throws(() => radio.transmit(phone.session, own)),
    { code: 'not-now' },
  );
  radio.ready(wire);
  t.like(
    t.throws(() => radio.transmit(new Phone().session, own)),
    { code: 'not-now' },
  );
  for (let count = 0; count < 12; count++) radio.transmit(phone.session, own);
  t.like(
    t.throws(() => radio.transmit(phone.session, own)),
    { code: 'too-fast', retryAfterS: 60 },
  );
  await clock.pass(MINUTE_MS - 1);
  t.throws(() => radio.transmit(phone.session, own));
  await clock.pass(1);
  radio.transmit(phone.session, own);
  radio.away('unplugged', true);
  t.like(
    t.throws(() => radio.transmit(phone.session, own)),
    { code: 'not-now' },
  );
  await clock.pass(1000);
  t.is(onAir.length, 13);
  t.is(receiving.onAir.length, 0);
});

test('what stands behind a frame becomes no other one with what the phone sends next', async (t) => {
  const { clock, onAir, radio, wire } = shared('W1AW');
  const phone = new Phone();
  radio.subscribe(phone.session, phone);
  radio.ready(wire);
  const own = kiss(ui('W1AW'));
  const marked = ui('K1ABC', [{ call: parseCallSign('W1AW'), repeated: true }]);
  for (const tail of [kiss(marked), kiss(Uint8Array.of(0xff), KISS_COMMANDS.txdelay)]) {
    radio.transmit(phone.session, Buffer.concat([own, tail.subarray(0, -1)]));
  }
  radio.transmit(phone.session, own);
  await clock.pass(MINUTE_MS);
  const ends = onAir.filter((bytes) => Buffer.from(bytes).equals(Buffer.from(own)));
  t.deepEqual(
    [ends.length, onAir.length],
    [3, 3],
    onAir.map((bytes) => Buffer.from(bytes).toString('hex')).join(),
  );
});
