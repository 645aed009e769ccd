import { PARITIES, type Parity } from '../../link/index.js';
import type { DeviceFaults, DeviceKind, DeviceWorld, OptionValues } from '../../link/sim/index.js';
import { MODULE_FAULTS } from './faults.js';
import type { Firmware } from './firmware.js';
import { FIRMWARES, type FirmwareName } from './firmwares/index.js';
import { SimHc06 } from './module.js';
import { Bystander, HELPERS, type Helper } from './person.js';

const RATES = [
  1200, 2400, 4800, 9600, 14400, 19200, 38400, 57600, 115200, 128000, 230400, 460800, 921600, 1382400,
];

/** Default time after an answer in which the module ignores input, ms: a guess. */
const RECOVER_MS = 400;

/** Default silence that ends a command, ms (SOURCES.md#times). */
const COMMAND_END_MS = 500;

const options = {
  firmware: { kind: 'choice', help: 'firmware', choices: Object.keys(FIRMWARES), default: 'linvor-1.8' },
  baud: { kind: 'choice', help: 'rate of its UART', choices: RATES.map(String), default: '9600' },
  parity: { kind: 'choice', help: 'parity of its UART', choices: PARITIES, default: 'none' },
  name: { kind: 'text', help: 'Bluetooth name, where it is not that of the firmware', default: '' },
  pin: { kind: 'text', help: 'PIN, where it is not that of the firmware', default: '' },
  connected: { kind: 'choice', help: 'a phone is connected', choices: ['no', 'yes'], default: 'no' },
  role: { kind: 'choice', help: 'Bluetooth role', choices: ['slave', 'master'], default: 'slave' },
  'command-end': {
    kind: 'number',
    help: 'ms of silence that end a command',
    min: 1,
    max: 5000,
    default: COMMAND_END_MS,
  },
  recover: {
    kind: 'number',
    help: 'ms of deafness after an answer; 400 is that of the firmware',
    min: 0,
    max: 10_000,
    default: RECOVER_MS,
  },
  latency: { kind: 'number', help: 'ms that every answer comes later', min: 0, max: 10_000, default: 0 },
  deaf: { kind: 'number', help: 'ms of deafness from the first byte on', min: 0, max: 60_000, default: 0 },
  'at-rate': {
    kind: 'choice',
    help: 'fixed rate of its AT mode, where that is not its data rate',
    choices: ['none', '38400'],
    default: 'none',
  },
  person: {
    kind: 'choice',
    help: 'a person beside it',
    choices: Object.keys(HELPERS),
    default: 'nobody',
  },
  'person-after': {
    kind: 'number',
    help: 'ms from the last setting until that person acts',
    min: 100,
    max: 600_000,
    default: 8000,
  },
} as const;

/** `sim:hc06`: a module of any family sold as HC-06. */
export const hc06Kind: DeviceKind<typeof options> = {
  name: 'hc06',
  title: 'HC-06 Bluetooth module',
  options,
  faults: MODULE_FAULTS,
  create,
};

function create(values: OptionValues<typeof options>, world: DeviceWorld, faults: DeviceFaults): SimHc06 {
  const firmware: Firmware = FIRMWARES[values.firmware as FirmwareName]; // readOptions allows the table's keys only
  const module = new SimHc06(
    {
      firmware,
      baudRate: Number(values.baud),
      parity: values.parity as Parity,
      name: Buffer.from(values.name, 'utf8').toString('latin1') || firmware.name,
      pin: values.pin || firmware.pin,
      connected: values.connected === 'yes',
      master: values.role === 'master',
      commandEndMs:
        values['command-end'] === COMMAND_END_MS
          ? (firmware.commandEndMs ?? COMMAND_END_MS)
          : values['command-end'],
      recoverMs: values.recover === RECOVER_MS ? (firmware.recoverMs ?? RECOVER_MS) : values.recover,
      latencyMs: values.latency,
      deafMs: values.deaf,
      atRate: values['at-rate'] === 'none' ? undefined : Number(values['at-rate']),
    },
    world,
    faults,
  );
  const bystander = new Bystander(values.person as Helper, world.clock, module, values['person-after']);
  module.onStop = () => bystander.stop();
  return module;
}
