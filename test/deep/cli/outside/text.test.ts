import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { parseXml } from '@rgrove/parse-xml';
import test from 'ava';
import { VEHICLE_EXAMPLES } from '../../../../firmware/air-up/vehicle/file/examples.js';
import { systemClock } from '../../../../host/base/clock.js';
import { NOUNS } from '../../../../host/cli/nouns.js';
import { encodeUi } from '../../../../host/packet/ax25/ax25.js';
import { parseCallSign } from '../../../../host/packet/callsign.js';
import { encodeKiss } from '../../../../host/packet/kiss/kiss.js';
import { csvOf } from '../../../../wiring/export/index.js';
import { TEMPLATE } from '../../../../wiring/model/index.js';
import { run } from '../../../cli/run.js';
import { Rig } from '../../../panel/rig.js';
import { dbusDaemon } from '../../../peers.js';
import { attackLog } from '../../attacks/attack-log.js';
import { grouped } from '../../attacks/attack-table.js';
import {
  device,
  file,
  LONG,
  outcomeOf,
  quoted,
  SHORT,
  SHOWN,
  SURROGATE,
  scratch,
  shown,
  shownBy,
  type WayIn,
  written,
} from './hostile-text.js';
import { DEVICE_WAYS } from './text-of-devices.js';
import { PAGE_WAYS } from './text-of-pages.js';
import { STATION_WAYS } from './text-of-stations.js';

test.after.always(() => rm(scratch, { recursive: true, force: true }));

function withChecksum(sentence: string): Buffer {
  const bytes = Buffer.from(sentence);
  const sum = bytes.reduce((sofar, byte) => sofar ^ byte, 0);
  return Buffer.concat([
    Buffer.from('$'),
    bytes,
    Buffer.from(`*${sum.toString(16).toUpperCase().padStart(2, '0')}\r\n`),
  ]);
}

/** A line of the log: a job on that day, of a tire and a vehicle with hostile names. */
function jobOn(day: number): string {
  const tire = { name: `F${SURROGATE}`, startPsi: 20 + day, targetPsi: 38, finalPsi: 38, finalCoolPsi: 38 };
  return JSON.stringify({
    id: `${day}${SURROGATE}`,
    vehicle: SURROGATE,
    kind: 'inflate',
    preset: SURROGATE,
    startedAt: `2026-05-0${day}T10:00:00.000Z`,
    endedAt: `2026-05-0${day}T10:10:00.000Z`,
    stopReason: 'done',
    reason: null,
    ambientPsi: 14.7,
    tires: [{ ...tire, outcome: 'done', valveCycles: 3, elapsedMs: 60_000, volumeL: 90 }],
  });
}

