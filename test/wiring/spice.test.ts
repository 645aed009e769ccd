import test from 'ava';
import { designNames, loadDesign, readDesign } from '../../wiring/node/index.js';
import { claimsOf, deckOf } from '../../wiring/spice/index.js';

const bench = (more: string): string => `design: own
title: own
about: own
parts:
  usb: { kind: usb-serial, label: adapter }
  hc06: { kind: hc-06 }
${more}
wires:
  - { from: usb.5V, to: hc06.VCC, awg: 26, cm: 15 }
  - { from: usb.GND, to: hc06.GND, awg: 26, cm: 15 }
  - { from: usb.TXD, to: hc06.RXD, awg: 26, cm: 15 }
  - { from: hc06.TXD, to: usb.RXD, awg: 26, cm: 15 }
`;
const deck = (text: string): string => {
  const design = readDesign(text, 'own.yaml');
  return deckOf(design, claimsOf(design));
};

test('every wire, resistor, diode and transistor of a design is in its circuit, once', (t) => {
  for (const name of designNames()) {
    const design = loadDesign(name);
    const names = deckOf(design, claimsOf(design))
      .split('\n')
      .flatMap((line) => /^([rdmsvil]_\S+) \S+ \S+ /.exec(line)?.[1] ?? []);
    t.is(new Set(names).size, names.length, name);
    t.is(names.filter((one) => one.startsWith('r_wire_')).length, design.wires.length, name);
    for (const part of design.parts) {
      const letter = { resistor: 'r', diode: 'd', transistor: 'm' }[part.kind.what];
      if (letter)
        t.true(names.includes(`${letter}_${part.name.replaceAll('-', '_')}`), `${name} ${part.name}`);
    }
  }
});

test('every design with a supply makes claims, each with a mistake', (t) => {
  for (const name of designNames()) {
    const design = loadDesign(name);
    const claims = claimsOf(design);
    t.is(
      claims.length > 2,
      design.parts.some(({ kind }) => kind.source),
      name,
    );
    t.is(new Set(claims.map((one) => one.name)).size, claims.length, name);
    for (const { name: claim, cases, seed } of claims) {
      t.true(cases.length > 0, `${name} ${claim}`);
      t.not(seed.mistake, '');
    }
  }
});

test('no text of a design is a line or an order of ngspice', (t) => {
  const lines = deck(
    bench('  r: { kind: resistor, ohms: 10, label: "x\\nshell touch /tmp/x\\n\\" `id` $HOME" }')
      .replace('title: own', 'title: "own\\n.include /etc/passwd"')
      .replace('label: adapter', 'label: "a\\" ; shell touch /tmp/x\\n"'),
  );
  t.notRegex(lines, /^\s*(shell|\.include)|[`$](?!&seen)|;/m);
  for (const line of lines.split('\n').filter((one) => one.startsWith('echo')))
    t.regex(line, /^echo "= \d+ \d+ \$&seen [^"]*"$/);
});

test('what SPICE would take for something else is an error with its place', (t) => {
  t.throws(() => deck(bench('  r: { kind: resistor }')), { message: /own\.yaml:\d+:\d+: .*r has no value/ });
  t.throws(() => deck(bench('  HC06: { kind: hc-06 }')), {
    message: /own\.yaml:\d+:\d+: .*same name to SPICE/,
  });
});
