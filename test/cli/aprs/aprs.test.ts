import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { decodeFrame, encodeUi } from '../../../host/packet/ax25/ax25.js';
import { parseCallSign } from '../../../host/packet/callsign.js';
import { encodeKiss, KissDecoder, type KissFrame } from '../../../host/packet/kiss/kiss.js';
import { nmeaChecksum } from '../../../host/packet/nmea.js';
import { portOf } from '../../real-time/port-of.js';
import { inVirtualTime } from '../../virtual-time.js';
import { type Ran, type RunSetup, run, words } from '../run.js';

const scratch = mkdtempSync(join(tmpdir(), 'onair-aprs-'));
test.after.always(() => rm(scratch, { recursive: true, force: true }));

const SIM = 'sim:tm-d700?mode=kiss';
const onair = (line: string, setup: RunSetup = {}): Promise<Ran> => run(words(line), setup);
const virtually = async (line: string, setup: RunSetup = {}): Promise<Ran & { elapsedMs: number }> => {
  const { value, elapsedMs } = await inVirtualTime(() => onair(line, setup));
  return Object.assign(Object.create(value) as Ran, { elapsedMs });
};

/** A TNC on TCP: keeps what it is given, and may answer. */
async function tnc(
  t: ExecutionContext,
  onFrame: (frame: KissFrame, answer: (from: string, info: string) => void) => void,
): Promise<{ port: string; frames: KissFrame[] }> {
  const frames: KissFrame[] = [];
  const port = await server(t, (socket) => {
    const decoder = new KissDecoder();
    socket.on('data', (bytes: Buffer) => {
      for (const frame of decoder.push(bytes)) {
        frames.push(frame);
        onFrame(frame, (from, info) => socket.write(heard(from, info)));
      }
    });
  });
  return { port: `tcp://${port}`, frames };
}

async function server(t: ExecutionContext, onSocket: (socket: Socket) => void): Promise<string> {
  const listening = createServer((socket) => {
    socket.on('error', () => {});
    onSocket(socket);
  });
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  t.teardown(() => void listening.close());
  return `127.0.0.1:${portOf(listening)}`;
}

function heard(from: string, info: string): Uint8Array {
  const data = encodeUi({
    from: parseCallSign(from),
    to: parseCallSign('APZ001'),
    path: [],
    info: Buffer.from(info),
  });
  return encodeKiss({ port: 0, command: 0, data });
}

function infoOf({ data }: KissFrame): string {
  const decoded = decodeFrame(data);
  return decoded.ok ? Buffer.from(decoded.frame.info).toString() : decoded.error;
}

test.serial('listen shows who, what and where, in metric and imperial', async (t) => {
  const line = `aprs listen --port ${SIM}&traffic=1 --count 1 --at 48,-71`;
  t.regex(
    (await virtually(line)).stdout,
    /N0CALL-9 car, 49\.0583, -72\.0292 \(140 km NW, 328°\), "simulated packet 1" via WIDE1-1\*/,
  );
  t.regex((await virtually(`${line} --imperial`)).stdout, /\(87 mi NW, 328°\)/);
});

