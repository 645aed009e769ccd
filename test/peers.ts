import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Whether a program is installed here; tests that need it skip by name where it is not. */
function installed(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Makes pseudo-terminals. Debian package: socat. */
export const socat = installed('socat');

/** Writes programs to AVRs. Debian package: avrdude. */
export const avrdude = installed('avrdude');
/** Hamlib's radio control, which judges the simulated radio. Debian package: libhamlib-utils. */
export const rigctl = installed('rigctl');
/** A sound card TNC, with its coder `gen_packets` and its decoder `decode_aprs`. Debian package: direwolf. */
export const direwolf = ['direwolf', 'gen_packets', 'decode_aprs'].every(installed);
