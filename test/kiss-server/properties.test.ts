import test from 'ava';
import fc from 'fast-check';
import { LIMITS } from '../../host/kiss-server/hub.js';
import { encodeKiss, KISS_COMMANDS, type KissFrame, RETURN_FRAME } from '../../host/packet/kiss/kiss.js';
import { type FakeClient, FakeRadio, packet, rig } from './rig.js';

/** Bytes as a client in trouble sends them: frames, halves of frames, text, and anything else. */
const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc
    .array(fc.constantFrom(0xc0, 0xdb, 0xdc, 0xdd, 0x00, 0x01, 0x0c, 0x0d, 0xff, 0x43), { maxLength: 60 })
    .map((bytes) => Uint8Array.from(bytes)),
  fc.string({ maxLength: 100 }).map((text) => Buffer.from(`${text}\r`, 'latin1')),
  fc
    .tuple(
      fc.constantFrom('W1AW', 'N0CALL', 'K1ABC-9'),
      fc.uint8Array({ maxLength: 250 }),
      fc.nat(15),
      fc.nat(300),
    )
    .map(([from, info, port, cut]) => {
      const frame = packet(from, Buffer.from(info).toString('latin1'));
      return encodeKiss({ ...frame, port }).subarray(0, cut);
    }),
  fc
    .tuple(fc.nat(14), fc.nat(15), fc.uint8Array({ maxLength: 20 }))
    .map(([port, command, data]) => encodeKiss({ port, command, data: Buffer.from(data) })),
  fc.constant(RETURN_FRAME),
);

test('no bytes of clients make it throw, hang or grow; what reaches the TNC is whole, allowed, and reported', async (t) => {
  const log = fc.array(fc.tuple(fc.nat(4), anyBytes, fc.constantFrom(0, 0, 0, 50, 500)), { maxLength: 80 });
  await fc.assert(
    fc.asyncProperty(log, async (steps) => {
      const { hub, join, radio, pass, of } = rig();
      const clients = Array.from({ length: 5 }, () => join());
      for (const [who, bytes, restMs] of steps) {
        clients[who]?.joined?.take(bytes);
        if (restMs > 0) await pass(restMs);
      }
      await pass(LIMITS.clients * LIMITS.waitingFrames * 300);
      const counted = [...of('sent'), ...of('parameter')].length;
      t.is(radio.sent.length, counted, 'each frame by itself');
      t.is(hub.totals.sent, counted);
      const given = radio.frames.filter(({ command }) => command === KISS_COMMANDS.data);
      t.deepEqual(
        given,
        of('sent')
          .map(({ frame }) => frame)
          .filter(({ command }) => command === KISS_COMMANDS.data),
      );
      for (const frame of radio.frames) {
        t.not(frame.command, KISS_COMMANDS.return);
        t.false(
          Buffer.from(frame.data).includes(Buffer.from(packet('N0CALL', '').data.subarray(7, 13))) &&
            frame.command === 0,
        );
      }
      for (const client of clients) t.true(client.unsentBytes <= LIMITS.unsentBytes);
    }),
    { numRuns: 150 },
  );
});

type Action =
  | { readonly kind: 'join' | 'join stuck' | 'away' | 'lost' | 'ready' }
  | { readonly kind: 'leave' | 'garbage'; readonly who: number }
  | { readonly kind: 'heard'; readonly text: string; readonly cuts: readonly number[] }
  | { readonly kind: 'sends'; readonly who: number; readonly count: number };

const act: fc.Arbitrary<Action> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom<Action>({ kind: 'join' }, { kind: 'join' }, { kind: 'join stuck' }),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom<Action>(
      { kind: 'away' },
      { kind: 'lost' },
      { kind: 'ready' },
      { kind: 'ready' },
    ),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('leave' as const, 'garbage' as const), who: fc.nat(9) }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      kind: fc.constant('heard' as const),
      text: fc
        .uint8Array({ minLength: 1, maxLength: 250 })
        .map((bytes) => Buffer.from(bytes).toString('latin1')),
      cuts: fc.array(fc.nat(300), { maxLength: 4 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('sends' as const),
      who: fc.nat(9),
      count: fc.integer({ min: 1, max: 90 }),
    }),
  },
);

