import { tmD700 } from '../kenwood/index.js';
import {
  adapterSignals,
  callQuestion,
  moduleKind,
  moduleName,
  modulePin,
  type PluggedPort,
  place,
  portQuestion,
} from './questions.js';
import { shellLine } from './step-actions.js';
import type { Answers, Line, Walk, WalkStep } from './walk.js';
import { type GuideSteps, wiringStep, wiringSteps } from './wiring-steps.js';

/** What the walk must know about this computer. */
export interface TmD700Setup {
  readonly guideOf: GuideSteps;
  readonly plugged: PluggedPort;
  /** Own call sign from the environment or the config file, accepted with Enter. */
  readonly ownCall: () => Promise<string | undefined>;
}

/** Rate of the module's UART. */
const RADIO_BAUD = String(tmD700.line.defaultSpeed);

/** A TM-D700 with an HC-06 in its nose, from the bag of parts to APRSdroid. */
export function tmD700Walk(setup: TmD700Setup): Walk {
  return {
    name: 'tm-d700',
    title: 'Bluetooth in a Kenwood TM-D700',
    steps: [...bench(setup), ...radio(setup), beacon(setup), phone],
    summary,
  };
}

const BREAKOUT = { module: 'breakout' };
const BARE = { module: 'bare' };

const bench = ({ guideOf, plugged }: TmD700Setup): readonly WalkStep[] => [
  {
    id: 'need',
    confirm: 'Is everything here?',
    title: 'What you need',
    text: () => [
      '- an HC-06 Bluetooth module (classic Bluetooth; a BLE look-alike such as BT05 or AT-09 never works here)',
      '- a USB-serial adapter, best with 3.3 V signals, for the bench only',
      '- a small TTL to RS-232 converter without its DE-9, and two resistors that divide 5 V to 3.3 V. For a bare module a MAX3232 and a 3.3 V regulator instead',
      '- a female DE-9 for the loopback plug, thin wire, a soldering iron, a multimeter',
      '- a TM-D700, its manual, a license to transmit with it, and an antenna or a dummy load',
      'It takes an evening. Leave whenever you like: it continues where you left off.',
    ],
  },
  {
    id: 'module',
    title: 'Breakout or bare module?',
    text: () => [
      'A breakout is a carrier with a pin row, a three-legged regulator on it and the print VCC 3.6 to 6 V. A bare module is a green board of 27 by 13 mm with half holes at its edges and nothing under it.',
      'A bare module has no regulator: 5 V destroy it. The wiring that follows is for the one that you have.',
    ],
    questions: [moduleKind],
    confirm: 'Is that yours?',
  },
  {
    ...wiringStep(guideOf, 'bench', 'signals'),
    id: 'adapter',
    text: () => [
      'Adapter plugged in, nothing wired to it. Measure volts between its TXD and GND: about 3.3 V or about 5 V. 0 V is not TXD.',
      'Never: 5 V on RXD of the module, or on anything of a bare module.',
    ],
    questions: [adapterSignals],
    confirm: 'Is that what you measured?',
  },
  ...wiringSteps(guideOf, 'bench', { without: ['signals', 'ask'], only: { ...BREAKOUT, signals: '3.3' } }),
  ...wiringSteps(guideOf, 'bench-5v', { without: ['ask'], only: { ...BREAKOUT, signals: '5' } }),
  ...wiringSteps(guideOf, 'bench-bare', { without: ['signals', 'ask'], only: BARE }),
  {
    id: 'find',
    title: 'Find the module',
    text: () => [
      'onair looks for it at every rate that such a module can have. Nothing is changed. That takes some seconds when it is as it came, and a minute or more when somebody had it before.',
    ],
    questions: [
      portQuestion('modulePort', 'Which port is the USB adapter (onair ports lists them)?', plugged, 'usb'),
    ],
    lines: ({ modulePort = '' }) => [['hc06', 'probe', '--port', modulePort]],
    simulated: { modulePort: 'hc06' },
  },
  {
    id: 'set',
    title: 'Name, PIN and rate',
    text: () => [
      `The rate becomes ${RADIO_BAUD}, that of a radio as it comes (its menu can change it). What already holds is not written again. onair shows its plan and asks before it writes.`,
    ],
    questions: [moduleName, modulePin],
    lines: ({ modulePort = '', name = '', pin = '' }) => [
      ['hc06', 'set', '--port', modulePort, '--name', name, '--pin', pin, '--baud', RADIO_BAUD],
    ],
    simulated: { modulePort: 'hc06' },
  },
];

