import { OnairError } from '../../base/index.js';
import { thisComputer } from '../../link/doctor/index.js';
import { parsePort } from '../../link/index.js';

/** Programs that take or disturb a serial port, and the errors that look like their work. */
const DISTURBERS = [
  {
    program: 'ModemManager',
    fits: /^(device-silent|device-confused|device-unknown|port-busy)$/,
    says: 'ModemManager is running: it sends AT commands of its own for about 10 s after an adapter was plugged in (wait, or: sudo systemctl stop ModemManager)',
  },
  {
    program: 'brltty',
    fits: /^port-/,
    says: 'brltty is running: it takes CH340 and CP210x adapters for Braille displays (sudo systemctl mask brltty-udev.service, then plug the adapter in again)',
  },
] as const;

/** Adds to the hint of an error on a real port what on this computer fits the picture, and where to look on. */
export async function withDisturbers(
  error: unknown,
  portName: string,
  computer: Pick<ReturnType<typeof thisComputer>, 'programs'> = thisComputer(),
): Promise<unknown> {
  if (!(error instanceof OnairError) || parsePort(portName).kind !== 'serial') return error;
  const running = await computer.programs();
  const fitting = DISTURBERS.filter(
    ({ program, fits }) => fits.test(error.code) && running.includes(program),
  );
  const lost =
    error.code === 'port-lost'
      ? [
          'if it goes away again and again, look at what the system says: onair doctor, and dmesg (brltty takes such adapters)',
        ]
      : [];
  const more = [...fitting.map(({ says }) => says), ...lost];
  if (more.length === 0) return error;
  return error.with({ disturbers: fitting.map(({ program }) => program) }, [error.hint, ...more].join('; '));
}