test('no frame that the radio gave is missing on any healthy client, whatever the others and the link do', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { maxLength: 120 }), async (actions) => {
      const { hub, join, pass } = rig();
      /** Those who read, with what they must have got. */
      const healthy = new Map<FakeClient, KissFrame[]>();
      const all: FakeClient[] = [];
      let asked = 0;
      for (const step of actions) {
        switch (step.kind) {
          case 'join':
          case 'join stuck': {
            const client = join();
            client.isStuck = step.kind === 'join stuck';
            all.push(client);
            if (!client.isStuck && client.joined) healthy.set(client, []);
            break;
          }
          case 'leave': {
            const client = all[step.who];
            client?.joined?.gone('it hung up');
            if (client) {
              if (healthy.has(client)) t.deepEqual(client.frames, healthy.get(client));
              healthy.delete(client);
            }
            break;
          }
          case 'garbage': {
            const client = all[step.who];
            if (!client || !healthy.has(client)) break;
            client.joined?.take(Buffer.from('c0db00ffc0ffc0c0', 'hex')); // one frame, and noise
            asked++;
            break;
          }
          case 'heard': {
            const frame = packet('K1ABC', step.text);
            const bytes = encodeKiss(frame);
            for (const expected of healthy.values()) expected.push(frame);
            const cuts = [
              0,
              ...step.cuts.map((cut) => cut % bytes.length).sort((a, b) => a - b),
              bytes.length,
            ];
            for (const [index, cut] of cuts.entries())
              hub.fromRadio(bytes.subarray(cuts[index - 1] ?? 0, cut));
            break;
          }
          case 'sends': {
            const frames = Array.from({ length: step.count }, (_, index) => packet('W1AW', `${index}`));
            const client = all[step.who];
            if (!client || !healthy.has(client)) break;
            client.send(...frames);
            asked += step.count;
            break;
          }
          case 'away':
            hub.radioAway();
            break;
          case 'lost':
            hub.radioLost();
            break;
          case 'ready':
            hub.radioReady(new FakeRadio());
            break;
        }
        await pass(20);
      }
      await pass(2 * 60_000);
      for (const [client, expected] of healthy) t.deepEqual(client.frames, expected);
      for (const client of all) t.true(client.unsentBytes <= LIMITS.unsentBytes);
      // Each frame that a client sent was handed on or refused: none vanished.
      t.is(hub.totals.sent + hub.totals.refused, asked);
    }),
    { numRuns: 150 },
  );
});

test('in turns: of the clients that wait, none is served twice before all are served once', async (t) => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 1, max: LIMITS.waitingFrames }), { minLength: 2, maxLength: 12 }),
      async (frameCounts) => {
        const { join, radio, pass, of } = rig();
        radio.wireTimeMs = () => 1; // so that nothing becomes too old
        const clients = frameCounts.map(() => join());
        for (const [index, count] of frameCounts.entries()) {
          clients[index]?.send(...Array.from({ length: count }, (_, place) => packet('W1AW', `${place}`)));
        }
        await pass(10_000);
        const order = of('sent').map(({ client }) => client.id);
        for (const [index, count] of frameCounts.entries()) {
          const id = index + 1;
          t.is(order.filter((served) => served === id).length, count);
          // Between two turns of one client every other that still waits has one.
          const places = order.flatMap((served, place) => (served === id ? [place] : []));
          for (const [turn, place] of places.entries()) {
            const next = places[turn + 1];
            if (next === undefined || place === 0) continue;
            for (const [other, total] of frameCounts.entries()) {
              const servedBefore = order.slice(0, place).filter((served) => served === other + 1).length;
              if (other === index || servedBefore >= total) continue;
              t.true(order.slice(place + 1, next).includes(other + 1), `${order}`);
            }
          }
        }
      },
    ),
    { numRuns: 60 },
  );
});
