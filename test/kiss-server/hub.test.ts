import test from 'ava';
import { joinBytes, latin1Bytes, latin1Text } from '../../host/base/bytes.js';
import { LIMITS } from '../../host/kiss-server/hub.js';
import {
  ackModeData,
  encodeKiss,
  KISS_COMMANDS,
  type KissFrame,
  parameterFrames,
  RETURN_FRAME,
  readAckMode,
} from '../../host/packet/kiss/kiss.js';
import { FakeRadio, OPEN_RULES, packet, rig } from './rig.js';

const HEARD = packet('K1ABC-9', 'from the air');
const bytesOf = (frame: KissFrame): Uint8Array => encodeKiss(frame);

test('a frame from the radio goes to every client whole, however it comes in', (t) => {
  const { hub, join, of } = rig();
  const clients = [join(), join(), join()];
  const wire = joinBytes([bytesOf(HEARD), bytesOf(packet('K1ABC', '\xc0\xdb'))]);
  for (const byte of wire) hub.fromRadio(Uint8Array.of(byte));
  for (const client of clients) t.deepEqual(client.bytes, wire);
  t.is(of('heard').length, 2);
});

test('a client that comes later gets what comes later, beginning with a whole frame', (t) => {
  const { hub, join } = rig();
  const early = join();
  const [first, second] = [bytesOf(HEARD), bytesOf(packet('K1ABC', 'second'))];
  hub.fromRadio(first.subarray(0, 20));
  const late = join();
  hub.fromRadio(first.subarray(20));
  early.joined?.gone('it hung up');
  hub.fromRadio(second);
  t.deepEqual(early.bytes, first);
  t.deepEqual(late.bytes, joinBytes([first, second]));
});

test('a client that does not read is dropped with a word; the others miss nothing', (t) => {
  const { hub, join, of } = rig();
  const [well, stuck] = [join(), join()];
  stuck.isStuck = true;
  const big = bytesOf(packet('K1ABC', 'x'.repeat(1000)));
  const count = Math.ceil(LIMITS.unsentBytes / big.length) + 10;
  for (let index = 0; index < count; index++) hub.fromRadio(big);
  t.true(stuck.isDropped);
  t.true(stuck.unsentBytes <= LIMITS.unsentBytes, 'bounded');
  t.is(well.frames.length, count);
  t.like(of('gone')[0], { dropped: true, client: { id: 2 }, clients: 1 });
  stuck.send(packet('W1AW', 'too late'));
  stuck.joined?.gone('closed');
  t.is(of('gone').length, 1, 'told once');
  t.is(hub.totals.sent, 0);
});

test('frames of many clients reach the radio whole, one at a time, in turns', async (t) => {
  const { join, radio, pass, of } = rig();
  const clients = ['W1AA', 'W1AB', 'W1AC'].map((call) => ({ call, client: join(call) }));
  for (const { call, client } of clients) {
    const frames = Array.from({ length: 5 }, (_, index) => packet(call, `${index}`));
    const bytes = joinBytes(frames.map(bytesOf));
    for (const byte of bytes) client.joined?.take(Uint8Array.of(byte));
  }
  await pass();
  t.is(radio.sent.length, 15, 'one send for each frame');
  const order = of('sent').map(({ client, frame }) => `${client.name} ${latin1Text(frame.data).slice(-1)}`);
  // The very first went out before anybody else had said anything.
  const turns = (index: number): string[] =>
    clients.map(({ call }, place) => `${call} ${place === 0 ? index + 1 : index}`);
  t.deepEqual(order, ['W1AA 0', ...[0, 1, 2, 3].flatMap(turns), 'W1AB 4', 'W1AC 4']);
  t.deepEqual(
    radio.frames,
    of('sent').map(({ frame }) => frame),
  );
});

test('a client that sends without end waits behind one that sends once', async (t) => {
  const { join, radio, pass } = rig();
  const [greedy, modest] = [join(), join()];
  greedy.send(...Array.from({ length: 50 }, (_, index) => packet('W1AA', `${index}`)));
  modest.send(packet('W1AB', 'once'));
  await pass(500);
  const place = radio.frames.findIndex(({ data }) => latin1Text(data).includes('once'));
  t.true(place >= 0 && place <= 2, `place ${place}`);
});

