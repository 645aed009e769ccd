import { createServer } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { radioKinds } from '../../../host/kenwood/sim/kind.js';
import { SimRadio } from '../../../host/kenwood/sim/radio.js';
import { serveTcp } from '../../../host/link/serve/serve.js';
import { parameterFrames, RETURN_FRAME } from '../../../host/packet/kiss/kiss.js';
import { packet } from '../../kiss-server/rig.js';
import { portOf } from '../../real-time/port-of.js';
import { SteppedClock } from '../../stepped-clock.js';
import { run, words } from '../run.js';
import { Client, Serving } from './serving.js';

const TM_D700 = radioOfKind('tm-d700');
const RADIO = '--port sim:tm-d700?traffic=1';
const QUIET = '--port sim:tm-d700';

async function ready(t: ExecutionContext, line: string, env: Record<string, string> = {}): Promise<Serving> {
  const serving = await Serving.ready(line, { env });
  t.teardown(() => serving.stop());
  return serving;
}

function radioOfKind(name: string): (typeof radioKinds)[number] {
  const kind = radioKinds.find((known) => known.name === name);
  if (!kind) throw new Error(`there is no ${name}`);
  return kind;
}

const kinds = ({ documents }: Serving): string[] =>
  documents.map(({ schema, event }) => (schema === 'onair/kiss.frame@1' ? 'heard' : String(event)));

test('init at the start, every frame whole to all, exit at the end', async (t) => {
  const serving = await ready(t, RADIO);
  const clients = [await serving.client(), await serving.client(), await serving.client()];
  await serving.event('heard', 5);
  await serving.until(() => clients.every(({ frames }) => frames.length >= 3), 'three each');
  for (const client of clients) {
    t.deepEqual(client.frames.slice(0, 3), clients[0]?.frames.slice(0, 3));
    t.true(client.heard.every((text) => /simulated packet \d+$/.test(text)));
  }
  t.is(await serving.stop(), 0);
  t.true(clients.every(({ isClosed }) => isClosed));
  const seen = kinds(serving).filter((kind) => kind !== 'heard');
  t.deepEqual(seen.slice(0, 2), ['listening', 'ready']);
  t.deepEqual(seen.slice(-5), ['exited', 'gone', 'gone', 'gone', 'ended']);
  t.like(serving.of('exited')[0], { mode: 'aprs', verified: true });
  t.like(serving.of('ended')[0], { clients: 3, sent: 0, refused: 0, warnings: [] });
});

test('a client transmits under a real call sign; a placeholder, SetHardware and leave-KISS are stopped and reported', async (t) => {
  const serving = await ready(t, `${QUIET} --trace /dev/null`);
  const client = await serving.client();
  client.send(packet('N0CALL', 'no'), packet('W1AW', 'yes'));
  client.send({ port: 0, command: 6, data: Buffer.from('TNC:') });
  client.write(RETURN_FRAME);
  client.send(packet('W1AW', 'still in KISS'));
  await serving.event('sent', 2);
  t.deepEqual(
    serving.of('sent').map(({ from, info }) => `${from} ${info}`),
    ['W1AW yes', 'W1AW still in KISS'],
  );
  t.deepEqual(
    serving.of('refused').map(({ reason }) => reason),
    ['no-call-sign', 'hardware', 'return'],
  );
});

for (const [flags, env] of [
  ['--call W1AW', {}],
  ['', { ONAIR_CALL: 'W1AW' }],
] as const) {
  test(`only own stations: ${flags || 'ONAIR_CALL'}`, async (t) => {
    const serving = await ready(t, `${QUIET} ${flags}`, env);
    const client = await serving.client();
    client.send(packet('K1ABC', 'other'), packet('W1AW-7', 'own'));
    await serving.event('sent');
    t.like(serving.of('sent')[0], { from: 'W1AW-7' });
    t.like(serving.of('refused')[0], { reason: 'other-call-sign' });
    t.deepEqual(serving.of('listening')[0]?.mayTransmit, ['W1AW']);
  });
}

test('receive only: nothing goes on', async (t) => {
  const serving = await ready(t, `${QUIET} --receive-only`);
  const client = await serving.client();
  client.send(packet('W1AW', 'x'), ...parameterFrames({ txDelayMs: 300 }));
  await serving.event('refused', 2);
  await serving.pass(10_000);
  t.deepEqual(serving.of('listening')[0]?.mayTransmit, []);
  t.is(serving.of('sent').length + serving.of('parameter').length, 0);
});

test('--allow-exit: a leave-KISS frame ends it, and the radio is brought back', async (t) => {
  const serving = await ready(t, `${QUIET} --allow-exit`);
  const client = await serving.client();
  client.write(RETURN_FRAME);
  t.is(await serving.ended(), 0);
  t.true(client.isClosed);
  t.like(serving.of('exited')[0], { mode: 'aprs' });
});

