import { readFileSync } from 'node:fs';
import test from 'ava';
import { packagePath } from '../../host/base/node/package-path.js';
import { designNames, loadDesign, readDesign } from '../../wiring/node/design-files.js';
import { check, RULES, staleDoubts } from '../../wiring/rules/check.js';
import type { Finding } from '../../wiring/rules/rule.js';

const textOf = (name: string): string =>
  readFileSync(packagePath('wiring', 'designs', `${name}.yaml`), 'utf8');

/** One change in one place of a design of the package, and the one finding that it must make. */
interface Fault {
  readonly rule: string;
  readonly what: string;
  readonly design: string;
  readonly change: readonly [from: string | RegExp, to: string];
  readonly where: string;
  readonly message: RegExp;
  /** Ends that the change leaves unconnected, named as open so that there is only one finding. */
  readonly open?: readonly string[];
}

const FAULTS: readonly Fault[] = [
  {
    rule: 'level-mismatch',
    what: '5 V signals into RXD of the module, without the divider',
    design: 'bench',
    change: ['kind: usb-serial,', 'kind: usb-serial-5v,'],
    where: 'hc06.RXD',
    message: /adapter TXD gives 5 V, HC-06 RXD stands 3\.6 V/,
  },
  {
    rule: 'level-mismatch',
    what: 'RS-232 into the module, where the converter should be',
    design: 'tm-d700-bluetooth',
    change: [
      /from: conv\.TTL-TX, to: r1\.1(.*)\n(.*)r1\.2, to: hc06\.RXD/,
      'from: conv.RS-OUT, to: hc06.RXD$1\n$2r1.2, to: r1.1',
    ],
    where: 'hc06.RXD',
    message: /converter RS-OUT gives 6 V/,
    open: ['conv.TTL-TX'],
  },
  {
    rule: 'crossing',
    what: 'TX to TX and RX to RX',
    design: 'bench',
    change: [
      /usb\.TXD, to: hc06\.RXD(.*)\n(.*)hc06\.TXD, to: usb\.RXD/,
      'usb.TXD, to: hc06.TXD$1\n$2hc06.RXD, to: usb.RXD',
    ],
    where: 'usb.TXD',
    message: /adapter TXD and HC-06 TXD are both senders/,
  },
  {
    rule: 'two-outputs',
    what: 'the two 5 V supplies joined',
    design: 'tm-d700-bluetooth',
    change: [/hc06: \{ kind: hc-06.*\n/, '$&  other: { kind: vs-3-slot, label: other slot }\n'],
    where: 'vs3.C5',
    message: /drive the same net/,
  },
  {
    rule: 'input-without-driver',
    what: 'no wire to RXD',
    design: 'bench',
    change: [/.*usb\.TXD, to: hc06\.RXD.*\n/, ''],
    where: 'hc06.RXD',
    message: /nothing drives HC-06 RXD: no wire goes there/,
    open: ['usb.TXD'],
  },
  {
    rule: 'nc-used',
    what: 'the handshake joint as in the article: 6 and 7',
    design: 'tm-d700-loopback',
    change: [/radio\.8, to: plug\.8([\s\S]*)to: plug\.8,/, 'radio.6, to: plug.6$1to: plug.6,'],
    where: 'radio.6',
    message: /radio 6 is not connected/,
    open: ['radio.7'],
  },
  {
    rule: 'no-ground',
    what: 'no ground',
    design: 'bench',
    change: [/.*usb\.GND, to: hc06\.GND.*\n/, ''],
    where: 'hc06.GND',
    message: /HC-06 GND is not on the common ground/,
  },
  {
    rule: 'pin-ability',
    what: 'the sensor on a pin that does not measure',
    design: 'air-up',
    change: ['sensor.OUT, to: uno.A0', 'sensor.OUT, to: uno.D12'],
    where: 'sensor.OUT',
    message: /needs analog, Arduino Uno 12 \(D12\) can digital/,
  },
  {
    rule: 'divider',
    what: 'a lower resistor that makes the voltage too high',
    design: 'bench-5v',
    change: [
      'r2: { kind: resistor, label: R2 2 kΩ, ohms: 2000 }',
      'r2: { kind: resistor, label: R2 3.3 kΩ, ohms: 3300 }',
    ],
    where: 'hc06.RXD',
    message: /let up to 3\.92 V through/,
  },
  {
    rule: 'divider',
    what: 'an upper resistor that makes the voltage too low',
    design: 'bench-5v',
    change: ['R1 1 kΩ, ohms: 1000', 'R1 3.3 kΩ, ohms: 3300'],
    where: 'hc06.RXD',
    message: /leave 1\.77 V at worst/,
  },
  {
    rule: 'divider',
    what: 'a battery divider that is too weak for 15 V',
    design: 'air-up',
    change: ['battery divider 30 kΩ, ohms: 30000', 'battery divider 10 kΩ, ohms: 10000'],
    where: 'uno.A2',
    message: /let up to 7\.8\d? V through/,
  },
  {
    rule: 'no-flyback-diode',
    what: 'a valve without its diode',
    design: 'air-up',
    change: [/.*fill\.\+, to: fill-d\.K.*\n/, ''],
    where: 'fill.+',
    message: /fill valve is switched by a transistor and has no diode/,
    open: ['fill-d.K'],
  },
  {
    rule: 'no-flyback-diode',
    what: 'a diode the wrong way round',
    design: 'air-up',
    change: [
      /fill\.\+, to: fill-d\.K(.*)\n(.*)fill\.-, to: fill-d\.A/,
      'fill.+, to: fill-d.A$1\n$2fill.-, to: fill-d.K',
    ],
    where: 'fill.+',
    message: /no diode across/,
  },
  {
    rule: 'gate-without-pull-down',
    what: 'a gate that floats while the board starts',
    design: 'air-up',
    change: [/.*fill-r\.2, to: fill-q\.S.*\n/, ''],
    where: 'fill-q.G',
    message: /no pull-down at its gate/,
    open: ['fill-r.2'],
  },
  {
    rule: 'on-at-boot',
    what: 'an active-low driver',
    design: 'air-up',
    change: ['fill-q: { kind: mosfet,', 'fill-q: { kind: mosfet-active-low,'],
    where: 'fill-q',
    message: /is on while its input is low/,
  },
  {
    rule: 'not-ratiometric',
    what: 'a transducer on another 5 V supply than the converter',
    design: 'air-up',
    change: [
      / {2}uno: \{ kind: uno \}\n([\s\S]*)uno\.5V, to: sensor\.V\+/,
      '  uno: { kind: uno }\n  other: { kind: vs-3-slot, label: other supply }\n$1other.C5, to: sensor.V+',
    ],
    where: 'sensor.V+',
    message: /gives a share of its supply/,
  },
  {
    rule: 'supply-overloaded',
    what: 'an LCD that takes more current than USB supplies',
    design: 'tm-d700-bluetooth',
    change: [
      'conv: { kind: ttl-rs232, label: converter, note: its own DE-9 removed }',
      'conv: { kind: ttl-rs232, label: converter }\n  lcd: { kind: lcd-i2c, label: LCD }',
    ],
    where: 'vs3.C5',
    message: /VS-3 slot gives 0\.1 A at most; .*take 0\.11 A/,
    open: ['lcd.SDA', 'lcd.SCL'],
  },
  {
    rule: 'wire-too-thin',
    what: '12 AWG to a pump of 50 A',
    design: 'on-board-air',
    change: [
      'from: relay.87, to: pump.+, color: red, awg: 6',
      'from: relay.87, to: pump.+, color: red, awg: 12',
    ],
    where: 'relay.87 - pump.+',
    message: /12 AWG carries 41 A in free air, and 50 A flow/,
  },
  {
    rule: 'voltage-drop',
    what: 'ten meters of the same wire',
    design: 'on-board-air',
    change: [
      'pump.-, to: battery.-, color: black, awg: 6, cm: 120',
      'pump.-, to: battery.-, color: black, awg: 6, cm: 2000',
    ],
    where: 'pump.- - battery.-',
    message: /V of 11 V are lost on the way to ARB twin and back \(50 A\)/,
  },
  {
    rule: 'fuse-missing',
    what: 'a coil that bypasses its fuse',
    design: 'compressor-relay',
    change: ['from: small.2, to: switch.1', 'from: battery.+, to: switch.1'],
    where: 'relay.86',
    message: /no fuse stands between 12 V battery and relay/,
    open: ['small.2'],
  },
  {
    rule: 'fuse-too-large',
    what: 'a 20 A fuse before 18 AWG',
    design: 'compressor-relay',
    change: ['fuse 1 A, amps: 1', 'fuse 20 A, amps: 20'],
    where: 'small.2 - switch.1',
    message: /fuse 20 A is 20 A, and the 18 AWG behind it carries 16 A/,
  },
  {
    rule: 'fuse-too-small',
    what: 'a 20 A fuse for a pump of 25 A',
    design: 'compressor-relay',
    change: ['fuse 40 A, amps: 40', 'fuse 20 A, amps: 20'],
    where: 'main',
    message: /25 A flow through it/,
  },
  {
    rule: 'contact-overloaded',
    what: 'a relay for 30 A before a pump of 50 A',
    design: 'on-board-air',
    change: ['relay: { kind: relay }', 'relay: { kind: relay-30a }'],
    where: 'relay',
    message: /relay 30 A, 12 V coil carries 30 A, and 50 A flow/,
  },
  {
    rule: 'no-relief-valve',
    what: 'no relief valve',
    design: 'on-board-air',
    change: [/.*manifold\.B, to: relief\.P.*\n/, ''],
    where: 'pump',
    message: /nothing lets the air out/,
  },
  {
    rule: 'no-relief-valve',
    what: 'a relief valve below the switch',
    design: 'on-board-air',
    change: ['relief valve 150 psi, opensPsi: 150', 'relief valve 100 psi, opensPsi: 100'],
    where: 'pump',
    message: /opens at 100 psi, the switch stops the pump at 110 psi/,
  },
  {
    rule: 'pressure-rating',
    what: 'a relief valve above the rating of the pump',
    design: 'on-board-air',
    change: ['relief valve 150 psi, opensPsi: 150', 'relief valve 175 psi, opensPsi: 175'],
    where: 'pump',
    message: /ARB twin stands 150 psi, and up to 175 psi come/,
  },
  {
    rule: 'pressure-rating',
    what: 'a garden hose to the tank',
    design: 'on-board-air',
    change: [/(from: manifold\.D,\s+to: tank\.A,[\s\S]*?psi: )250/, '$160'],
    where: 'manifold.D - tank.A',
    message: /the pipe stands 60 psi/,
  },
  {
    rule: 'divider',
    what: 'no lower resistor',
    design: 'bench-5v',
    change: [/.*r2\.2, to: hc06\.GND.*\n/, ''],
    where: 'hc06.RXD',
    message: /alone lets 5 V through/,
    open: ['r2.2'],
  },
  {
    rule: 'output-without-listener',
    what: 'no joint 3-4 in the plug',
    design: 'tm-d700-loopback',
    change: [/.*plug\.3, to: plug\.4.*\n/, ''],
    where: 'module.TX',
    message: /nothing listens to module TX/,
    open: ['radio.3'],
  },
  {
    rule: 'no-feed-or-return',
    what: 'a pump without a return path',
    design: 'on-board-air',
    change: [/.*pump\.-, to: battery\.-.*\n/, ''],
    where: 'pump.+',
    message: /ARB twin is in no circuit/,
  },
  {
    rule: 'loose-end',
    what: 'an LED without its ground',
    design: 'air-up',
    change: [/.*led\.K, to: uno\.GND.*\n/, ''],
    where: 'led.K',
    message: /no wire goes to LED K/i,
  },
  {
    rule: 'no-board-pin',
    what: 'a button on two pins of the board',
    design: 'air-up',
    change: ['wires:\n', 'wires:\n  - { from: uno.D12, to: start.1, awg: 24, cm: 5 }\n'],
    where: 'start.1',
    message: /is on 2 pins of the board, the pin map wants one for buttons\.start/,
  },
];

/** Wires that a change adds. */
const MORE: Readonly<Record<string, string>> = {
  'the two 5 V supplies joined':
    '  - { from: other.C5, to: vs3.C5, awg: 26, cm: 5 }\n  - { from: other.GND, to: vs3.GND, awg: 26, cm: 5 }\n',
  'a transducer on another 5 V supply than the converter':
    '  - { from: other.GND, to: uno.GND, awg: 24, cm: 5 }\n',
  'an LCD that takes more current than USB supplies':
    '  - { from: vs3.C5, to: lcd.VCC, awg: 26, cm: 5 }\n  - { from: vs3.GND, to: lcd.GND, awg: 26, cm: 5 }\n',
};

const key = ({ rule, where }: Pick<Finding, 'rule' | 'where'>): string => `${rule} ${where}`;

const withOpen = (text: string, ends: readonly string[] = []): string => {
  if (ends.length === 0) return text;
  const list = ends.join(', ');
  return /^open: \[/m.test(text) ? text.replace(/^open: \[/m, `$&${list}, `) : `${text}\nopen: [${list}]\n`;
};

for (const { rule, what, design, change, where, message, open } of FAULTS) {
  test(`${rule}: ${what}`, (t) => {
    const before = textOf(design);
    const changed = before.replace(change[0], change[1]).replace('wires:\n', `wires:\n${MORE[what] ?? ''}`);
    const after = withOpen(changed, open);
    t.not(changed, before, 'the change found its place');
    const known = new Set(check(readDesign(before, design)).map(key));
    const found = check(readDesign(after, design)).filter((finding) => !known.has(key(finding)));
    const [hit, ...others] = found.filter((finding) => finding.rule === rule);
    t.truthy(hit, JSON.stringify(found));
    t.is(hit?.where, where);
    t.regex(hit?.message ?? '', message);
    t.true((hit?.remedy ?? '').length > 5);
    t.deepEqual(found.filter((finding) => finding.rule !== rule).map(key), []);
    t.true(others.every((other) => other.rule === rule));
  });
}

test('every rule has a seeded fault', (t) => {
  t.deepEqual(
    RULES.map(({ name }) => name).filter((name) => !FAULTS.some(({ rule }) => rule === name)),
    [],
  );
  for (const { source, requirement: says } of RULES) t.true(source.length > 10 && says.length > 10);
});

for (const name of designNames()) {
  test(`${name}: the rules find only what the design itself explains`, (t) => {
    const design = loadDesign(name);
    t.is(design.name, name);
    t.deepEqual(
      check(design).filter(({ severity }) => severity !== 'doubt'),
      [],
    );
    t.deepEqual(staleDoubts(design), [], 'a doubt that is no more');
  });
}

const deleted = designNames().flatMap((name) => {
  const { wires } = loadDesign(name);
  return wires.map((_, index) => ({ name, index }));
});

test(`each of the ${deleted.length} wires is missed by a rule when it is removed`, (t) => {
  const designs = new Map(designNames().map((name) => [name, loadDesign(name)]));
  const known = new Map([...designs].map(([name, design]) => [name, new Set(check(design).map(key))]));
  const unnoticed = deleted.flatMap(({ name, index }) => {
    const design = designs.get(name);
    if (!design) return [name];
    const found = check({ ...design, wires: design.wires.filter((_, at) => at !== index) });
    return found.some((finding) => !known.get(name)?.has(key(finding)))
      ? []
      : [`${name}: ${design.file.wires[index]?.from} - ${design.file.wires[index]?.to}`];
  });
  t.deepEqual(unnoticed, []);
});