test.serial('places as people write them, and read', async (t) => {
  const line = `aprs listen --port ${SIM}&traffic=1 --count 1 --at "48°0.0'N 71°0.0'W"`;
  t.regex((await virtually(`${line} --places minutes`)).stdout, /car, 49°03\.50'N 72°01\.75'W \(140 km NW/);
  t.regex((await virtually(`${line} --places grid`)).stdout, /car, FN39xb \(140 km NW/);
  t.is((await virtually(`${line} --places miles`)).code, 2);
});

test.serial('listen --json: one document a packet', async (t) => {
  const { documents, code } = await virtually(
    `aprs listen --port ${SIM}&traffic=1 --count 3 --at 48,-71 --json`,
  );
  t.is(code, 0);
  t.is(documents.length, 3);
  t.like(documents[2], {
    schema: 'onair/aprs.packet@1',
    from: 'N0CALL-9',
    path: ['WIDE1-1*'],
    device: 'Kenwood TM-D700',
    distanceKm: 140,
    report: { kind: 'position', comment: 'simulated packet 3' },
  });
});

test.serial('listen --map keeps a whole GeoJSON file, each station once', async (t) => {
  const map = join(scratch, 'heard.geojson');
  t.is((await virtually(`aprs listen --port ${SIM}&traffic=1 --count 3 --map "${map}"`)).code, 0);
  const { type, features } = JSON.parse(readFileSync(map, 'utf8')) as { type: string; features: object[] };
  t.is(type, 'FeatureCollection');
  t.is(features.length, 1);
  t.like(features[0], {
    geometry: { coordinates: [-72.029167, 49.058333] },
    properties: { name: 'N0CALL-9', kind: 'car' },
  });
  t.false(readdirSync(scratch).includes('heard.geojson.part'));
  t.is(
    (await virtually(`aprs listen --port ${SIM}&traffic=1 --count 1 --map "${scratch}/no/such.geojson"`))
      .code,
    2,
  );
});

test.serial('a killed object leaves the map, and control characters never reach the terminal', async (t) => {
  const map = join(scratch, 'objects.geojson');
  const place = '*092345z4903.50N/07201.75W-';
  const port = await server(t, (socket) => {
    for (const info of [
      `;NET      ${place}`,
      `;START    ${place}`,
      `;NET      ${place.replace('*', '_')}`,
      '>\u001b[31mred\u202e',
    ])
      socket.write(heard('W1AW', info));
  });
  const { stdout } = await onair(`aprs listen --port tcp://${port} --count 4 --map "${map}"`);
  t.regex(stdout, /object NET \(gone\)/);
  t.regex(stdout, /status: \\x1b\[31mred\\u\{202e\}/);
  const { features } = JSON.parse(readFileSync(map, 'utf8')) as {
    features: { properties: { name: string } }[];
  };
  t.deepEqual(
    features.map(({ properties }) => properties.name),
    ['START'],
  );
});

test.serial(
  'listen transmits nothing; with --answer it acknowledges what is for us, once for each copy',
  async (t) => {
    const speak = (socket: Socket): void => {
      for (const info of [
        ':W1AW-9   :hi{7',
        ':W1AW-9   :hi{7',
        ':W1AW     :not you{8',
        ':W1AW-9   :no number',
        ':W1AW-9   :ack3',
      ])
        socket.write(heard('N1AW', info));
    };
    const frames: KissFrame[] = [];
    const port = await server(t, (socket) => {
      const decoder = new KissDecoder();
      socket.on('data', (bytes: Buffer) => {
        frames.push(...decoder.push(bytes));
        if (frames.length === 1) socket.write(heard('N1AW', '>end'));
      });
      speak(socket);
    });
    t.is((await onair(`aprs listen --port tcp://${port} --count 4`)).code, 0);
    t.is(frames.length, 0);
    t.is((await onair(`aprs listen --port tcp://${port} --count 5 --answer --from W1AW-9 --yes`)).code, 0);
    t.deepEqual(frames.map(infoOf), [':N1AW     :ack7']);
  },
);

test.serial('message: the acknowledgement ends it, with exit code 0', async (t) => {
  const { port, frames } = await tnc(t, (frame, answer) => {
    const id = /\{(\w+)$/.exec(infoOf(frame))?.[1] ?? '';
    answer('N1AW-9', ':W1AW     :and you?');
    answer('N1AW-9', `:W1AW     :ack${id}`);
  });
  const ran = await onair(`aprs message --port ${port} --from W1AW --to n1aw-9 --yes --json "at the gate"`);
  t.is(ran.code, 0, ran.stdout);
  t.like(ran.documents[0], { schema: 'onair/aprs.message@1', acknowledged: true, tries: 1 });
  t.is(frames.length, 1);
});

test.serial('message: a rejection is exit code 5, silence is 6 after all tries', async (t) => {
  const { port } = await tnc(t, (frame, answer) =>
    answer('N1AW-9', `:W1AW     :rej${/\{(\w+)$/.exec(infoOf(frame))?.[1]}`),
  );
  t.is((await onair(`aprs message --port ${port} --from W1AW --to N1AW-9 --yes hi`)).code, 5);
  const silent = await virtually(`aprs message --port ${SIM} --from W1AW --to N1AW-9 --yes --tries 3 hi`);
  t.is(silent.code, 6);
  t.is(silent.stderr.match(/simulated air: W1AW>APZONA/g)?.length, 3);
  t.true(silent.elapsedMs > 210_000);
});

test.serial('message: a lost TNC ends the wait', async (t) => {
  const port = await server(t, (socket) => void socket.once('data', () => socket.destroy()));
  t.is((await onair(`aprs message --port tcp://${port} --from W1AW --to N1AW-9 --yes hi`)).code, 3);
});

test.serial('beacon: one position, with the parameters of the TNC before it', async (t) => {
  const { port, frames } = await tnc(t, () => {});
  const flags = '--txdelay 300 --persistence 63 --full-duplex --kiss-port 2 --escape-c';
  const ran = await onair(
    `aprs beacon --port ${port} --from W1AW --at 41.7,-72.7 --symbol house ${flags} --yes C`,
  );
  t.is(ran.code, 0, ran.stderr);
  t.deepEqual(
    frames.map(({ port: tncPort, command, data }) => [
      tncPort,
      command,
      command === 0 ? '' : Buffer.from(data).toString('hex'),
    ]),
    [
      [2, 1, '1e'],
      [2, 2, '3f'],
      [2, 5, '01'],
      [2, 0, ''],
    ],
  );
  t.is(frames.map(infoOf).at(-1), '!4142.00N/07242.00W-C');
});

test.serial(
  'a radio that is not in KISS: refused with the command that helps, and nothing is on the air',
  async (t) => {
    const port = 'sim:tm-d700?mode=packet';
    for (const line of [
      `aprs beacon --port ${port} --from W1AW --at 41.7,-72.7 --yes`,
      `aprs message --port ${port} --from W1AW --to N1AW --yes hello`,
      `aprs listen --port ${port} --from W1AW --answer --yes`,
      `kiss send --port ${port} --from W1AW --yes hello`,
    ]) {
      const ran = await virtually(line);
      t.is(ran.code, 5, line);
      t.regex(ran.stderr, /hint: +first: onair tnc init --port '?sim:tm-d700/, line);
      t.notRegex(ran.stdout + ran.stderr, /simulated air/, line);
    }
  },
);

test.serial(
  'listen says after half a minute why nothing may be heard; a packet before that keeps it quiet',
  async (t) => {
    for (const [verb, port, isReported] of [
      ['aprs listen', SIM, true],
      ['kiss listen', SIM, true],
      ['aprs listen', `${SIM}&traffic=20`, false],
    ] as const) {
      const ran = await virtually(`${verb} --port ${port} --for 40000`);
      t.is(ran.code, 0);
      t.is(
        /nothing heard for half a minute.*onair tnc status --port '?sim:/.test(ran.stderr),
        isReported,
        verb,
      );
    }
  },
);

test.serial('beacon --every keeps its distance, and Ctrl-C is its ordinary end', async (t) => {
  const ran = await virtually(
    `aprs beacon --port ${SIM} --from W1AW --at 41.7,-72.7 --every 600 --count 3 --yes`,
  );
  t.is(ran.code, 0);
  t.is(ran.stdout.trim().split('\n').length, 3);
  t.true(ran.elapsedMs >= 1_200_000 && ran.elapsedMs < 1_210_000);
  const controller = new AbortController();
  const line = `aprs beacon --port ${SIM} --from W1AW --at 41.7,-72.7 --every 600 --yes`;
  t.is((await virtually(line, { signal: controller.signal, onOutput: () => controller.abort() })).code, 0);
});

const sentence = (body: string): string => `$${body}*${nmeaChecksum(body)}\r\n`;

test.serial('beacon from an NMEA port and from gpsd', async (t) => {
  const { port, frames } = await tnc(t, () => {});
  const nmea = await server(
    t,
    (socket) =>
      void socket.write(
        sentence('GPRMC,123519,A,4807.038,N,01131.000,E,022.4,084.4,230394,003.1,W') +
          sentence('GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,'),
      ),
  );
  t.is((await onair(`aprs beacon --port ${port} --from W1AW --gps tcp://${nmea} --yes`)).code, 0);
  const gpsd = await server(t, (socket) => {
    socket.write('{"class":"VERSION"}\n');
    socket.on('data', (bytes: Buffer) => {
      if (bytes.toString().startsWith('?WATCH='))
        socket.write('{"class":"TPV","mode":3,"lat":48.5,"lon":-11.25,"track":90,"speed":10,"altMSL":500}\n');
    });
  });
  t.is(
    (await onair(`aprs beacon --port ${port} --from W1AW --gps gpsd://${gpsd} --smart --count 1 --yes`)).code,
    0,
  );
  t.is((await onair(`aprs beacon --from W1AW --gps gpsd://${gpsd} --dry-run`)).code, 0);
  t.deepEqual(frames.map(infoOf), [
    '!4807.04N/01131.00E>084/022/A=001789',
    '!4830.00N/01115.00W>090/019/A=001640',
  ]);
});

test.serial('a receiver that goes away ends it: an old position is not sent', async (t) => {
  const nmea = await server(t, (socket) => socket.end(sentence('GPRMC,123519,V,,,,,,,230394,,')));
  t.is((await onair(`aprs beacon --port ${SIM} --from W1AW --gps tcp://${nmea} --yes`)).code, 3);
});

/** Nothing of these may transmit: exit code 2 (or 130), and no frame. */
const REFUSED: readonly (readonly [line: string, says: RegExp, answer?: boolean])[] = [
  ['beacon --at 41.7,-72.7 --yes', /callsign/],
  ['beacon --from N0CALL --at 41.7,-72.7 --yes', /placeholder/],
  ['beacon --from NOCALL-7 --at 41.7,-72.7 --yes', /placeholder/],
  ['beacon --from W1AW --at 41.7,-72.7', /nothing was transmitted/],
  ['beacon --from W1AW --at 41.7,-72.7', /nothing was transmitted/, false],
  ['beacon --from W1AW --yes', /where are you/],
  ['beacon --from W1AW --at 41.7,-72.7 --gps /dev/null --yes', /which one/],
  ['beacon --from W1AW --at 41.7,-72.7 --smart --yes', /moves/],
  ['beacon --from W1AW --at 41.7,-72.7 --every 599 --yes', /at least 600/],
  ['beacon --from W1AW --gps gpsd://127.0.0.1 --every 59 --yes', /at least 60/],
  ['beacon --from W1AW --at 41.7,-72.7 --path WIDE1-1,WIDE2-2 --yes', /3 hops/],
  ['beacon --from W1AW --at 41.7,-72.7 --path RELAY,WIDE --yes', /2004/],
  ['beacon --from W1AW --at 41.7,-72.7 --symbol jeeep --yes', /did you mean "jeep"/],
  ['beacon --from W1AW --at 91,0 --yes', /latitude/],
  ['beacon --from W1AW --at 41.7,-72.7 --txdelay 255 --yes', /steps of 10/],
  ['message --to N1AW --yes hi', /callsign/],
  ['message --from MYCALL --to N1AW --yes hi', /placeholder/],
  ['message --from W1AW --to N1AW hi', /nothing was transmitted/],
  ['message --from W1AW --to N1AW --yes "a{b"', /leave \{ out/],
  ['message --from W1AW --to N1AW --retry-after 5 --yes hi', /from 10 s to 120 s/],
  ['message --from W1AW --to N1AW --tries 50 --yes hi', /from 1 to 7/],
  ['message --from W1AW --to N1AW --path WIDE3-3 --yes hi', /3 hops/],
  ['listen --at 95,0', /latitude/],
  ['listen --answer --yes', /callsign/],
  ['listen --answer --from N0CALL --yes', /placeholder/],
  ['listen --answer --from W1AW', /nothing was transmitted/],
];
for (const [line, says, answer] of REFUSED) {
  test.serial(`aprs ${line}${answer === false ? ' (no)' : ''} transmits nothing`, async (t) => {
    const ran = await virtually(`aprs ${line} --port ${SIM}`, answer === undefined ? {} : { answer });
    t.is(ran.code, answer === false ? 130 : 2, ran.stderr);
    t.regex(ran.stderr, says);
    t.notRegex(ran.stderr, /simulated air/);
  });
}

test.serial('the call sign comes from the flag, else ONAIR_CALL, else the config file', async (t) => {
  const XDG_CONFIG_HOME = join(scratch, 'config');
  mkdirSync(join(XDG_CONFIG_HOME, 'onair'), { recursive: true });
  const file = join(XDG_CONFIG_HOME, 'onair', 'config.yaml');
  const line = 'aprs beacon --at 41.7,-72.7 --dry-run';
  const says = async (more: string, env: Readonly<Record<string, string>>): Promise<string> => {
    const { stdout, stderr } = await onair(`${line}${more}`, { env });
    return /^\S+?>|error: .*/m.exec(stdout + stderr)?.[0] ?? '';
  };
  writeFileSync(file, 'call: w1aw-1\n');
  t.is(await says('', { XDG_CONFIG_HOME }), 'W1AW-1>');
  t.is(await says('', { XDG_CONFIG_HOME, ONAIR_CALL: 'W1AW-2' }), 'W1AW-2>');
  t.is(await says(' --from W1AW-3', { XDG_CONFIG_HOME, ONAIR_CALL: 'W1AW-2' }), 'W1AW-3>');
  writeFileSync(file, 'call: N0CALL\n');
  t.regex(await says('', { XDG_CONFIG_HOME }), /placeholder/);
  writeFileSync(file, 'cal: W1AW\n');
  t.regex(await says('', { XDG_CONFIG_HOME }), /config\.yaml:1:1: unknown key "cal"/);
  writeFileSync(file, 'call: [\n');
  t.regex(await says('', { XDG_CONFIG_HOME }), /config\.yaml/);
  writeFileSync(file, '');
  t.regex(await says('', { XDG_CONFIG_HOME }), /no callsign is set/);
});

test('symbols by name', async (t) => {
  t.regex((await onair('aprs symbols truck')).stdout, /\/k +truck/);
  const wrong = await onair('aprs symbols trcuk');
  t.is(wrong.code, 2);
  t.regex(wrong.stderr, /no symbol has "trcuk".*\n.*did you mean truck\?/);
  t.like((await onair('aprs symbols jeep --json')).documents[0], {
    symbols: [{ symbol: '/j', name: 'jeep' }],
  });
});