test('the wire is given the time it needs, so that what waits can be called off', async (t) => {
  const { hub, join, radio, pass, of } = rig();
  const frame = packet('W1AW', 'x'.repeat(78)); // 97 bytes with type and FENDs: 101 ms at 9600 baud
  join().send(...Array.from({ length: 10 }, () => frame));
  await pass(500);
  t.is(radio.sent.length, 5);
  hub.radioAway();
  await pass();
  t.is(radio.sent.length, 5);
  t.deepEqual(
    of('refused').map(({ reason }) => reason),
    Array<string>(5).fill('radio-away'),
  );
});

test('while the radio is away nothing is kept for it; afterwards new frames pass', async (t) => {
  const { hub, join, radio, pass, of } = rig();
  const client = join();
  hub.radioLost();
  client.send(packet('W1AW', 'old'));
  await pass();
  const next = new FakeRadio();
  hub.radioReady(next);
  await pass();
  t.deepEqual([radio.sent.length, next.sent.length], [0, 0]);
  t.like(of('refused')[0], { reason: 'radio-away', pendingReports: 0 });
  client.send(packet('W1AW', 'new'));
  await pass();
  t.is(next.frames.length, 1);
  t.deepEqual(client.bytes, new Uint8Array(0), 'and the client stayed');
  t.is(of('gone').length, 0);
});

test('a frame that was begun before a lost link is not ended by the bytes of the next', (t) => {
  const { hub, join } = rig();
  const client = join();
  hub.fromRadio(bytesOf(HEARD).subarray(0, 25));
  hub.radioLost();
  hub.radioReady(new FakeRadio());
  hub.fromRadio(bytesOf(packet('K1ABC', 'after')).subarray(1));
  hub.fromRadio(bytesOf(HEARD));
  t.deepEqual(client.bytes, bytesOf(HEARD));
});

test('a packet between the words of an init is a packet; the words are nothing', (t) => {
  const { hub, join } = rig();
  const client = join();
  hub.radioAway();
  const words = 'TNC 2\rcmd:KISS ON\rp was OFF for a long time\r';
  hub.fromRadio(
    joinBytes([
      Buffer.from(words),
      bytesOf(HEARD),
      Buffer.from(words),
      RETURN_FRAME,
      Buffer.from('PACLEN and more than sixteen\r'),
      bytesOf(HEARD),
    ]),
  );
  t.deepEqual(client.bytes, joinBytes([bytesOf(HEARD), bytesOf(HEARD)]));
});

test('a radio that takes no bytes is given up, its frame is reported, and nothing goes out later', async (t) => {
  const { join, radio, pass, of } = rig();
  radio.isStuck = true;
  const client = join();
  client.send(packet('W1AW', 'first'), packet('W1AW', 'second'));
  await pass(LIMITS.waitMs - 1000);
  t.false(radio.isGivenUp);
  await pass(2000);
  t.true(radio.isGivenUp);
  t.is(of('stuck').length, 1);
  t.is(radio.sent.length, 1, 'the second was never begun');
  t.is(of('sent').length, 0);
  t.like(of('refused')[0], { reason: 'radio-away', frame: packet('W1AW', 'first') });
});

test('a radio that has taken its frame is not given up later', async (t) => {
  const { join, radio, pass, of } = rig();
  join().send(packet('W1AW', 'x'));
  await pass(2 * LIMITS.waitMs);
  t.false(radio.isGivenUp);
  t.is(of('stuck').length, 0);
});

test('what waits when the TNC leaves KISS is refused, and is not sent when it comes back', async (t) => {
  const { hub, join, radio, pass, of } = rig();
  join().send(...['first', 'second', 'third'].map((text) => packet('W1AW', text)));
  await pass(0);
  hub.radioAway();
  t.deepEqual(
    of('refused').map(({ reason, frame }) => [reason, frame]),
    ['second', 'third'].map((text) => ['radio-away', packet('W1AW', text)]),
  );
  const next = new FakeRadio();
  hub.radioReady(next);
  join().send(packet('W1AW', 'new'));
  await pass();
  t.deepEqual(radio.frames, [packet('W1AW', 'first')]);
  t.deepEqual(next.frames, [packet('W1AW', 'new')]);
});