const radio = ({ guideOf, plugged }: TmD700Setup): readonly WalkStep[] => [
  ...wiringSteps(guideOf, 'tm-d700-bluetooth', { without: ['which', 'plug'], only: BREAKOUT }),
  ...wiringSteps(guideOf, 'tm-d700-bluetooth-bare', { without: ['which', 'plug'], only: BARE }),
  {
    id: 'pair',
    confirm: 'Is it paired?',
    title: 'Pair this computer',
    text: ({ name = 'TM-D700', pin = '' }) => [
      `Linux: ${shellLine(['bluetooth', 'pair', name, '--pin', pin])}. Then, for the port /dev/rfcomm0: sudo ${shellLine(['bluetooth', 'bind', name])}`,
      `macOS: Bluetooth settings, connect to "${name}". The port is /dev/cu.${name} or begins so.`,
      `Windows: Bluetooth settings, add "${name}". Under More Bluetooth options, COM Ports, take the one marked Outgoing.`,
      'An old name in the list is one that the computer remembers: remove that device and look again.',
    ],
    questions: [portQuestion('port', 'Which port did the pairing give?', plugged, 'bluetooth')],
    simulated: { port: 'tm-d700' },
  },
  ...wiringSteps(guideOf, 'tm-d700-loopback', { without: ['try'] }), // tnc init tries it
  {
    id: 'kiss',
    title: 'The TNC into KISS',
    text: () => [
      'Radio on. Take it off any call in progress. onair brings the TNC into KISS from whatever state it is in, and proves it. Nothing is transmitted.',
    ],
    lines: ({ port = '' }) => [['tnc', 'init', '--port', port]],
    simulated: { port: 'tm-d700' },
  },
];

function beacon({ ownCall }: TmD700Setup): WalkStep {
  return {
    id: 'beacon',
    title: 'Your first beacon',
    text: () => [
      'This transmits, once, under your call sign. Antenna or dummy load connected? Data band on the APRS frequency of your country (144.390 MHz in North America, 144.800 MHz in Europe), low power?',
      'Watch the display: the radio must go on the air for a moment. A second receiver, or a map such as aprs.fi, tells whether it was heard.',
    ],
    questions: [callQuestion(ownCall), place],
    lines: ({ port = '', call = '', at = '' }) => [
      ['tnc', 'init', '--port', port, '--yes'], // the radio may have been off since the last step
      ['aprs', 'beacon', '--port', port, '--from', call, '--at', at, '--symbol', 'car', 'onair'],
    ],
    simulated: { port: 'tm-d700' },
  };
}

const phone: WalkStep = {
  id: 'phone',
  title: 'APRSdroid on the phone',
  text: ({ name = 'TM-D700', pin = '', call = '' }) => [
    `One at a time: this computer releases the module when a command ends. Pair the phone with "${name}", PIN ${pin}.`,
    `In APRSdroid, Preferences: callsign ${call.replace(/-.*/, '')}, SSID ${/-(.*)/.exec(call)?.[1] ?? '0'}. Connection Preferences: protocol KISS, connection type Bluetooth, TNC "${name}". Then the init string and the delay, which onair prints:`,
  ],
  lines: () => [PHONE_STRING],
};

const PHONE_STRING: Line = ['tnc', 'string', '--app', 'aprsdroid'];

function summary({
  module = '',
  name = '',
  pin = '',
  port = '',
  call = '',
  at = '',
}: Answers): readonly string[] {
  return [
    '# Bluetooth in my TM-D700',
    '',
    '| what | value |',
    '|---|---|',
    `| module | ${name}${module && `, ${module}`} |`,
    `| PIN | ${pin} |`,
    `| rate of its serial side | ${RADIO_BAUD} 8N1 |`,
    `| port of this computer | ${port} |`,
    `| call sign | ${call} |`,
    `| first beacon from | ${at} |`,
    '',
    'Into KISS, listen, and back:',
    '',
    `    onair tnc init --port ${port}`,
    `    onair aprs listen --port ${port}`,
    `    onair tnc exit --port ${port}`,
    '',
    'For the phone, and what is wrong when nothing answers:',
    '',
    '    onair tnc string --app aprsdroid',
    `    onair tnc status --port ${port}`,
  ];
}
