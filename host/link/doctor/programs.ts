import { messageOf } from '../../base/index.js';
import type { Examine } from './check.js';

/** Same as "engines" in package.json. */
const OLDEST_NODE = { major: 20, minor: 19 };

/** The version of Node is supported. */
export const checkNode: Examine = async ({ nodeVersion }) => {
  const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
  const { major: oldest, minor: oldestMinor } = OLDEST_NODE;
  if (major > oldest || (major === oldest && minor >= oldestMinor))
    return { status: 'ok', found: `Node ${nodeVersion}` };
  return {
    status: 'fail',
    found: `Node ${nodeVersion} is too old`,
    remedy: `install Node ${oldest}.${oldestMinor} or newer: https://nodejs.org, or: nvm install ${oldest}`,
  };
};

/** The native part of serialport loads on this system. */
export const checkBinding: Examine = async (computer) => {
  try {
    await computer.loadSerialBinding();
    return { status: 'ok', found: 'the native part of serialport loads' };
  } catch (error) {
    return {
      status: 'fail',
      found: `the native part of serialport does not load: ${messageOf(error).split('\n')[0]}`,
      remedy:
        'install onair again with the Node you run it with (npm rebuild @serialport/bindings-cpp); sim: and tcp:// ports work without it',
    };
  }
};

/** ModemManager sends AT to ports that look like a modem, and an HC-06 reacts to AT. */
export const checkModemManager: Examine = async (computer) => {
  if (!(await computer.programs()).includes('ModemManager')) return { status: 'ok', found: 'not running' };
  const vendors = (await computer.ports()).map((port) => port.vendorId).filter((id) => id !== undefined);
  const rule = `ATTRS{idVendor}=="${vendors[0] ?? '1a86'}", ENV{ID_MM_DEVICE_IGNORE}="1"`;
  return {
    status: 'warn',
    found:
      'ModemManager is running: versions that are not "strict" send AT commands to a port that was just plugged in, which disturbs an HC-06 and an Arduino',
    remedy: `sudo systemctl stop ModemManager while you work; or for good, in /etc/udev/rules.d/78-onair.rules: ${rule}, then: sudo udevadm control --reload`,
  };
};

/** brltty of Ubuntu 22.04 claims common USB adapters as Braille displays; the port vanishes after a second. */
export const checkBraille: Examine = async (computer) => {
  if (!(await computer.programs()).includes('brltty')) {
    const path = await computer.find('brltty');
    return { status: 'ok', found: path ? `installed (${path}) but not running` : 'not installed' };
  }
  const hasUsbPort = (await computer.ports()).some((port) => port.kind === 'usb');
  return {
    status: hasUsbPort ? 'warn' : 'fail',
    found: hasUsbPort
      ? 'brltty is running: it may take a CH340, CP210x or FTDI adapter for a Braille display'
      : 'brltty is running and there is no USB port: it has likely taken the adapter for a Braille display',
    remedy:
      'if you use no Braille display: sudo apt remove brltty, then unplug the adapter and plug it in again; else: sudo systemctl mask brltty-udev.service',
  };
};

/** How to install a program: on Linux, and on systems that differ. */
interface Install {
  readonly linux: string;
  readonly darwin?: string;
  readonly win32?: string;
}

/** Sources: the README of avrdude; Homebrew; winget-pkgs #110758. */
const INSTALL = {
  socat: { linux: 'sudo apt install socat', darwin: 'brew install socat' },
  stty: { linux: 'sudo apt install coreutils', darwin: 'it comes with macOS: is /bin in PATH?' },
  avrdude: {
    linux: 'sudo apt install avrdude',
    darwin: 'brew install avrdude',
    win32: 'winget install AVRDudes.AVRDUDE, then open a new terminal',
  },
} as const satisfies Readonly<Record<string, Install>>;

/** The command that installs a program. */
export function installLine(program: keyof typeof INSTALL, platform: NodeJS.Platform): string {
  const lines: Install = INSTALL[program];
  return lines[platform as keyof Install] ?? lines.linux;
}

/** socat makes the pseudo-terminal of `onair sim --pty`. */
export const checkSocat: Examine = (computer) => optional(computer, 'socat', 'onair sim --pty');

/** stty reads the rate that a program has set on that pseudo-terminal. */
export const checkStty: Examine = (computer) => optional(computer, 'stty', 'onair sim --pty');

/** avrdude writes a program into an Arduino. */
export const checkAvrdude: Examine = (computer) => optional(computer, 'avrdude', 'onair firmware flash');

async function optional(
  computer: Parameters<Examine>[0],
  program: keyof typeof INSTALL,
  user: string,
): Promise<Awaited<ReturnType<Examine>>> {
  const path = await computer.find(program);
  if (path !== undefined) return { status: 'ok', found: path };
  const found = `not installed; only "${user}" needs it`;
  return { status: 'ok', found, remedy: installLine(program, computer.platform) };
}