test('the link is lost: clients stay, what they send is refused, and they hear again', async (t) => {
  const serving = await ready(t, '--port sim:tm-d700?traffic=1&fault=disconnect@30');
  const client = await serving.client();
  await serving.event('lost');
  const before = client.frames.length;
  client.send(packet('W1AW', 'into the void'));
  t.like(await serving.event('refused'), { reason: 'radio-away' });
  await serving.event('ready', 2);
  await serving.until(() => client.frames.length > before, 'heard again');
  t.false(client.isClosed);
  t.is(serving.of('sent').length, 0, 'and nothing goes out later');
});

test('the TNC falls out of KISS: what clients send is refused, not typed at its prompt, until it is back', async (t) => {
  const clock = new SteppedClock();
  let radio: SimRadio | undefined;
  const kind = {
    ...TM_D700,
    create: (...world: Parameters<typeof TM_D700.create>) => {
      const device = TM_D700.create(...world);
      if (device instanceof SimRadio) radio = device;
      return device;
    },
  };
  const served = await serveTcp(
    { host: '127.0.0.1', port: 0 },
    { kind, options: [], clock, onEvent: () => {} },
  );
  t.teardown(() => served.close());
  const serving = await Serving.ready(`--port ${served.port}`, { clock });
  t.teardown(() => serving.stop());
  const client = await serving.client();
  radio?.powerCycle();
  await serving.event('left');
  client.send(packet('W1AW', 'not at the prompt'));
  t.like(await serving.event('refused'), { reason: 'radio-away' });
  await serving.event('ready', 2);
  client.send(packet('W1AW', 'in KISS again'));
  await serving.event('sent');
  await serving.until(() => radio?.transmitted.length === 1, 'on the air');
  t.is(Buffer.from(radio?.transmitted[0]?.frame.info ?? []).toString(), 'in KISS again');
  t.false(client.isClosed);
});

for (const [flags, leaves] of [
  ['--allow-exit', true],
  ['', false],
] as const) {
  test(`--no-init ${flags}: ${leaves ? 'a client takes the TNC out of KISS' : 'Ctrl-C leaves it in KISS'}`, async (t) => {
    const serving = new Serving(`--port sim:tm-d700?mode=kiss --no-init --yes ${flags}`);
    t.teardown(() => serving.stop());
    await serving.until(() => serving.stderr.includes('is shared'), 'shared');
    const address = /on (127\S+:\d+);/.exec(serving.stderr)?.[1] ?? '';
    const client = await Client.connect(address);
    client.write(RETURN_FRAME);
    if (leaves) t.is(await serving.ended(), 0);
    else {
      await serving.until(() => serving.stderr.includes('leaving KISS would take'), 'refused');
      t.is(await serving.stop(), 0);
    }
    t.is(serving.stderr.includes('TNC left KISS'), leaves);
  });
}

test('--no-exit leaves the radio in KISS', async (t) => {
  const serving = new Serving(`${QUIET} --yes --no-exit`);
  await serving.until(() => serving.stderr.includes('is shared'), 'shared');
  t.is(await serving.stop(), 0);
  t.notRegex(serving.stderr, /TNC mode aprs/);
});

test('what was given to a client arrives before it is hung up on', async (t) => {
  const serving = await ready(t, RADIO);
  const client = await serving.client();
  await serving.event('heard', 3);
  client.socket.pause();
  await serving.event('heard', 5);
  const stopped = serving.stop();
  client.socket.resume();
  t.is(await stopped, 0);
  t.true(client.frames.length >= 4);
  t.like(serving.of('gone')[0], { totals: { heard: client.frames.length, sent: 0, refused: 0 } });
});

test('a radio that wants C escaped gets it so', async (t) => {
  const serving = await ready(t, `${QUIET} --escape-c --check 5`);
  const client = await serving.client();
  client.send(packet('W1AW', 'TC 1\r'));
  t.like(await serving.event('sent'), { info: 'TC 1\r' });
  await serving.pass(20_000);
  t.is(serving.of('left').length, 0, 'the port did not go to radio control');
  const without = await ready(t, `${QUIET} --check 5`);
  (await without.client()).send(packet('W1AW', 'TC 1\r'));
  await without.event('left');
  t.pass('as a radio does that is not asked');
});

test('--no-init: nothing is said to the TNC at start and end, and what it hears is shared', async (t) => {
  const serving = await ready(t, '--port sim:tm-d700?mode=kiss&traffic=1 --no-init');
  const client = await serving.client();
  await serving.until(() => client.frames.length > 0, 'heard');
  t.is(await serving.stop(), 0);
  t.false(kinds(serving).includes('exited'));
});