/** Every way in, and how it ends at every way out. */
const WAYS: Readonly<Record<string, WayIn>> = {
  'radio: comment of an APRS station': {
    outs: async (t) => {
      const [from, to] = [parseCallSign('W1AW'), parseCallSign('APZONA')];
      const info = Buffer.from(`!4142.89N/07243.63W>${SHORT}`);
      const frame = encodeUi({ from, to, path: [], info });
      const port = await device(t, encodeKiss({ port: 0, command: 0, data: frame }));
      const [map, trace, log] = [file('map.geojson'), file('trace.ndjson'), file('packets.ndjson')];
      const files = ['--map', map, '--trace', trace, '--log', log];
      const outs = await shown(['aprs', 'listen', '--port', port, '--count', '1', ...files]);
      const read = (path: string): string => readFileSync(path, 'utf8');
      return { ...outs, map: read(map), trace: read(trace), log: read(log) };
    },
    ends: { ...SHOWN, map: 'escaped', trace: 'escaped', log: 'escaped' },
  },
  'radio: name of a waypoint': {
    outs: async (t) => {
      const port = await device(t, withChecksum(`GPWPL,4142.06,N,07244.46,W,N${SHORT.slice(0, 40)}`));
      const [gpx, geojson] = [file('heard.gpx'), file('heard.geojson')];
      const argv = [
        'waypoints',
        'listen',
        '--port',
        port,
        '--count',
        '1',
        '--gpx',
        gpx,
        '--geojson',
        geojson,
      ];
      const outs = await shown(argv);
      parseXml(readFileSync(gpx, 'utf8'));
      return { ...outs, gpx: readFileSync(gpx, 'utf8'), geojson: readFileSync(geojson, 'utf8') };
    },
    ends: { ...SHOWN, gpx: 'escaped', geojson: 'escaped' },
  },
  'board: name of its sketch': {
    outs: async (t) => {
      const name = [...SHORT].flatMap((char) => [char.charCodeAt(0) & 0x7f, char.charCodeAt(0) >> 7]);
      const port = await device(t, Buffer.from([0xf9, 2, 5, 0xf0, 0x79, 2, 5, ...name, 0xf7]));
      const trace = file('board.ndjson');
      const outs = await shown(['firmware', 'info', '--port', port, '--trace', trace]);
      return { ...outs, trace: readFileSync(trace, 'utf8') };
    },
    ends: { ...SHOWN, trace: 'left out' },
  },
  'module: its name': {
    outs: async () => {
      const trace = file('module.ndjson');
      const port = `sim:hc06?firmware=jdy-31&name=${SHORT.slice(0, 12)}`;
      const outs = await shown(['hc06', 'set', '--port', port, '--name', 'X', '--yes', '--trace', trace]);
      return { ...outs, trace: readFileSync(trace, 'utf8') };
    },
    ends: { ...SHOWN, trace: 'escaped' },
  },
  'command line: a port': {
    outs: () => shown(['hc06', 'probe', '--port', `sim:${LONG}`]),
    ends: SHOWN,
  },
  'file: an unknown key of a vehicle': {
    outs: () =>
      shown(['air', 'vehicle', written('key.yaml', `${VEHICLE_EXAMPLES.jeep}\n${quoted(SURROGATE)}: 1\n`)]),
    ends: SHOWN,
  },
  'file: name of a vehicle': {
    outs: async (t) => {
      const named = (VEHICLE_EXAMPLES.jeep ?? '').replace(/^vehicle:.*$/m, `vehicle: ${quoted(LONG)}`);
      const path = written('vehicle.yaml', named);
      const plot = file('plot.svg');
      const line = ['air', 'simulate', '--vehicle', path, '--preset', 'street', '--plot', plot];
      const { code, screen } = await run(line);
      t.is(code, 0, screen);
      parseXml(readFileSync(plot, 'utf8'));
      return { ...(await shown(['air', 'vehicle', path])), svg: readFileSync(plot, 'utf8') };
    },
    ends: { ...SHOWN, svg: 'escaped' },
  },
  'file: title of a wiring': {
    outs: async () => {
      const path = written('design.yaml', TEMPLATE.replace(/^title:.*$/m, `title: ${quoted(LONG)}`));
      const svg = file('design.svg');
      await run(['wiring', 'draw', path, '--out', svg]);
      parseXml(readFileSync(svg, 'utf8'));
      return { ...(await shown(['wiring', 'show', path])), svg: readFileSync(svg, 'utf8') };
    },
    ends: { ...SHOWN, svg: 'escaped' },
  },
  'file: a wiring for other programs': {
    outs: async () => {
      const text = quoted(SURROGATE);
      const named = TEMPLATE.replace(/^title:.*$/m, `title: ${text}`)
        .replace('label: adapter', `label: ${text}`)
        .replace('color: red,', `color: red, note: ${text},`);
      const path = written('other.yaml', named);
      const [kicad, csv] = [file('other.net'), file('other.csv')];
      await run(['wiring', 'export', path, '--kicad', '--out', kicad]);
      await run(['wiring', 'export', path, '--csv', '--out', csv]);
      const read = (name: string): string => readFileSync(name, 'utf8');
      return { ...(await shown(['wiring', 'spice', path])), kicad: read(kicad), csv: read(csv) };
    },
    ends: { ...SHOWN, kicad: 'escaped', csv: 'escaped' },
  },
  'file: an unknown key of a radio': {
    outs: () => shown(['tnc', 'radios', '--radio', written('radio.yaml', `${quoted(SURROGATE)}: 1\n`)]),
    ends: SHOWN,
  },
  'file: an unknown key of a pin map': {
    outs: () =>
      shown([
        'air',
        'watch',
        '--port',
        'sim:air-up',
        '--pins',
        written('pins.yaml', `${quoted(SURROGATE)}: 1\n`),
      ]),
    ends: SHOWN,
  },
  'file: an unknown key of a batch': {
    outs: () =>
      shown([
        'hc06',
        'batch',
        written('batch.yaml', `${quoted(SURROGATE)}: 1\n`),
        '--port',
        'sim:hc06',
        '--yes',
      ]),
    ends: SHOWN,
  },
  'file: a line of a hex file': {
    outs: () =>
      shown([
        'firmware',
        'flash',
        '--port',
        'sim:air-up',
        '--board',
        'uno',
        '--hex',
        written('a.hex', LONG),
        '--yes',
      ]),
    ends: { terminal: 'left out', pipe: 'left out', json: 'left out' },
  },
  'journal: a vehicle and a tire of the log': {
    outs: async (t) => {
      const path = written('log.ndjson', [1, 2, 3].map((day) => `${jobOn(day)}\n`).join(''));
      const outs = await shown(['air', 'log', '--history', path]);
      const line = ['air', 'log', 'forget', '--volumes', '--yes', '--history', path];
      const { code, screen } = await run(line);
      t.is(code, 0, screen);
      return { ...outs, forget: screen, log: readFileSync(path, 'utf8') };
    },
    ends: { ...SHOWN, forget: 'left out', log: 'escaped' },
  },
  'journal: the names of a batch': {
    outs: async () => {
      const batch = written('modules.yaml', 'name: X-{n}\ncount: 1\npin: "1234"\n');
      const entry = { n: 1, name: SURROGATE, pin: SURROGATE, state: 'failed' };
      written('modules.yaml.journal.ndjson', `${JSON.stringify(entry)}\n`);
      return shown(['hc06', 'batch', batch, '--port', 'sim:hc06', '--dry-run']);
    },
    ends: { terminal: 'left out', pipe: 'left out', json: 'left out' },
  },
  'network: a vehicle on the panel': {
    outs: async (t) => {
      const rig = await Rig.serve(t);
      rig.machine.vehicle = SURROGATE;
      const values = { readingPsi: 1, tirePsi: 1, targetPsi: 2, flowing: false, leftMs: null };
      rig.machine.outlets = [{ tire: LONG, phase: 'idle', words: SURROGATE, ...values }];
      const state = (await rig.send('GET', '/api/state')).text;
      const metrics = (await rig.send('GET', '/metrics')).text;
      return { state, metrics };
    },
    ends: { state: 'escaped', metrics: 'escaped' },
  },
  'network: a path, a host, a body': {
    outs: async (t) => {
      const rig = await Rig.serve(t);
      const path = await rig.raw(`GET /${encodeURIComponent(SHORT)} HTTP/1.1\r\nHost: ${rig.host}\r\n\r\n`);
      const host = await rig.raw(`GET / HTTP/1.1\r\nHost: \u009b35ma\u0085\r\n\r\n`);
      const cookie = await rig.pair();
      const body = (await rig.post('/api/order', { order: { order: 'start', [SURROGATE]: 1 } }, cookie)).text;
      return { path, host, body };
    },
    ends: { path: 'left out', host: 'escaped', body: 'escaped' },
  },
};

