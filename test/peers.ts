import { accessSync, constants, existsSync } from 'node:fs';
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

/** Builds the sketch. Debian packages: gcc-avr, avr-libc, arduino-core-avr. */
export const avrGcc = installed('avr-gcc');

/** Hamlib's radio control, which judges the simulated radio. Debian package: libhamlib-utils. */
export const rigctl = installed('rigctl');

/** A terminal that a test can type into and look at. Debian package: tmux. */
export const tmux = installed('tmux');

/** Reads and writes map files and sentences of many kinds. Debian package: gpsbabel. */
export const gpsbabel = installed('gpsbabel');

/** Proves XML by a schema. Debian package: libxml2-utils. */
export const xmllint = installed('xmllint');

/** A TNC in software, with `gen_packets` and `decode_aprs`. Debian package: direwolf. */
export const direWolf = ['direwolf', 'gen_packets', 'decode_aprs'].every(installed);

/** What the Arduino IDE builds sketches with. Debian packages: arduino-builder, gcc-avr, avr-libc, arduino-core-avr. */
export const arduinoBuilder = installed('arduino-builder') && avrGcc;

/** Dire Wolf's client of a KISS TNC. Debian package: direwolf. */
export const kissutil = installed('kissutil');

/** A real browser for the panel. Debian package: chromium. */
export const chromium = installed('chromium');

/** A second emulator of the chips. Debian packages: libsimavr-dev, gcc, libc6-dev. */
export const simavr = installed('gcc') && existsSync('/usr/include/simavr/sim_avr.h');

/** A message bus of our own, for a double of bluetoothd. Debian package: dbus. */
export const dbusDaemon = installed('dbus-daemon');

/** The program that people pair with. Debian package: bluez. */
export const bluetoothctl = installed('bluetoothctl') && dbusDaemon;
