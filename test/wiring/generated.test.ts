import { existsSync, readdirSync, readFileSync } from 'node:fs';
import test from 'ava';
import { parse } from 'yaml';
import { parsePins } from '../../firmware/air-up/board/pins/pin-map.js';
import { loadPins } from '../../firmware/air-up/node/pin-files.js';
import { packagePath } from '../../host/base/node/package-path.js';
import { bomOf } from '../../wiring/export/bom.js';
import { boardPins, withPins } from '../../wiring/export/pins.js';
import { generatedFiles } from '../../wiring/generated.js';
import { designNames, loadDesign, readDesign } from '../../wiring/node/design-files.js';
import { check } from '../../wiring/rules/check.js';

const STALE = 'stale: change the design, then npm run wiring';
const read = (...path: string[]): string => readFileSync(packagePath('wiring', ...path), 'utf8');
const made = generatedFiles();

for (const [path, text] of made) {
  test(`wiring/${path} is up to date with the designs`, (t) => {
    t.true(existsSync(packagePath('wiring', path)), STALE);
    t.is(read(path), text, STALE);
  });
}

for (const folder of ['guides', 'drawings', 'pins']) {
  test(`wiring/${folder} has no outdated file`, (t) => {
    t.deepEqual(
      readdirSync(packagePath('wiring', folder)).sort(),
      [...made.keys()]
        .filter((path) => path.startsWith(`${folder}/`))
        .map((path) => path.replace(`${folder}/`, ''))
        .sort(),
    );
  });
}

test('README.md of the folder lists every design', (t) => {
  for (const name of designNames()) t.true(read('README.md').includes(`(guides/${name}.md)`), name);
});

/** Keys of a pin map whose value is a pin. */
const pinKeys = (value: unknown, at = ''): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => pinKeys(inner, at === '' ? key : `${at}.${key}`))
    : [at];

for (const [map, name] of [
  ['air-up-uno.yaml', 'air-up'],
  ['air-up-uno-one-contact.yaml', 'air-up-one-contact'],
  ['air-up-uno-manifold.yaml', 'air-up-manifold'],
  ['air-up-mega.yaml', 'air-up-mega'],
  ['air-up-mega-bluetooth.yaml', 'air-up-mega-bluetooth'],
] as const) {
  test(`${map} has no pin that the wiring does not have`, (t) => {
    const design = loadDesign(name);
    const known = new Set([...boardPins(design).keys(), ...Object.keys(design.file.kohms ?? {})]);
    const own = pinKeys(parse(read('pins', map))).filter((key) => !/^board$|\.name$|^display\./.test(key));
    t.deepEqual(
      own.filter((key) => !known.has(key)),
      [],
    );
  });
}

const airUp = read('designs', 'air-up.yaml');
const map = read('pins', 'air-up-uno.yaml');

test('a wire to another pin changes the pin map, and the board script takes it', (t) => {
  const moved = readDesign(airUp.replace('uno.D4, to: fill-q.G', 'uno.D12, to: fill-q.G'), 'moved.yaml');
  t.is(parsePins(withPins(map, moved), 'moved.yaml').outlets[0]?.fill, 12);
});

test('each pin map is one that the board script takes, display and all', (t) => {
  for (const name of readdirSync(packagePath('wiring', 'pins')))
    t.truthy(parsePins(read('pins', name), name).model);
});

test('over Bluetooth an Uno keeps the pins of air-up, and a Nano can take its place', (t) => {
  const own = read('designs', 'air-up-bluetooth.yaml');
  t.deepEqual([...boardPins(loadDesign('air-up-bluetooth'))], [...boardPins(loadDesign('air-up'))]);
  const nano = readDesign(own.replace('uno: { kind: uno }', 'uno: { kind: nano }'), 'nano.yaml');
  t.deepEqual(check(nano), []);
});

test('another resistor changes the divider of the pin map', (t) => {
  const other = readDesign(airUp.replace('ohms: 30000', 'ohms: 33000'), 'other.yaml');
  t.is(parsePins(withPins(map, other), 'other.yaml').battery?.upperKohm, 33);
});

test('each end of a pin map is on exactly one pin of the board', (t) => {
  const none = readDesign(airUp.replace(/.*uno\.D4, to: fill-q\.G.*\n/, ''), 'none.yaml');
  t.throws(() => withPins(map, none), { message: /outlets\.0\.fill: 0 pins/ });
  const more = airUp.replace('wires:\n', 'wires:\n  - { from: uno.D12, to: fill-q.G, awg: 24, cm: 5 }\n');
  t.throws(() => withPins(map, readDesign(more, 'more.yaml')), { message: /outlets\.0\.fill: 2 pins/ });
});

for (const name of designNames()) {
  test(`${name}: a person can follow its steps, with a meter`, (t) => {
    const steps = loadDesign(name).file.steps;
    t.true(steps.length >= 2);
    t.is(new Set(steps.map(({ id }) => id)).size, steps.length);
    t.true(steps.some(({ check }) => check));
  });
}

