/** A design to start from. It passes all rules, so that the effect of the first change is visible. */
export const TEMPLATE = `# yaml-language-server: $schema=https://unpkg.com/onair/wiring/design.schema.json
# Parts of onair: onair wiring show bench --json; wiring/parts has all kinds.
design: my-wiring
title: A module on a USB-serial adapter
about: What it is for, in a sentence or two.

parts:
  usb: { kind: usb-serial, label: adapter }
  hc06: { kind: hc-06 }

wires: # from part.pin to part.pin; color, gauge and length are for the drawing and the rules
  - { from: usb.5V, to: hc06.VCC, color: red, awg: 26, cm: 15 }
  - { from: usb.GND, to: hc06.GND, color: black, awg: 26, cm: 15 }
  - { from: usb.TXD, to: hc06.RXD, color: yellow, awg: 26, cm: 15 }
  - { from: hc06.TXD, to: usb.RXD, color: green, awg: 26, cm: 15 }

# pipes: [{ from: pump.OUT, to: tank.A, size: 3/8 in, psi: 250 }]
# open: [radio.3]          pins that stay open on purpose
# doubts: [{ rule: wire-too-thin, where: a.b - c.d, reason: why it is accepted }]

steps:
  - id: first
    title: The first step
    do: [What to do.]
    check: { measure: volts, between: VCC and GND, expect: 4.5 to 5.3 V, wrong: "0 V: no supply" }
    never: what must not be done
`;
