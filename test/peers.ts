import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

/** Longest wait for a program that says its version, ms: a machine may be very busy. */
const LIMIT_MS = 60_000;

/** What each program is asked to see whether it runs, where that is not `--version` with exit code 0. */
const ASKED: Readonly<Record<string, { readonly args: readonly string[]; readonly code?: number }>> = {
  avrdude: { args: ['-?'] },
  aprx: { args: ['-V'], code: 1 },
  gpsd: { args: ['-V'] },
  tmd710_tncsetup: { args: ['-V'] },
  'arduino-builder': { args: ['-version'] },
  decode_aprs: { args: ['/dev/null'] },
  direwolf: { args: ['-u'] },
  gen_packets: { args: ['-h'], code: 1 },
  gpsbabel: { args: ['-V'] },
  kissutil: { args: ['-?'] },
  socat: { args: ['-V'] },
  tmux: { args: ['-V'] },
  xastir: { args: ['-V'] },
  Xvfb: { args: ['-help'] },
};

/**
 * Whether a program runs here; tests that need it skip by name where it does not. That it is there is not enough: it
 * may lack a library, be built for another processor, or be a script that says how to get it.
 */
function installed(program: string): boolean {
  const { args, code = 0 } = ASKED[program] ?? { args: ['--version'] };
  const { status, error } = spawnSync(program, args, { stdio: 'ignore', timeout: LIMIT_MS });
  const isSlow = (error as NodeJS.ErrnoException | undefined)?.code === 'ETIMEDOUT';
  return isSlow || status === code;
}

/** Makes pseudo-terminals. Debian package: socat. */
export const socat = installed('socat');
/** What tests call a pseudo-terminal, with what is missing where it is. */
export const PTY = socat ? 'pty' : 'pty (needs socat)';

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

/** A digipeater and gateway. Debian package: aprx. */
export const aprx = installed('aprx') && socat;

/** A program with a map, and a screen for it that nobody looks at. Debian packages: xastir, xvfb. */
export const xastir = installed('xastir') && installed('Xvfb') && socat;

/** Who has the GPS, and a GPS that plays a log. Debian packages: gpsd, gpsd-clients. */
export const gpsd = installed('gpsd') && installed('gpsfake') && socat;

/** Brings a TM-D710 into KISS. Debian package: tmd710-tncsetup. */
export const tncsetup = installed('tmd710_tncsetup') && socat;

/** Debian's Python, which its CHIRP and pyserial belong to. */
export const PYTHON = '/usr/bin/python3';
/** Reads and writes memories of radios. Debian packages: chirp, python3-serial. */
export const chirp =
  spawnSync(PYTHON, ['-c', 'import serial, chirp.drivers.kenwood_live'], { timeout: LIMIT_MS }).status ===
    0 && socat;

/** A real browser for the panel. Debian package: chromium. */
export const chromium = installed('chromium');

/**
 * The browser's own Web Serial on pseudo-terminals (`web/ports/`). Debian packages: chromium, gcc, libc6-dev. Its
 * list of ports needs the driver of a PC's serial ports.
 */
export const serialChromium =
  chromium &&
  installed('gcc') &&
  existsSync('/proc/tty/drivers') &&
  /^serial +\S+ +4 +64 +serial$/m.test(readFileSync('/proc/tty/drivers', 'utf8'));

/** A second emulator of the chips. Debian packages: libsimavr-dev, gcc, libc6-dev. */
export const simavr = installed('gcc') && existsSync('/usr/include/simavr/sim_avr.h');

/** A message bus of our own, for a double of bluetoothd. Debian package: dbus. */
export const dbusDaemon = installed('dbus-daemon');

/** The program that people pair with. Debian package: bluez. */
export const bluetoothctl = installed('bluetoothctl') && dbusDaemon;
