import type { Command } from 'commander';
import { OnairError } from '../../base/index.js';
import { DEFAULT_LINE, type LineSettings } from '../../link/index.js';
import { wholeNumber } from './flags.js';

/** Flags of commands that talk to a radio. */
export interface LineFlags {
  readonly baud: number;
  readonly handshake?: string;
}

/**
 * Bluetooth ports: rfcomm on Linux; on macOS the paired device's name, while USB adapters have `usb` in theirs;
 * simulated devices by their option `link`.
 */
const BLUETOOTH_PORT = /rfcomm\d|\/dev\/(tty|cu)\.(?!.*(usb|wch|slab))|^sim:.*[?&]link=(?!cable)/i;

/** Whether it is a Bluetooth port: there only the module's rate matters. */
export function isBluetoothPort(port: string): boolean {
  return BLUETOOTH_PORT.test(port);
}

/** Adds the flags of commands that talk to a radio's serial port; the handshake joins RTS and CTS. */
export function lineFlags(command: Command): Command {
  return command
    .option('--baud <rate>', 'rate of the serial port', wholeNumber(300, 1_382_400), DEFAULT_LINE.baudRate)
    .option('--handshake <kind>', 'rtscts or none (default: rtscts; none over Bluetooth)');
}

/**
 * The line settings from the flags. A Kenwood needs RTS and CTS, but over Bluetooth these wires do not exist on this
 * side: the plug at the radio joins them.
 * @throws OnairError bad-value
 */
export function lineOf({ baud, handshake }: LineFlags, port: string): LineSettings {
  if (handshake !== undefined && handshake !== 'rtscts' && handshake !== 'none') {
    throw new OnairError('bad-value', {
      message: `--handshake can't be "${handshake}"`,
      hint: 'rtscts (a Kenwood wants it) or none',
    });
  }
  const usual = isBluetoothPort(port) ? 'none' : 'rtscts';
  return { baudRate: baud, parity: 'none', rtscts: (handshake ?? usual) === 'rtscts' };
}