test('parameters of the server are set after init and are not for clients', async (t) => {
  const serving = await ready(t, `${QUIET} --txdelay 400 --persistence 100`);
  const client = await serving.client();
  client.send(...parameterFrames({ txDelayMs: 500, slotTimeMs: 200 }));
  t.like(await serving.event('parameter'), { command: 'slottime', value: 200 });
  t.like(await serving.event('refused'), { reason: 'fixed-parameter' });
});

test('a browser is hung up on before its bytes count', async (t) => {
  const serving = await ready(t, QUIET);
  const client = await serving.client();
  client.write(Buffer.from('POST / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'));
  client.send(packet('W1AW', 'from a page'));
  t.like(await serving.event('gone'), { dropped: true });
  await serving.until(() => client.isClosed, 'closed');
  t.is(serving.of('sent').length, 0);
});

test('more than --max-clients: the next is turned away', async (t) => {
  const serving = await ready(t, `${QUIET} --max-clients 1`);
  await serving.client();
  const second = await Client.connect(serving.address);
  await serving.until(() => second.isClosed, 'turned away');
  t.like(serving.of('turned-away')[0], { clients: 1 });
});

test('people read packets on stdout, and the rest on stderr', async (t) => {
  const serving = new Serving(`${RADIO} --yes`);
  t.teardown(() => serving.stop());
  await serving.until(() => serving.stdout.includes('\n'), 'a packet');
  t.regex(serving.stdout, /^\[0\] N0CALL-9>APK101,WIDE1-1\*:=4903/);
  t.regex(
    serving.stderr,
    /KISS over TCP on 127\.0\.0\.1:\d+; stop with Ctrl-C\. Clients transmit under every/,
  );
  t.regex(serving.stderr, /the TNC on sim:tm-d700\?traffic=1 is shared \(found in state: radio-control\)/);
  t.is(await serving.stop(), 0);
  t.regex(
    serving.stderr,
    /the radio is back in APRS mode\nclients: 0; packets heard: \d+, sent: 0, refused: 0\n$/,
  );
});

/** What a tired person types, and the exit code with a word of the remedy. */
const WRONG: readonly (readonly [line: string, code: number, remedy: RegExp])[] = [
  [QUIET, 2, /--yes/],
  [`${QUIET} --yes --listen 0.0.0.0:0`, 2, /--lan/],
  [`${QUIET} --yes --listen nonsense`, 2, /HOST:PORT such as 127\.0\.0\.1:8001/],
  [`${QUIET} --yes --call N0CALL`, 2, /callsign/],
  [`${QUIET} --yes --txdelay 305`, 2, /steps of 10/],
  [`${QUIET} --yes --txdelay 3000`, 2, /2550/],
  [`${QUIET} --yes --radio tm-d7000`, 2, /tm-d700/],
  [`${QUIET} --yes --recieve-only`, 2, /--receive-only/],
  ['--port sim:tm-d700?fault=refuses-kiss --yes', 5, /./],
  ['--port sim:tm-d700?fault=silent --yes', 4, /./],
  ['--port tcp://127.0.0.1:1 --yes', 3, /./],
];

for (const [line, code, remedy] of WRONG) {
  test(`exit ${code} with its remedy: kiss serve ${line}`, async (t) => {
    const serving = new Serving(line);
    t.is(await serving.ended(), code, serving.stderr);
    t.regex(serving.stderr.replaceAll(/\s+/g, ' '), remedy);
    t.regex(serving.stderr, /hint:/);
  });
}

test('a port that is taken: exit 3, and the radio is left alone', async (t) => {
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  t.teardown(() => void other.close());
  const port = portOf(other);
  const serving = new Serving(`${QUIET} --yes --listen 127.0.0.1:${port}`);
  t.is(await serving.ended(), 3);
  t.regex(serving.stderr, /another program listens there/);
  t.notRegex(serving.stderr, /simulated/);
});

test('--lan says what it means, in the JSON too', async (t) => {
  const serving = await Serving.ready(`${QUIET} --listen 0.0.0.0:0 --lan`);
  t.is(await serving.stop(), 0);
  t.regex(serving.stderr, /everybody in your network can transmit under your license/);
  t.regex(JSON.stringify(serving.of('ended')[0]?.warnings), /^\["0\.0\.0\.0:0: everybody in your network/);
});

test('--dry-run prints the bytes of the init and opens nothing', async (t) => {
  const { code, documents } = await run(words(`kiss serve ${QUIET} --dry-run --json`));
  t.is(code, 0);
  t.is(documents.length, 1);
  t.like(documents[0], { schema: 'onair/kiss.serve@1', dryRun: true });
});
