import { OnairError } from '../../../base/index.js';
import { thisComputer } from '../../../link/doctor/index.js';
import { parsePort } from '../../../link/index.js';

/** Programs that take or disturb a serial port, and the errors that suggest it. */
const DISTURBERS = [
  {
    program: 'ModemManager',
    fits: /^(device-silent|device-confused|device-unknown|port-busy)$/,
    says: 'ModemManager is running: it sends AT commands for about 10 s after an adapter is plugged in (wait, or: sudo systemctl stop ModemManager)',
  },
  {
    program: 'brltty',
    fits: /^port-/,
    says: 'brltty is running: it takes CH340 and CP210x adapters for Braille displays (sudo systemctl mask brltty-udev.service, then plug the adapter in again)',
  },
] as const;

/** Adds likely causes on this computer to the hint of an error on a real port, and where to look next. */
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
      ? ['if it keeps disappearing, check the system: onair doctor, and dmesg (brltty takes such adapters)']
      : [];
  const more = [...fitting.map(({ says }) => says), ...lost];
  if (more.length === 0) return error;
  return error.with({ disturbers: fitting.map(({ program }) => program) }, [error.hint, ...more].join('; '));
}