test('a client that is gone gets and transmits nothing more', async (t) => {
  const { hub, join, radio, pass, of } = rig();
  const client = join();
  client.send({ port: 0, command: KISS_COMMANDS.ackmode, data: ackModeData(7, packet('W1AW', 'x').data) });
  await pass();
  client.joined?.gone('it hung up');
  for (const frame of radio.frames) hub.fromRadio(bytesOf({ ...frame, data: frame.data.subarray(0, 2) }));
  client.send(packet('W1AW', 'late'));
  await pass();
  t.is(client.bytes.length, 0);
  t.is(radio.sent.length, 1);
  t.is(of('refused').length, 0);
});

test('frames are counted: for each client when it goes, and for all', async (t) => {
  const { hub, join, pass, of } = rig();
  const [busy, quiet] = [join(), join()];
  busy.joined?.take(Buffer.from('KISS ON\r'));
  busy.send(packet('W1AW', 'x'), ...parameterFrames({ persistence: 63 }), packet('N0CALL', 'x'));
  await pass();
  for (let index = 0; index < 3; index++) hub.fromRadio(bytesOf(HEARD));
  for (const client of [busy, quiet]) client.joined?.gone('it hung up');
  t.like(of('gone')[0], { dropped: false, totals: { heard: 3, sent: 2, refused: 1 } });
  t.like(of('gone')[1], { dropped: false, totals: { heard: 3, sent: 0, refused: 0 } });
  t.deepEqual(hub.totals, { clients: 2, heard: 3, sent: 2, refused: 1 });
});

test('a frame that waited too long is reported, not sent', async (t) => {
  const { join, radio, pass, of } = rig();
  // 50 clients with 64 frames of 250 bytes each: far more than half a minute of the wire.
  const clients = Array.from({ length: 50 }, () => join());
  for (const client of clients) {
    client.send(...Array.from({ length: LIMITS.waitingFrames }, () => packet('W1AW', 'x'.repeat(230))));
  }
  await pass(120_000);
  const total = clients.length * LIMITS.waitingFrames;
  const counted = of('refused').reduce((sum, { pendingReports }) => sum + 1 + pendingReports, 0);
  t.true(counted > 0 && of('refused').every(({ reason }) => reason === 'too-old'));
  t.is(radio.frames.length, of('sent').length);
  const wireMs = radio.wireTimeMs(joinBytes(radio.sent).length);
  t.true(wireMs > LIMITS.waitMs - 1000 && wireMs < LIMITS.waitMs + 1000, `${wireMs} ms`);
  t.true(counted <= total - radio.frames.length);
});

test('more than may wait is refused at once, and counted where it is not reported', async (t) => {
  const { hub, join, pass, of } = rig();
  const client = join();
  client.send(...Array.from({ length: 1000 }, (_, index) => packet('W1AW', `${index}`)));
  // The first is on its way to the radio, and waits for nothing.
  t.is(hub.totals.refused, 1000 - LIMITS.waitingFrames - 0);
  t.is(of('refused').length, 5, 'five a second are told');
  t.true(of('refused').every(({ reason }) => reason === 'queue-full'));
  await pass(60_000);
  t.is(hub.totals.sent, LIMITS.waitingFrames);
  client.send(...Array.from({ length: LIMITS.waitingFrames + 2 }, () => packet('W1AW', 'again')));
  t.is(of('refused')[5]?.pendingReports, 1000 - LIMITS.waitingFrames - 5);
});

test('too many clients: the next is turned away, and comes in when one has gone', (t) => {
  const { join, of } = rig({ maxClients: 2 });
  const first = join();
  join();
  t.is(join('10.0.0.9:1').joined, undefined);
  t.like(of('turned-away')[0], { name: '10.0.0.9:1', clients: 2 });
  first.joined?.gone('it hung up');
  t.not(join().joined, undefined);
});