test('a spreadsheet calculates no cell of a parts list', (t) => {
  const row = { count: 1, part: '=1+1', names: ['@SUM(A1)'], note: '-2+3', look: '+cmd|"x"' };
  t.is(csvOf([row]).split('\r\n')[1], `1,'=1+1,'@SUM(A1),'-2+3,"'+cmd|""x"""`);
});

const ALL = { ...WAYS, ...STATION_WAYS, ...DEVICE_WAYS, ...PAGE_WAYS };

const note = attackLog('Hostile text');

for (const [name, { outs, ends }] of Object.entries(ALL)) {
  test.serial(`text from outside, ${name}`, async (t) => {
    t.timeout(120_000);
    const found = await outs(t);
    const outcomes = Object.fromEntries(Object.entries(found).map(([way, text]) => [way, outcomeOf(text)]));
    t.deepEqual(outcomes, { ...ends }, JSON.stringify(found).slice(0, 2000));
    const waysOut = Object.keys(outcomes);
    const byOutcome = [...grouped(waysOut, (way) => outcomes[way])];
    const outcome = byOutcome.map(([out, ways]) => `${out}: ${ways.join(', ')}`).join('; ');
    note('hostile text', name, outcome, waysOut.length);
  });
}

const BOARD = 'its board, by the connection that firmware info shows';
const NUMBERS = 'its own arguments, which are numbers, names of ours or files of other rows';
/** Commands without a row: what of outside they show, through the same output as the others. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  ports: 'names of adapters',
  doctor: 'as ports',
  'hc06 rescue': 'its module, by the dialogue that hc06 set shows',
  'tnc terminal': 'its radio, by what tnc init shows',
  'tnc string': 'values of ours',
  'kiss send': 'the packet of its user',
  'kiss serve': 'addresses and call signs',
  'aprs beacon': 'the packet of its user',
  'air inflate': BOARD,
  'air deflate': BOARD,
  'air hold': BOARD,
  'air leak-test': BOARD,
  'air calibrate': BOARD,
  'air test-valves': BOARD,
  'air click': 'the old name of air test-valves',
  'air switch-test': BOARD,
  'air box': BOARD,
  'air serve': 'the panel: the rows of the network',
  'air plan': 'a vehicle, by the reader that air vehicle shows',
  'air simulate': 'the same: the row of its plot',
  'wiring list': NUMBERS,
  'wiring check': 'a wiring, by the reader that wiring show shows',
  'wiring draw': 'the same: the row of its drawing',
  'wiring table': 'the same',
  'wiring bom': 'the same',
  'wiring export': 'the row of its wiring for other programs',
  'wiring new': NUMBERS,
  'firmware list': NUMBERS,
  'firmware build': NUMBERS,
  'firmware keep': BOARD,
  'setup tm-d700': 'runs the commands above',
  'setup air-up': 'runs the commands above',
  app: 'addresses',
};

const withBluetooth = dbusDaemon ? test.serial : test.serial.skip;
withBluetooth('every command has a row, or a reason for none', async (t) => {
  const sink = { write: () => {} };
  const { signal } = new AbortController();
  const io = { stdout: sink, stderr: sink, env: {}, clock: systemClock, signal, confirm: undefined };
  const all: string[] = [];
  for (const { name, load } of NOUNS) {
    const noun = (await load())(io, async () => 0);
    all.push(
      ...(noun.commands.length === 0 ? [name] : noun.commands.map((verb) => `${name} ${verb.name()}`)),
    );
  }
  const without = all.filter((name) => !name.startsWith('sim ') && !shownBy.has(name));
  t.deepEqual(without.toSorted(), Object.keys(ELSEWHERE).toSorted());
});
