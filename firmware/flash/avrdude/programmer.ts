import { OnairError } from '../../../host/base/index.js';
import { installLine } from '../../../host/link/doctor/index.js';
import { parsePort } from '../../../host/link/index.js';
import type { FlashBoard } from '../boards.js';
import { sketchPath } from '../sketch.js';

/** The program that writes to the board. It remains separate: it is GPL, and not part of this package. */
export const AVRDUDE = 'avrdude';

/** What is written, to which board, and over which port. */
export interface FlashJob {
  readonly board: FlashBoard;
  /** Port string of the user. */
  readonly port: string;
  readonly hexPath: string;
}

/**
 * The arguments of avrdude, as in the Arduino core's platform.txt. -D, because a bootloader can't erase the chip and
 * overwrites it page by page.
 * @throws OnairError bad-usage for a simulated device
 */
export function avrdudeArguments({ board, port, hexPath }: FlashJob): readonly string[] {
  const { chip, programmer, baudRate } = board;
  const way = ['-p', chip, '-c', programmer, '-P', avrdudePort(port), '-b', String(baudRate)];
  return [...way, '-D', '-U', `flash:w:${hexPath}:i`];
}

/** A port string in avrdude's notation. @throws OnairError bad-value, bad-usage */
function avrdudePort(port: string): string {
  const target = parsePort(port);
  switch (target.kind) {
    case 'serial':
      return target.path;
    case 'tcp': {
      const { host, port: number } = target.address;
      return `net:${host.includes(':') ? `[${host}]` : host}:${number}`;
    }
    case 'sim':
      throw new OnairError('bad-usage', {
        message: `${port}: a simulated device has no flash to write to`,
        hint: 'flash a real board (onair ports); sim:air-up works as it is',
      });
  }
}

/** A command line as it is typed into a shell. */
export function typed(program: string, args: readonly string[]): string {
  return [program, ...args]
    .map((word) => (/^[\w./:=@%+,[\]\\-]+$/.test(word) ? word : `'${word}'`))
    .join(' ');
}

/** Names of the boards for arduino-cli, if they differ from ours. */
const FQBN: Readonly<Record<string, string>> = {
  'nano-old': 'nano:cpu=atmega328old',
  'mega-serial1': 'mega',
};

/** @returns the error no-program: avrdude is not on this computer; with other ways to get the program onto the board */
export function withoutAvrdude({ board, port, hexPath }: FlashJob): OnairError {
  const install = installLine(AVRDUDE, process.platform);
  const upload = ['upload', '--fqbn', `arduino:avr:${FQBN[board.name] ?? board.name}`, '--port', port];
  const change = board.usart === 0 ? '' : `, set HOST_USART to ${board.usart} in src/board/board.h`;
  const arduinoIde = `open ${sketchPath('failsafe.ino')} in the Arduino IDE${change}, choose the ${board.title}, upload`;
  const arduinoCli = typed('arduino-cli', [...upload, '--input-file', hexPath]);
  return new OnairError('no-program', {
    message: 'avrdude is not installed, and it is the program that writes to the board',
    hint: `install it: ${install}. Or without it: ${arduinoIde}; or: ${arduinoCli}`,
    details: { program: AVRDUDE, install, arduinoIde, arduinoCli },
  });
}
