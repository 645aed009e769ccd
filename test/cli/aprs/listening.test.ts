import { createServer, type Socket } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { encodeKiss } from '../../../host/packet/kiss/kiss.js';
import { frameOf } from '../../packet/frames.js';
import { portOf } from '../../real-time/port-of.js';
import { inVirtualTime } from '../../virtual-time.js';
import { type Ran, type RunSetup, run, words } from '../run.js';

const virtually = async (line: string, setup: RunSetup = {}): Promise<Ran> =>
  (await inVirtualTime(() => run(words(line), setup))).value;
const events = ({ documents }: Ran): unknown[] =>
  documents.filter(({ schema }) => schema === 'onair/radio.state@1').map(({ event }) => event);

const VERBS = ['aprs listen', 'kiss listen', 'aprs heard'];

for (const verb of VERBS) {
  test.serial(`${verb}: a lost link is opened again`, async (t) => {
    const line = `${verb} --port sim:tm-d700?mode=kiss&traffic=20&fault=disconnect@3 --count 5`;
    const ran = await virtually(`${line} --json`);
    t.is(ran.code, 0);
    t.deepEqual(events(ran), ['lost', 'lost']);
    t.regex((await virtually(line)).stderr, /the link is gone.*Next try in 3 s/);
  });

  test.serial(
    `${verb}: a radio that is not in KISS is named within seconds, with what mends it`,
    async (t) => {
      for (const mode of ['packet', 'aprs', 'off', 'packet&owner=cat', 'converse']) {
        const port = `sim:tm-d700?mode=${mode}`;
        const ran = await virtually(`${verb} --port ${port} --for 8000`);
        t.is(ran.code, 0);
        t.regex(ran.stderr, /the radio is not in KISS: it sent ".*[?].*onair tnc init --port '?sim:/, mode);
        t.notRegex(ran.stderr, /simulated air/);
      }
      t.deepEqual(events(await virtually(`${verb} --port sim:tm-d700?mode=packet --for 300000 --json`)), [
        'left',
      ]);
    },
  );

  test.serial(`${verb}: a TNC in KISS is silent to the question and stays`, async (t) => {
    const ran = await virtually(`${verb} --port sim:tm-d700?mode=kiss --for 200000 --json`);
    t.is(ran.code, 0);
    t.deepEqual(events(ran), []);
  });

  test.serial(`${verb} --init brings the radio into KISS, if somebody agrees`, async (t) => {
    const line = `${verb} --port sim:tm-d700?traffic=1 --count 2 --init`;
    t.is((await virtually(line)).code, 2);
    const ran = await virtually(`${line} --yes`);
    t.is(ran.code, 0, ran.stderr);
    t.regex(ran.stderr, /TNC is in KISS/);
  });
}

const WITH_RADIO = [...VERBS, 'aprs chat --from W1AW', 'kiss serve --no-init --listen 127.0.0.1:0'];

for (const verb of WITH_RADIO) {
  test.serial(`${verb}: a --radio or --band that is wrong is refused without --init, too`, async (t) => {
    const line = `${verb} --port sim:tm-d700?mode=kiss --yes`;
    const end = verb.includes('serve') || verb.includes('chat') ? '' : ' --for 1000';
    for (const wrong of ['--radio /nowhere/radio.yaml', '--radio tm-d7000', '--band c']) {
      const ran = await virtually(`${line}${end} ${wrong}`, { lines: [] });
      t.is(ran.code, 2, `${wrong}: ${ran.screen}`);
      t.regex(ran.stderr, /hint:/);
    }
  });
}

/** A port that says these things, one for each time it is opened. */
async function port(t: ExecutionContext, says: readonly (string | Uint8Array)[]): Promise<string> {
  let opened = 0;
  const listening = createServer((socket: Socket) => {
    socket.on('error', () => {});
    socket.write(says[Math.min(opened++, says.length - 1)] ?? '');
  });
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  t.teardown(() => void listening.close());
  return `tcp://127.0.0.1:${portOf(listening)}`;
}

const PACKET = encodeKiss(frameOf('W1AW', '>cmd: ?EH'));

for (const [what, bytes, says] of [
  ['text', 'N0CALL>APZONA:hello out there\r\n'.repeat(10), /only text comes.*onair tnc init/],
  ['garbage', Buffer.alloc(300, 0x9a), /300 bytes came and no packet: is 9600 the rate/],
  ['a GPS', '$GPRMC,123519,A,4807.038,N,01131.000,E\r\n'.repeat(10), /onair waypoints listen --port tcp:/],
] as const) {
  test.serial(`where only ${what} comes it is said`, async (t) => {
    const ran = await run(words(`kiss listen --port ${await port(t, [bytes])} --for 600`));
    t.is(ran.code, 0);
    t.regex(ran.stderr, says);
  });
}

test.serial('a power cycle that drops KISS is told once, and again after packets', async (t) => {
  const banner = '\r\nKenwood Radio Modem\r\ncmd:';
  let turn = 0;
  const listening = createServer((socket: Socket) => {
    socket.on('error', () => {});
    socket.write(PACKET);
    const timer = setInterval(() => socket.write([banner, banner, PACKET, banner][turn++] ?? PACKET), 800);
    socket.on('close', () => clearInterval(timer));
  });
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  t.teardown(() => void listening.close());
  const ran = await run(words(`kiss listen --port tcp://127.0.0.1:${portOf(listening)} --count 3 --json`));
  t.deepEqual(events(ran), ['left', 'left']);
});

test.serial('a packet that talks like a prompt is a packet', async (t) => {
  const ran = await run(words(`kiss listen --port ${await port(t, [PACKET])} --for 900 --json`));
  t.deepEqual(events(ran), []);
  t.is(ran.documents.length, 1);
});

test.serial(
  'a packet that is no AX.25 is told once, with its bytes: a call sign padded with NUL',
  async (t) => {
    const padded = Buffer.from(PACKET);
    padded.fill(0, 6, 8); // the last two letters of the destination
    const ran = await run(
      words(`aprs listen --port ${await port(t, [Buffer.concat([padded, padded, PACKET])])} --count 1`),
    );
    t.is(ran.code, 0);
    t.is(ran.stderr.match(/a packet can't be read: .*not an AX.25 frame/g)?.length, 1, ran.stderr);
    t.regex(ran.stderr, /onair kiss listen shows all of them/);
  },
);

test.serial(
  'a KISS port that a radio lacks is told before anything is sent there; a program may have it',
  async (t) => {
    const SIM = 'sim:tm-d700?mode=kiss';
    for (const line of ['kiss send --from W1AW --yes hi', 'aprs beacon --from W1AW --at FN31pr --yes']) {
      t.regex(
        (await virtually(`${line} --port ${SIM} --kiss-port 1`)).stderr,
        /KISS port 1: a Kenwood has port 0 only/,
      );
      t.notRegex((await virtually(`${line} --port ${SIM}`)).stderr, /KISS port/);
    }
    const dire = await run(
      words(`kiss send --from W1AW --yes --kiss-port 1 --port ${await port(t, [''])} hi`),
    );
    t.is(dire.code, 0);
    t.notRegex(dire.stderr, /KISS port/);
  },
);
