import { PARITIES, type Parity } from '../../link/line.js';
import type { DeviceKind } from '../../link/sim/device.js';
import type { OptionValues } from '../../link/sim/options.js';
import { silentCommands } from '../dialects/silent.js';
import { FIRMWARES, type FirmwareName } from './firmwares.js';
import { SimHc06 } from './module.js';

const options = {
  firmware: { kind: 'choice', help: 'firmware', choices: Object.keys(FIRMWARES), default: 'linvor-1.8' },
  baud: {
    kind: 'choice',
    help: 'rate of its UART',
    choices: [...silentCommands.baudCodes.keys()].map(String),
    default: '9600',
  },
  parity: { kind: 'choice', help: 'parity of its UART', choices: PARITIES, default: 'none' },
  name: { kind: 'text', help: 'Bluetooth name', default: 'linvor' },
  pin: { kind: 'text', help: 'PIN', default: '1234' },
  connected: { kind: 'choice', help: 'a phone is connected', choices: ['no', 'yes'], default: 'no' },
  role: { kind: 'choice', help: 'Bluetooth role', choices: ['slave', 'master'], default: 'slave' },
  'command-end': {
    kind: 'number',
    help: 'ms of silence that end a command',
    min: 1,
    max: 5000,
    default: 500,
  },
  recover: { kind: 'number', help: 'ms of deafness after an answer', min: 0, max: 10_000, default: 400 },
} as const;

/** `sim:hc06`: an HC-06 of the silent families. */
export const hc06Kind: DeviceKind<typeof options> = {
  name: 'hc06',
  title: 'HC-06 Bluetooth module',
  options,
  faults: {
    'keeps-rate': 'confirms a new rate but stays at the old one',
    'hangs-on-rate': 'is dead after a change of rate until its power is cycled',
  },
  create: (values: OptionValues<typeof options>, world, faults) =>
    new SimHc06(
      {
        firmware: FIRMWARES[values.firmware as FirmwareName], // readOptions allows the table's keys only
        baudRate: Number(values.baud),
        parity: values.parity as Parity,
        name: values.name,
        pin: values.pin,
        connected: values.connected === 'yes',
        master: values.role === 'master',
        commandEndMs: values['command-end'],
        recoverMs: values.recover,
      },
      world,
      faults,
    ),
};