test('parameters: the last of any client counts, those of the server stay, and all come back with the radio', async (t) => {
  const parameters = parameterFrames({ txDelayMs: 300 });
  const fixed = new Set(parameters.map(({ command }) => command));
  const { hub, join, radio, pass, of } = rig({ parameters, rules: { ...OPEN_RULES, fixed } });
  t.deepEqual(radio.frames, parameters);
  const [one, other] = [join(), join()];
  one.send(...parameterFrames({ txDelayMs: 500, persistence: 20 }));
  other.send(...parameterFrames({ persistence: 63, fullDuplex: false }), packet('W1AW', 'x'));
  await pass();
  t.deepEqual(
    of('parameter').map(({ client, frame }) => [client.id, frame.command, frame.data[0]]),
    [
      [1, KISS_COMMANDS.persistence, 20],
      [2, KISS_COMMANDS.persistence, 63],
      [2, KISS_COMMANDS.fullduplex, 0],
    ],
  );
  t.like(of('refused')[0], { reason: 'fixed-parameter', detail: 'txdelay' });
  hub.radioLost();
  const next = new FakeRadio();
  hub.radioReady(next);
  one.send(packet('W1AW', 'y'));
  await pass();
  t.deepEqual(
    next.frames.map(({ command, data }) => [command, data.length === 1 ? data[0] : data.length]),
    [
      [KISS_COMMANDS.txdelay, 30],
      [KISS_COMMANDS.persistence, 63],
      [KISS_COMMANDS.fullduplex, 0],
      [KISS_COMMANDS.data, 17],
    ],
  );
});

test('the TX delay of a client comes back with the radio, too', async (t) => {
  const { hub, join, pass } = rig();
  join().send(...parameterFrames({ txDelayMs: 500 }));
  await pass();
  hub.radioLost();
  const next = new FakeRadio();
  hub.radioReady(next);
  t.deepEqual(next.frames, parameterFrames({ txDelayMs: 500 }));
});

test('leave KISS: stopped; where it is allowed it ends the sharing and still does not reach the TNC', async (t) => {
  const stopped = rig();
  stopped.join().joined?.take(RETURN_FRAME);
  const allowed = rig({ rules: { ...OPEN_RULES, allowExit: true } });
  allowed.join().joined?.take(RETURN_FRAME);
  await Promise.all([stopped.pass(), allowed.pass()]);
  t.is(stopped.of('refused')[0]?.reason, 'return');
  t.is(allowed.of('return').length, 1);
  for (const { radio } of [stopped, allowed]) t.is(radio.sent.length, 0);
});

test('copy: what one transmits the others get, and not itself', async (t) => {
  const { join, pass } = rig({ copy: true });
  const [one, other] = [join(), join()];
  one.send(packet('W1AW', 'hello'), ...parameterFrames({ persistence: 1 }));
  await pass();
  t.deepEqual(other.frames, [packet('W1AW', 'hello')]);
  t.deepEqual(one.frames, []);
});

test('the C of a frame is escaped for radios that need it, and for nobody else', async (t) => {
  const { hub, join, radio, pass } = rig({ escapeC: true });
  const client = join();
  client.send(packet('W1AW', 'TC 0\r'));
  hub.fromRadio(bytesOf(packet('K1ABC', 'TC 0\r')));
  await pass();
  t.true(latin1Text(radio.sent[0] ?? new Uint8Array()).includes('T\xdbC 0\r'));
  t.deepEqual(client.bytes, bytesOf(packet('K1ABC', 'TC 0\r')));
});

