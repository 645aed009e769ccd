import { readFileSync } from 'node:fs';
import test from 'ava';
import { packagePath } from '../../host/base/node/package-path.js';
import { designNames, loadDesign, loadKinds, readDesign } from '../../wiring/node/design-files.js';
import { check, RULES, staleDoubts } from '../../wiring/rules/check.js';
import type { Finding } from '../../wiring/rules/rule.js';

const textOf = (name: string): string =>
  readFileSync(packagePath('wiring', 'designs', `${name}.yaml`), 'utf8');

/** The parts of the package, and one that looks right and is not: a MAX232 where a MAX3232 belongs. */
const SEEDED_KINDS = new Map(loadKinds());
const [max232, max3232] = ['ttl-rs232', 'rs232-3v3'].map((name) => SEEDED_KINDS.get(name));
if (max232 && max3232) {
  const VCC = max232.pins.VCC ?? { role: 'supply' as const };
  SEEDED_KINDS.set('max232-at-3v3', { ...max3232, pins: { ...max3232.pins, VCC } });
}

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
  /** A second change, without which the first is not possible. */
  readonly parts?: readonly [from: string, to: string];
  /** Findings of other rules that the same mistake makes. */
  readonly also?: readonly string[];
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
    rule: 'crossing',
    what: 'pins 0 and 1 of the board exchanged, behind a divider and a diode',
    design: 'air-up-bluetooth',
    change: [/uno\.D1, to: bt-r1\.1([\s\S]*)bt-d\.A, to: uno\.D0/, 'uno.D0, to: bt-r1.1$1bt-d.A, to: uno.D1'],
    where: 'uno.D0',
    message: /Arduino Uno 0 \(D0\) and HC-06 RXD are both listeners/,
  },
  {
    rule: 'crossing',
    what: 'pins 18 and 19 of the Mega exchanged',
    design: 'air-up-mega-bluetooth',
    change: [
      /mega\.D18, to: bt-r1\.1([\s\S]*)hc06\.TXD, to: mega\.D19/,
      'mega.D19, to: bt-r1.1$1hc06.TXD, to: mega.D18',
    ],
    where: 'mega.D18',
    message: /Arduino Mega 2560 18 \(D18\) and HC-06 TXD are both senders/,
  },
  {
    rule: 'crossing',
    what: 'the two RS-232 pins of the converter exchanged',
    design: 'tm-d700-bluetooth',
    change: [/from: conv\.RS-OUT,([\s\S]*)from: conv\.RS-IN,/, 'from: conv.RS-IN,$1from: conv.RS-OUT,'],
    where: 'radio.1',
    message: /DE-9 1 and converter RS-OUT are both senders/,
  },
  {
    rule: 'pin-shared',
    what: 'two buttons on one pin',
    design: 'air-up-bluetooth',
    change: ['uno.D9, to: stop.1', 'uno.D8, to: stop.1'],
    where: 'uno.D8',
    message: /start button 1 and stop button 1 are on one wire at Arduino Uno 8/,
  },
  {
    rule: 'pin-shared',
    what: 'two pins of the board bridged',
    design: 'air-up-bluetooth',
    change: ['\nwires:\n', '\nwires:\n  - { from: uno.D2, to: uno.D3, color: gray, awg: 24, cm: 1 }\n'],
    where: 'uno.D2',
    message: /Arduino Uno 2 \(D2\) and Arduino Uno 3 \(D3\) are on one wire/,
  },
  {
    rule: 'pin-ability',
    what: 'a button on a pin of a Nano that only measures',
    design: 'air-up-bluetooth',
    change: ['uno.D9, to: stop.1', 'uno.A6, to: stop.1'],
    parts: ['uno: { kind: uno', 'uno: { kind: nano'],
    where: 'stop.1',
    message: /stop button 1 needs digital, Arduino Nano A6 can analog/,
  },
  {
    rule: 'blinking-pin',
    what: 'a valve on the pin that the bootloader blinks',
    design: 'air-up-mega-bluetooth',
    change: ['mega.D4, to: fill-q.G', 'mega.D13, to: fill-q.G'],
    where: 'fill-q.G',
    message: /MOSFET of fill valve G is on Arduino Mega 2560 13 \(D13\), which blinks/,
  },
  {
    rule: 'weak-pull-up',
    what: 'a button on pin 13 with the pull-up of the chip only',
    design: 'air-up-manifold',
    change: [/.*start-r\.1, to.*\n.*start-r\.2, to.*\n/, ''],
    where: 'start.1',
    message: /start button 1 is on Arduino Uno 13 \(D13\), whose LED holds it low on many boards/,
    open: ['start-r.1', 'start-r.2'],
  },
  {
    rule: 'contact-shorts-pin',
    what: 'a wire around the 220 Ω of a button on pin 13',
    design: 'air-up-manifold',
    change: ['\nwires:\n', '\nwires:\n  - { from: start-s.1, to: start-s.2, color: gray, awg: 24, cm: 1 }\n'],
    where: 'start.1',
    message: /start button 1, closed during a reset, shorts Arduino Uno 13 \(D13\)/,
  },
  {
    rule: 'contact-shorts-pin',
    what: 'too little in series with a button on pin 13',
    design: 'air-up-manifold',
    change: ['label: 220 Ω at the start button, ohms: 220', 'label: R, ohms: 22'],
    where: 'start.1',
    message: /which the bootloader drives/,
  },
  {
    rule: 'floating-line',
    what: 'RX1 without its pull-up',
    design: 'air-up-mega-bluetooth',
    change: [/.*to: bt-up\.1.*\n.*bt-up\.2, to.*\n/, ''],
    where: 'mega.D19',
    message: /Arduino Mega 2560 19 \(D19\) floats while no module is on it/,
    open: ['bt-up.1', 'bt-up.2'],
  },
  {
    rule: 'crowded-end',
    what: 'the wires of two valves on the blade of the relay',
    design: 'air-up-manifold',
    change: [/from: plus\.T, to: (fl-(?:fill|vent)-d)/g, 'from: feed.87, to: $1'],
    where: 'feed.87',
    message: /3 wires end at feed relay 87, which takes 2/,
  },
  {
    rule: 'other-load',
    what: 'the coils of fill and vent valve exchanged',
    design: 'air-up-mega-bluetooth',
    change: [
      /fill-q\.D, to: fill-d\.A([\s\S]*)vent-q\.D, to: vent-d\.A/,
      'fill-q.D, to: vent-d.A$1vent-q.D, to: fill-d.A',
    ],
    where: 'fill-q.G',
    message: /outlets\.0\.fill of the pin map switches vent valve/,
    also: ['blind-check step still', 'blind-check step still'],
  },
  {
    rule: 'other-load',
    what: 'the relay where the fill valve belongs',
    design: 'air-up-mega-bluetooth',
    change: ['outlets.0.fill: fill-q.G', 'outlets.0.fill: relay-q.G'],
    where: 'relay-q.G',
    message: /outlets\.0\.fill of the pin map switches pump relay/,
  },
  {
    rule: 'other-load',
    what: 'the coils of two outlets exchanged',
    design: 'air-up-manifold',
    change: [
      /fl-fill-q\.D, to: fl-fill-d\.A([\s\S]*)fr-fill-q\.D, to: fr-fill-d\.A/,
      'fl-fill-q.D, to: fr-fill-d.A$1fr-fill-q.D, to: fl-fill-d.A',
    ],
    where: 'fl-fill-q.G',
    message: /outlets\.0\.fill of the pin map switches FR fill valve/,
    also: ['blind-check step still', 'blind-check step still'],
  },
  {
    rule: 'wrong-reading',
    what: 'the wires of two gates exchanged at the board',
    design: 'air-up-mega',
    change: [
      /mega\.D22, to: fl-fill-q\.G([\s\S]*)mega\.D23, to: fl-vent-q\.G/,
      'mega.D23, to: fl-fill-q.G$1mega.D22, to: fl-vent-q.G',
    ],
    where: 'step board-wires',
    message: /reads 20/,
  },
  {
    rule: 'polarity',
    what: 'the LED the wrong way round',
    design: 'air-up-bluetooth',
    change: [/to: led\.A([\s\S]*)from: led\.K/, 'to: led.K$1from: led.A'],
    where: 'led.A',
    message: /LED A, the plus of the part, is on Arduino Uno GND/,
  },
  {
    rule: 'polarity',
    what: 'the buzzer the wrong way round',
    design: 'air-up-bluetooth',
    change: [/to: buzzer\.\+([\s\S]*)from: buzzer\.-/, 'to: buzzer.-$1from: buzzer.+'],
    where: 'buzzer.+',
    message: /the plus of the part, is on Arduino Uno GND/,
  },
  {
    rule: 'no-series-resistor',
    what: 'an LED with too little in series',
    design: 'air-up-bluetooth',
    change: ['label: 1 kΩ of the LED, ohms: 1000', 'label: R, ohms: 10'],
    where: 'led.A',
    message: /LED has 10 Ω in series: it needs 150 Ω or more/,
  },
  {
    rule: 'no-series-resistor',
    what: 'a wire around the resistor of the LED',
    design: 'air-up-bluetooth',
    change: ['\nwires:\n', '\nwires:\n  - { from: led-r.1, to: led-r.2, color: brown, awg: 24, cm: 1 }\n'],
    where: 'led.A',
    message: /LED has no resistor in series/,
  },
  {
    rule: 'hot-line',
    what: 'a plastic line at the outlet of the pump',
    design: 'on-board-air',
    change: ['size: braided leader hose', 'size: 3/8 in DOT air brake line'],
    where: 'pump.OUT',
    message: /3\/8 in DOT air brake line is at ARB twin OUT, where the air is hotter/,
  },
  {
    rule: 'thread-mismatch',
    what: 'an elbow with the thread of neither port',
    design: 'compressor-relay',
    change: ['size: 1/8 NPT elbow', 'size: 1/2 NPT elbow'],
    where: 'pump.OUT',
    message: /1\/2 NPT elbow and nipple: .* has 1\/8 NPT, .* has 1\/4 NPT female/,
  },
  {
    rule: 'port-unserved',
    what: 'a module on Serial1 with the firmware that serves USB',
    design: 'air-up-mega-bluetooth',
    change: [/, serves: \[D19, D18\]/, ''],
    where: 'mega.D19',
    message: /HC-06 TXD is on Arduino Mega 2560 19 \(D19\), .*serves D0 and D1 only.*never answer/,
  },
  {
    rule: 'two-outputs',
    what: 'the two 5 V supplies joined',
    design: 'tm-d700-bluetooth',
    change: [/\nwires:\n/, '  other: { kind: vs-3-slot, label: other slot }\n$&'],
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
    change: [/plus\.T, to: fill-d\.K(.*\n).*fill-d\.K, to: fill\.\+.*\n/, 'plus.T, to: fill.+$1'],
    open: ['fill-d.K'],
    where: 'fill.+',
    message: /fill valve is switched by a transistor and has no diode/,
  },
  {
    rule: 'no-flyback-diode',
    what: 'a diode the wrong way round',
    design: 'air-up',
    change: [
      /plus\.T, to: fill-d\.K([\s\S]*)fill-d\.K, to: fill\.\+([\s\S]*)fill-q\.D, to: fill-d\.A([\s\S]*)fill-d\.A, to: fill\.-/,
      'plus.T, to: fill-d.A$1fill-d.A, to: fill.+$2fill-q.D, to: fill-d.K$3fill-d.K, to: fill.-',
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
      'conv: { kind: ttl-rs232, label: converter, note: "MAX232, its own DE-9 removed" }',
      'conv: { kind: ttl-rs232, label: converter }\n  lcd: { kind: lcd-i2c, label: LCD }',
    ],
    where: 'vs3.C5',
    message: /VS-3 slot gives 0\.1 A at most; .*take 0\.14 A/,
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
    change: ['from: small.2, to: hand.1', 'from: battery.+, to: hand.1'],
    where: 'battery.+ - hand.1',
    message: /no fuse stands between 12 V battery and main switch/,
    open: ['small.2'],
  },
  {
    rule: 'fuse-missing',
    what: 'a divider, no load, straight at the battery',
    design: 'air-up',
    change: [/.*battery\.\+, to: sense\.1.*\n.*from: sense\.2, to/, '  - { from: battery.+, to'],
    where: 'battery.+ - upper.1',
    message: /no fuse stands between 12 V battery and battery divider 30 kΩ 1/,
    open: ['sense.1', 'sense.2'],
  },
  {
    rule: 'fuse-missing',
    what: 'a wire from the wrong side of a fuse',
    design: 'air-up',
    change: ['from: f12.2, to: hand.1', 'from: f12.1, to: hand.1'],
    where: 'f12.1 - hand.1',
    message: /no fuse stands between 12 V battery and main switch/,
    open: ['f12.2'],
  },
  {
    rule: 'fuse-far',
    what: 'a fuse at the far end of the wire',
    design: 'air-up',
    change: ['to: main.1, color: red, awg: 6, cm: 20', 'to: main.1, color: red, awg: 6, cm: 300'],
    where: 'battery.+ - main.1',
    message: /fuse 60 A is 300 cm of wire from 12 V battery/,
  },
  {
    rule: 'fuse-too-large',
    what: 'a 20 A fuse before 18 AWG',
    design: 'compressor-relay',
    change: ['fuse 1 A, amps: 1', 'fuse 20 A, amps: 20'],
    where: 'small.2 - hand.1',
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
    change: ['relay: { kind: relay }', 'relay: { kind: relay-40a }'],
    where: 'relay',
    message: /relay 40 A, 12 V coil carries 40 A, and 50 A flow/,
  },
  {
    rule: 'no-relief-valve',
    what: 'no relief valve',
    design: 'on-board-air',
    change: [/.*manifold\.B, to: relief\.P.*\n/, ''],
    where: 'pump',
    message: /nothing lets the air out/,
    open: ['manifold.B', 'relief.P'],
  },
  {
    rule: 'no-relief-valve',
    what: 'a relief valve below the switch',
    design: 'on-board-air',
    change: ['relief valve 125 psi, opensPsi: 125', 'relief valve 100 psi, opensPsi: 100'],
    where: 'pump',
    message: /opens at 100 psi, the switch stops the pump at 110 psi/,
  },
  {
    rule: 'no-relief-valve',
    what: 'the relief valve behind the fill valve',
    design: 'air-up',
    change: [
      /line\.B, to: relief\.P([\s\S]*)joint\.C, to: sensor\.P/,
      'joint.C, to: relief.P$1line.B, to: sensor.P',
    ],
    where: 'pump',
    message: /a valve can shut off the relief valve/,
    also: ['sensor-off-hose sensor.P'],
  },
  {
    rule: 'pump-backwards',
    what: 'intake and outlet of the pump exchanged',
    design: 'air-up',
    change: [/filter\.P, to: pump\.IN(.*\n.*)pump\.OUT, to/, 'filter.P, to: pump.OUT$1pump.IN, to'],
    where: 'pump.IN',
    message: /line A is at the intake of pump/,
  },
  {
    rule: 'switch-shut-off',
    what: 'the pressure switch behind the fill valve',
    design: 'air-up',
    change: [
      /line\.C, to: switch\.P([\s\S]*)line\.E, to: plug-1\.P/,
      'line.C, to: plug-1.P$1joint.E, to: switch.P',
    ],
    where: 'switch.P',
    message: /reaches pressure switch only through a valve/,
    parts: ['joint: { kind: cross,', 'joint: { kind: manifold,'],
    open: ['line.E', 'joint.F'],
  },
  {
    rule: 'switch-shut-off',
    what: 'the pressure switch in no pipe',
    design: 'air-up',
    change: [/.*line\.C, to: switch\.P.*\n/, ''],
    where: 'switch.P',
    message: /or not at all/,
    open: ['line.C', 'switch.P'],
  },
  {
    rule: 'valve-order',
    what: 'a fill valve the wrong way round',
    design: 'air-up',
    change: [
      /check\.OUT, to: fill\.IN(.*\n.*)fill\.OUT, to: joint/,
      'check.OUT, to: fill.OUT$1fill.IN, to: joint',
    ],
    where: 'fill.IN',
    message: /fill valve has hose at IN and line at OUT/,
  },
  {
    rule: 'valve-order',
    what: 'a vent valve on the line',
    design: 'air-up',
    change: [
      /joint\.B, to: vent\.IN([\s\S]*)line\.E, to: plug-1\.P/,
      'line.E, to: vent.IN$1joint.B, to: plug-1.P',
    ],
    where: 'vent.IN',
    message: /vent valve has line at IN and open air at OUT/,
  },
  {
    rule: 'sensor-off-hose',
    what: "an outlet's sensor on the line",
    design: 'air-up',
    change: [
      /joint\.C, to: sensor\.P([\s\S]*)line\.E, to: plug-1\.P/,
      'line.E, to: sensor.P$1joint.C, to: plug-1.P',
    ],
    where: 'sensor.P',
    message: /pressure sensor is not at a hose/,
  },
  {
    rule: 'pressure-rating',
    what: 'a relief valve above the rating of pump, tank and line',
    design: 'on-board-air',
    change: ['relief valve 125 psi, opensPsi: 125', 'relief valve 175 psi, opensPsi: 175'],
    where: 'pump',
    message: /ARB twin stands 150 psi, and up to 175 psi come/,
  },
  {
    rule: 'pressure-rating',
    what: 'a garden hose to the tank',
    design: 'on-board-air',
    change: [/(from: manifold\.D,\s+to: tank\.A,[\s\S]*?psi: )150/, '$160'],
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
    also: ['pin-shared uno.D8'],
  },
  {
    rule: 'divider',
    what: 'resistors of 5 % behind a MAX232, which promises only 3.5 V',
    design: 'tm-d700-bluetooth',
    change: [/, percent: 1/g, ''],
    where: 'hc06.RXD',
    message: /leave 2\.25 V at worst, and HC-06 RXD reads high from 2\.31 V/,
  },
  {
    rule: 'no-flyback-diode',
    what: 'a relay coil behind a bare pressure switch',
    design: 'compressor-relay',
    change: [
      /switch\.2, to: diode\.K([\s\S]*)diode\.K, to: relay\.86/,
      'switch.2, to: relay.86$1halt.1, to: diode.K',
    ],
    where: 'relay.86',
    message: /is switched by a contact and has no diode/,
  },
  {
    rule: 'no-hand-switch',
    what: 'a pump whose coil no hand can cut',
    design: 'on-board-air',
    change: [/kind: (hand|stop)-switch/g, 'kind: toggle-switch'],
    where: 'pump.+',
    message: /no switch by hand is in the circuit of ARB twin/,
  },
  {
    rule: 'no-hand-switch',
    what: 'a valve fed from before the switches',
    design: 'air-up',
    change: ['plus.T, to: vent-d.K', 'f12.2, to: vent-d.K'],
    where: 'vent.+',
    message: /no switch by hand is in the circuit of vent valve/,
  },
  {
    rule: 'supply-voltage',
    what: 'a bare module on 5 V',
    design: 'tm-d700-bluetooth',
    change: [
      /kind: hc-06,(.*\n[\s\S]*)open: \[radio\.3, radio\.7, hc06\.STATE\]/,
      'kind: hc-06-bare,$1open: [radio.3, radio.7]',
    ],
    where: 'hc06.VCC',
    message: /VS-3 slot gives 4\.7 V to 5\.3 V, HC-06 12 \(VCC\) wants 3\.1 V to 3\.6 V/,
  },
  {
    rule: 'supply-voltage',
    what: 'a MAX232 on 3.3 V',
    design: 'tm-d700-bluetooth-bare',
    change: [/conv: \{ kind: rs232-3v3,/, 'conv: { kind: max232-at-3v3,'],
    where: 'conv.VCC',
    message: /3\.3 V regulator gives 3\.2 V to 3\.4 V, converter VCC wants 4\.5 V/,
  },
  {
    rule: 'usb-shared',
    what: 'TXD of the module straight on pin 0',
    design: 'air-up-bluetooth',
    change: [/bt-s\.2, to: bt-d\.K(.*\n.*)bt-d\.A, to: uno\.D0/, 'bt-s.2, to: uno.D0$1bt-d.A, to: bt-d.K'],
    where: 'uno.D0',
    message: /HC-06 TXD and the USB chip of Arduino Uno both drive Arduino Uno 0/,
  },
  {
    rule: 'usb-shared',
    what: 'the diode at pin 0 the wrong way round',
    design: 'air-up-bluetooth',
    change: [/bt-s\.2, to: bt-d\.K(.*\n.*)bt-d\.A, to: uno\.D0/, 'bt-s.2, to: bt-d.A$1bt-d.K, to: uno.D0'],
    where: 'uno.D0',
    message: /is the wrong way round/,
  },
  {
    rule: 'port-shared',
    what: 'a tee that carries four pipes',
    design: 'air-up',
    change: ['from: joint.D, to: hose.P', 'from: joint.C, to: hose.P'],
    where: 'joint.C',
    message: /2 pipes go to cross behind the fill valve C, which is one port/,
    open: ['joint.D'],
  },
  {
    rule: 'open-port',
    what: 'a vent valve without its silencer',
    design: 'air-up',
    change: [/.*vent\.OUT, to: quiet\.P.*\n/, ''],
    where: 'vent.OUT',
    message: /nothing is at vent valve OUT/,
    open: ['quiet.P'],
  },
  {
    rule: 'no-check-valve',
    what: 'a fill valve straight on the line',
    design: 'air-up',
    change: [
      /line\.D, to: check\.IN(.*\n.*)check\.OUT, to: fill\.IN/,
      'check.OUT, to: check.IN$1line.D, to: fill.IN',
    ],
    where: 'fill.IN',
    message: /with an empty line the tire bleeds through it/,
  },
  {
    rule: 'port-without-plug',
    what: "a cable soldered to the computer's own port",
    design: 'tm-d700-programming',
    change: [/computer\.TXD, to: far\.3, note: mated/, 'computer.TXD, to: far.3, color: yellow'],
    where: 'computer.TXD',
    message: /a wire is soldered to computer 3 \(TXD\), which is a port/,
  },
  {
    rule: 'wrong-reading',
    what: 'a step that expects another resistor than the parts list has',
    design: 'air-up',
    change: ['label: 10 kΩ at fill gate, ohms: 10000', 'label: 10 kΩ at fill gate, ohms: 4700'],
    where: 'step resistors',
    message: /reads 4700 Ω, the step expects 9500 to 10500/,
  },
  {
    rule: 'blind-check',
    what: 'the diode test across a coil that is connected',
    design: 'air-up-bluetooth',
    change: [
      /(ends: \[fill\.-, fill\.\+\],\s+without: \[)fill, (battery\],\s+reads: )\[0\.4, 0\.8\]/,
      '$1$2[0, 0.8]',
    ],
    where: 'step diodes',
    message: /diode test at fill valve - reads the same with fill-d\.A and fill-d\.K exchanged/,
  },
  {
    rule: 'strip-net',
    what: 'a leg one hole off',
    design: 'air-up',
    change: ['"1": F8,', '"1": G8,'],
    where: 'fill-r.1',
    message: /10 kΩ at fill gate 1 at G8 is joined to diode of fill valve A at G15, and must not be/,
  },
  {
    rule: 'strip-net',
    what: 'a diode backwards',
    design: 'air-up',
    change: ['{ K: B15, A: G15 }', '{ A: B15, K: G15 }'],
    where: 'fill-d.A',
    message: /diode of fill valve A at B15 is joined to diode of vent valve K at B17/,
  },
  {
    rule: 'strip-net',
    what: 'a MOSFET turned around',
    design: 'air-up',
    change: ['{ G: C20, D: D20, S: E20 }', '{ S: C20, D: D20, G: E20 }'],
    where: 'relay-q.S',
    message: /MOSFET of the relay S at C20 is joined to/,
  },
  {
    rule: 'strip-net',
    what: 'a strip shared by two nets',
    design: 'air-up',
    change: ['N30: led.A', 'P29: led.A'],
    where: 'led.A',
    message: /LED A at P29 is joined to/,
  },
  {
    rule: 'strip-net',
    what: 'a link forgotten',
    design: 'air-up',
    change: [/ {4}- \[H4, K4\]\n/, ''],
    where: 'fill-r.2',
    message: /at K8 is not joined to .* at H6/,
  },
  {
    rule: 'strip-net',
    what: 'a part forgotten',
    design: 'air-up',
    change: [/ {4}vent-r: \{.*\n/, ''],
    where: 'vent-r.1',
    message: /10 kΩ at vent gate 1 is not on the stripboard/,
  },
  {
    rule: 'strip-net',
    what: 'a wire to the board forgotten',
    design: 'air-up',
    change: [/ {4}F1: uno\.D4\n/, ''],
    where: 'uno.D4',
    message: /no wire leads from the stripboard to Arduino Uno 4/,
  },
  {
    rule: 'strip-hole',
    what: 'two legs in one hole',
    design: 'air-up',
    change: ['H30: ground.T', 'H12: ground.T'],
    where: 'ground.T',
    message: /ground terminals T is at H12, where 10 kΩ at the sensor 2 is/,
  },
  {
    rule: 'strip-hole',
    what: 'a hole that the board does not have',
    design: 'air-up',
    change: ['L30: sensor.OUT', 'L31: sensor.OUT'],
    where: 'sensor.OUT',
    message: /at L31, outside of the board/,
  },
  {
    rule: 'strip-hole',
    what: 'a MOSFET with its legs apart',
    design: 'air-up',
    change: ['{ G: F23, D: G23, S: H23 }', '{ G: F23, D: G23, S: K23 }'],
    where: 'fill-q.G',
    message: /needs its three legs on three neighboring strips/,
  },
  {
    rule: 'strip-hole',
    what: 'a resistor that does not lie flat',
    design: 'air-up',
    change: ['{ "1": C6, "2": H6 }', '{ "1": C6, "2": E6 }'],
    where: 'relay-r.1',
    message: /needs 3 strips from leg to leg/,
  },
  {
    rule: 'strip-hole',
    what: 'two bodies in one place',
    design: 'air-up',
    change: ['{ K: B17, A: J17 }', '{ K: B22, A: J22 }'],
    where: 'fill-q.G',
    message: /MOSFET of fill valve is where diode of vent valve is/,
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

for (const { rule, what, design, change, where, message, open, parts, also = [] } of FAULTS) {
  test(`${rule}: ${what}`, (t) => {
    const before = textOf(design);
    const changed = before
      .replace(change[0], change[1])
      .replace(...(parts ?? ['', '']))
      .replace('wires:\n', `wires:\n${MORE[what] ?? ''}`);
    const after = withOpen(changed, open);
    t.not(changed, before, 'the change found its place');
    // The package's own finding of this rule is a doubt, which the fault makes an error again.
    const known = new Set(
      check(readDesign(before, design))
        .filter(({ severity }) => rule !== 'port-unserved' || severity !== 'doubt')
        .map(key),
    );
    const found = check(readDesign(after, design, SEEDED_KINDS)).filter(
      (finding) => !known.has(key(finding)),
    );
    const [hit, ...others] = found.filter((finding) => finding.rule === rule);
    t.truthy(hit, JSON.stringify(found));
    t.is(hit?.where, where);
    t.regex(hit?.message ?? '', message);
    t.true((hit?.remedy ?? '').length > 5);
    // Another wire makes the stripboard wrong, too, and what a meter reads.
    const rest = found.filter(
      (finding) => ![rule, 'wrong-reading'].includes(finding.rule) && !finding.rule.startsWith('strip-'),
    );
    t.deepEqual(rest.map(key), also);
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