test('an unknown design gets the nearest name as a hint', (t) => {
  t.throws(() => loadDesign('benhc'), { code: 'bad-value', message: /benhc/ });
});

test('the example of README.md passes all rules', (t) => {
  const [, example = ''] = /```yaml\n(design:[\s\S]*?)```/.exec(read('README.md')) ?? [];
  t.deepEqual(check(readDesign(example, 'example.yaml')), []);
});

test('bom: hoses, and a fitting for each two ports that do not screw into each other', (t) => {
  const rows = bomOf(loadDesign('air-up'));
  const count = (part: string): number | undefined => rows.find((row) => row.part === part)?.count;
  // Line - check - fill - cross - vent; the switch and the sensor have 1/8 NPT. Relief, silencer and plugs screw in.
  t.is(count('nipple, 1/4 NPT, both ends male'), 4);
  t.is(count('bushing, 1/4 NPT male to 1/8 NPT female'), 2);
  t.is(count('1/4 in hose 25 ft'), 1);
  t.is(count('port plug'), 2);
});

test('bom: what no part names: ends of lines, bushings, lugs, gauge, pins of the board', (t) => {
  const countOf =
    (name: string) =>
    (part: string): number | undefined =>
      bomOf(loadDesign(name)).find((row) => row.part === part)?.count;
  const air = countOf('on-board-air');
  // Manifold - tank and tank - bulkhead.
  t.is(air('push-to-connect fitting (DOT), 3/8 in to 1/4 NPT male'), 4);
  t.is(air('splice'), 2, 'the two legs of the diode');
  t.is(air('thread tape'), 1);
  // Main switch, stop switch, pressure switch: two each; relay: two; fuse: two.
  t.is(air('crimp terminal, as the part there wants it, 18 AWG'), 10);
  t.is(air("ring terminal for the battery's post, 6 AWG"), 2);
  t.is(air('pressure gauge, 0 to 160 psi'), 1);
  t.is(countOf('compressor-switch')('bushing, 1/4 NPT male to 1/8 NPT female'), 2);
  // D4 to D11, D13, A0, A2, A4, A5, 5V and GND.
  t.is(countOf('air-up')('pin for a socket of the Arduino'), 15);
  t.is(countOf('bench')('pressure gauge, 0 to 160 psi'), undefined);
});

/** The map that the board script takes without --pins. */
const DEFAULT_MAP = 'air-up-uno';

test('a guide of a board gives the pin map of its own wires with every command that moves air', (t) => {
  const maps = new Map(
    readdirSync(packagePath('wiring', 'pins')).map((file) => [
      file.replace('.yaml', ''),
      loadPins(packagePath('wiring', 'pins', file)),
    ]),
  );
  for (const name of designNames()) {
    const design = loadDesign(name);
    for (const line of design.file.steps.flatMap((step) => step.do)) {
      const map = / --pins (\S+)\.yaml/.exec(line)?.[1] ?? DEFAULT_MAP;
      if (!/onair air \S+ --port/.test(line)) continue;
      const outlets = maps.get(map)?.outlets ?? [];
      const wired = boardPins(design);
      for (const [key, pin] of wired) {
        const [, at, what] = /^outlets\.(\d+)\.(fill|vent)$/.exec(key) ?? [];
        if (what === 'fill' || what === 'vent')
          t.is(outlets[Number(at)]?.[what], pin as number, `${name}: ${line}`);
      }
      t.is(
        outlets.length,
        [...wired.keys()].filter((key) => key.endsWith('.fill')).length,
        `${name}: ${line}`,
      );
      t.is(maps.get(map)?.pump.relay, wired.get('pump.relay') as number);
      t.is(maps.get(map)?.pump.switch, wired.get('pump.switch') as number | undefined, `${name}: ${line}`);
    }
  }
});

test('bom: as many of each part as the design has, and wire for each joint', (t) => {
  for (const name of designNames()) {
    const { parts } = loadDesign(name);
    const rows = bomOf(loadDesign(name));
    const named = rows.flatMap(({ names }) => names);
    t.is(new Set(named).size, named.length, name);
    for (const { count, names } of rows) if (names.length > 0) t.is(count, names.length);
    const bought = parts.filter(
      ({ kindName }) =>
        !/-port(-looped)?$|-in-radio$|-slot$|-gps$|^computer-|^bridged-terminals$/.test(kindName),
    );
    t.deepEqual([...named].sort(), bought.map((part) => part.name).sort(), name);
  }
});

test('a board has its firmware before any wire: an old program drives pins into gates and closed contacts', (t) => {
  const boards = designNames()
    .map(loadDesign)
    .filter(({ parts }) => parts.some(({ kind }) => kind.what === 'board'));
  t.true(boards.length > 5);
  for (const { name, file } of boards) t.is(file.steps[0]?.id, 'flash', name);
});
