import { readPressure } from '../../firmware/air-up/vehicle/index.js';
import { OnairError } from '../base/index.js';
import { fileQuestion, type PluggedPort, portQuestion, wordQuestion } from './questions.js';
import type { Answers, Question, Walk, WalkStep } from './walk.js';
import { type GuideSteps, wiringStep, wiringSteps } from './wiring-steps.js';

/** What the walk must know about this computer. */
export interface AirUpWalkSetup {
  readonly guideOf: GuideSteps;
  readonly plugged: PluggedPort;
  /** Boards that the firmware supports, by their flag value: `uno`. */
  readonly boards: readonly string[];
  hasFile(path: string): boolean;
  /** A simulated board already has its firmware, and a simulated sensor must not calibrate the file of a real one. */
  readonly isSimulated: boolean;
}

/** A board, a valve and a sensor, from the bench to the first tire. */
export function airUpWalk(setup: AirUpWalkSetup): Walk {
  return {
    name: 'air-up',
    title: 'A board that airs up tires',
    steps: [
      NEED,
      flash(setup), // before any wire: an old program may drive the pins of the valves
      // The steps that need the firmware or air come later.
      ...wiringSteps(setup.guideOf, 'air-up', { without: ['flash', 'click', 'pump', 'leaks'] }),
      VALVES,
      vehicle(setup),
      ...SENSOR,
      SWITCH,
      wiringStep(setup.guideOf, 'air-up', 'leaks'),
      FIRST_TIRE,
    ],
    summary,
  };
}

const NEED: WalkStep = {
  id: 'need',
  confirm: 'Is everything here?',
  title: 'What you need',
  text: () => [
    '- an Arduino Uno or Nano, and its USB cable (a Mega has its own wires: onair wiring show air-up-mega)',
    '- a pressure sensor 0.5 to 4.5 V on 5 V, 150 psi full scale',
    '- a valve that is shut without current, of at least the relief valve’s pressure, with its driver and diode; a second one to let air out is better',
    '- the pump with its own pressure switch and relief valve. They stay, whatever software runs beside them',
    '- a good gauge, a multimeter, eye protection, and a tire whose sidewall you can read',
  ],
};

function flash({ isSimulated, plugged, boards }: AirUpWalkSetup): WalkStep {
  return {
    id: 'flash',
    title: 'The firmware that shuts the valve when the computer dies',
    text: () => [
      'Nothing is wired to the board yet. onair writes the fail-safe sketch by avrdude, and lets the board prove it. Then pull the USB cable until a step asks for it.',
      ...(isSimulated ? ['A simulated board has it already, so it is only asked here.'] : []),
    ],
    questions: [
      portQuestion('port', 'Which port is the board (onair ports lists them)?', plugged, 'usb'),
      ...(isSimulated ? [] : [wordQuestion('board', 'Which board is it?', boards, 'uno')]),
    ],
    lines: ({ port = '', board = '' }) =>
      isSimulated
        ? [['firmware', 'info', '--port', port]]
        : [['firmware', 'flash', '--port', port, '--board', board]],
    simulated: { port: 'air-up' },
  };
}

function vehicle({ isSimulated, hasFile }: AirUpWalkSetup): WalkStep {
  const suggested = isSimulated ? 'simulated-jeep.yaml' : 'my-jeep.yaml';
  return {
    id: 'vehicle',
    title: 'Your tires in a file',
    text: () => [
      'A vehicle file keeps tires, presets, pump and sensor. onair writes one to begin with, or checks the one that you have.',
      'Open it in an editor beside this: max is the number on your own tire’s sidewall. Without it nothing opens.',
    ],
    questions: [fileQuestion('vehicle', 'Which file?', suggested, /\.ya?ml$/i)],
    lines: ({ vehicle: file = '' }) => [
      hasFile(file) ? ['air', 'vehicle', file] : ['air', 'vehicle', '--example', 'jeep', '--save', file],
    ],
  };
}

const gauge: Question = {
  key: 'gauge',
  ask: 'What does your gauge show on that tire (a unit may follow: 2.2 bar)?',
  example: '32, or 2.2 bar, say',
  read: (text) => {
    readPressure(text, 'psi', 'gauge');
    return text.trim();
  },
};