test('ACK mode: two clients with the same number each get their own answer, and nobody else any', async (t) => {
  const { hub, join, radio, pass } = rig();
  const [one, other, third] = [join(), join(), join()];
  const ack = (from: string, number: number): KissFrame => ({
    port: 0,
    command: KISS_COMMANDS.ackmode,
    data: ackModeData(number, packet(from, 'x').data),
  });
  one.send(ack('W1AA', 7));
  other.send(ack('W1AB', 7), ack('W1AC', 8));
  await pass();
  const numbers = radio.frames.map((frame) => readAckMode(frame)?.number);
  t.is(new Set(numbers).size, 3);
  for (const frame of radio.frames.toReversed()) {
    hub.fromRadio(bytesOf({ ...frame, data: frame.data.subarray(0, 2) }));
  }
  const answers = (client: typeof one): unknown[] =>
    client.frames.map(({ data }) => Buffer.from(data).readUInt16BE(0));
  t.deepEqual([answers(one), answers(other), answers(third)], [[7], [8, 7], []]);
  hub.fromRadio(bytesOf({ port: 0, command: KISS_COMMANDS.ackmode, data: Buffer.from([9, 9]) }));
  t.is(third.frames.length, 1, 'an answer that nobody asked for goes to all');
});

test('ACK mode: a radio that was away answers nobody for what was asked before', async (t) => {
  const { hub, join, radio, pass } = rig();
  const [one, other] = [join(), join()];
  one.send({ port: 0, command: KISS_COMMANDS.ackmode, data: ackModeData(7, packet('W1AA', 'x').data) });
  await pass();
  const number = readAckMode(radio.frames[0] ?? { port: 0, command: 0, data: Buffer.alloc(0) })?.number ?? -1;
  hub.radioLost();
  hub.radioReady(new FakeRadio());
  hub.fromRadio(
    bytesOf({ port: 0, command: KISS_COMMANDS.ackmode, data: ackModeData(number, Buffer.alloc(0)) }),
  );
  t.deepEqual(one.bytes, other.bytes, 'what nobody asked of this one is for all');
  t.is(other.frames.length, 1);
});

test('text of a client gets the prompt that Dire Wolf feigns, and goes nowhere', async (t) => {
  const { join, radio, pass } = rig();
  const client = join();
  client.joined?.take(Buffer.from('\r\rXFLOW OFF\rKISS ON\r', 'latin1'));
  t.deepEqual(client.bytes, latin1Bytes('\r\ncmd:'.repeat(4)));
  client.joined?.take(Buffer.from('RESTART\r', 'latin1'));
  t.deepEqual(client.bytes.subarray(-2), Uint8Array.of(0xc0, 0xc0));
  await pass();
  t.is(radio.sent.length, 0);
});

test('frames are no text: neither with one FEND in between, nor with a CR in them', (t) => {
  const { join } = rig();
  const client = join();
  const withCr = bytesOf(packet('W1AW', 'one\rtwo\r'));
  client.joined?.take(
    joinBytes([
      withCr,
      withCr.subarray(1),
      withCr.subarray(1),
      Buffer.from('x'.repeat(100)),
      Buffer.from('\r'),
    ]),
  );
  t.is(client.bytes.length, 0);
});

for (const method of ['POST', 'GET', 'OPTIONS', 'CONNECT']) {
  test(`a web page can't transmit: ${method} is hung up on, whole or byte by byte`, async (t) => {
    const request = joinBytes([
      Buffer.from(`${method} /${'x'.repeat(100)} HTTP/1.1\r\nHost: localhost\r\n\r\n`),
      bytesOf(packet('W1AW', 'from a page')),
    ]);
    for (const pieces of [[request], [...request].map((byte) => Uint8Array.of(byte))]) {
      const { join, radio, pass, of } = rig();
      const client = join();
      for (const piece of pieces) client.joined?.take(piece);
      await pass();
      t.true(client.isDropped);
      t.like(of('gone')[0], { dropped: true, clients: 0 });
      t.is(radio.sent.length, 0);
      t.is(client.bytes.length, 0);
    }
  });
}

test('a client that says POST only later is not a browser', async (t) => {
  const { join, radio, pass } = rig();
  const client = join();
  client.joined?.take(Buffer.from('KISS ON\rPOST / HTTP/1.1\r'));
  client.send(packet('W1AW', 'x'));
  await pass();
  t.false(client.isDropped);
  t.is(radio.frames.length, 1);
});