const SENSOR: readonly WalkStep[] = [
  {
    id: 'tires',
    title: 'Your own tires in it',
    text: ({ vehicle: file = 'the file' }) => [
      `Write sizes, maxima and presets of your own tires into ${file} and save it. onair reads it now.`,
    ],
    lines: ({ vehicle: file = '' }) => [['air', 'vehicle', file]],
  },
  {
    id: 'zero',
    title: 'The sensor with an open hose',
    text: () => ['Hose off every tire, its end open, no air in it. No valve is opened.'],
    lines: ({ port = '', vehicle: file = '' }) => [
      ['air', 'calibrate', '--port', port, '--vehicle', file, '--zero'],
    ],
    simulated: { port: 'air-up?psi=0' },
  },
  {
    id: 'gauge',
    title: 'The sensor against your gauge',
    text: () => [
      'Take a tire with at least 20 psi. Read it with your gauge, then put the hose on it. No valve is opened.',
    ],
    questions: [gauge],
    lines: ({ port = '', vehicle: file = '', gauge: shown = '' }) => [
      ['air', 'calibrate', '--port', port, '--vehicle', file, '--gauge', shown, '--units', 'psi'],
    ],
    simulated: { port: 'air-up?psi=32' },
  },
];

const VALVES: WalkStep = {
  id: 'test-valves',
  title: 'Valves one by one',
  text: () => [
    'USB plugged in, main fuse of the pump still out, line empty. Hose off the tire, its end open. Each output is switched on for 0.3 s, and you tell whether that one clicked: a wrong wire shows here and not at a tire.',
  ],
  lines: ({ port = '' }) => [['air', 'test-valves', '--port', port]],
  simulated: { port: 'air-up?psi=0' },
};

const SWITCH: WalkStep = {
  id: 'switch',
  title: 'The pressure switch',
  text: () => [
    'Now the main fuse. All valves stay shut; the pump fills the line until its switch stops it. Stand by, eyes protected, one hand at the stop switch or the fuse: if the pressure switch does not open, cut the pump there. The relief valve must blow before anything else does.',
    'Run it once more and press the stop switch while the pump runs: it must stop immediately, by wire.',
  ],
  lines: ({ port = '' }) => [['air', 'switch-test', '--port', port]],
  simulated: { port: 'air-up' },
};

const FIRST_TIRE: WalkStep = {
  id: 'tire',
  title: 'The first tire, with you beside it',
  text: () => [
    'Hose on the tire, gauge in your hand, you beside it until it ends. Space is the emergency stop, q stops, and pulling USB out shuts the valve too.',
  ],
  questions: [
    {
      key: 'tire',
      ask: 'Which tire of your file, and which target? For example FL=38',
      example: 'FL=38, say: a name of your file, and psi',
      read: (text) => {
        if (/^[^=\s]+\s*=\s*\d/.test(text.trim())) return text.trim().replaceAll(' ', '');
        throw new OnairError('bad-value', {
          message: `"${text.trim()}" is not NAME=TARGET`,
          hint: 'for example FL=38',
        });
      },
    },
  ],
  lines: ({ port = '', vehicle: file = '', tire = '' }) => [
    ['air', 'inflate', '--port', port, '--vehicle', file, '--tire', tire, '--attended'],
  ],
  simulated: { port: 'air-up?psi=18' },
};

function summary({
  port = '',
  board = 'simulated',
  vehicle: file = '',
  gauge: shown = '',
}: Answers): readonly string[] {
  return [
    '# My board that airs up tires',
    '',
    '| what | value |',
    '|---|---|',
    `| board | ${board} |`,
    `| port | ${port} |`,
    `| vehicle file | ${file} |`,
    `| sensor checked at | ${shown} |`,
    '',
    'Every day:',
    '',
    `    onair air inflate --port ${port} --vehicle ${file} --preset street`,
    `    onair air watch --port ${port}`,
    '',
    'Once a season, or when something looks odd:',
    '',
    `    onair air calibrate --port ${port} --vehicle ${file}`,
    `    onair air test-valves --port ${port}`,
    `    onair air switch-test --port ${port}`,
    '',
    'The relief valve and the pressure switch stay.',
  ];
}
