import { constants } from 'node:fs';
import { access, readdir, readFile, stat } from 'node:fs/promises';
import { release, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import type { PortInfo } from '../ports/info.js';
import { listPorts } from '../ports/list.js';

/** Groups by name, as far as they matter for a serial port. */
export interface Groups {
  /** Those this process runs with. */
  readonly active: readonly string[];
  /** Those the user is entered in; they take effect at the next login. */
  readonly entered: readonly string[];
  /** All that this computer has. */
  readonly known: readonly string[];
}

/** Who may use a node. */
export interface NodeOwner {
  readonly group: string;
  /** Whether members of the group may read and write. */
  readonly groupMayUse: boolean;
}

/** A USB device that is plugged in, whether or not a port came of it. */
export interface UsbId {
  readonly vendorId: string;
  readonly productId: string;
}

/** What the kernel knows of Bluetooth. */
export interface BluetoothFacts {
  /** `hci0`, `hci1`. */
  readonly adapters: readonly string[];
  /** What keeps Bluetooth off: `soft` is a setting, `hard` a switch. */
  readonly blocked: 'soft' | 'hard' | undefined;
}

/** All that the doctor looks at; tests play every illness with it. */
export interface Computer {
  readonly platform: NodeJS.Platform;
  /** Release of the kernel, as os.release() gives it. */
  readonly release: string;
  /** Without the leading v. */
  readonly nodeVersion: string;
  readonly userName: string;
  readonly isRoot: boolean;
  ports(): Promise<readonly PortInfo[]>;
  usbDevices(): Promise<readonly UsbId[]>;
  groups(): Promise<Groups>;
  ownerOf(path: string): Promise<NodeOwner | undefined>;
  /** Names of the running programs; a name has 15 characters at most. */
  programs(): Promise<readonly string[]>;
  /** Where a program is installed, or nothing. */
  find(program: string): Promise<string | undefined>;
  /** Bluetooth adapters, and what rfkill holds. */
  bluetooth(): Promise<BluetoothFacts>;
  /** Rejects where the native binding of serialport does not load. */
  loadSerialBinding(): Promise<void>;
}

/** The computer we run on. Nothing here opens a port. */
export function thisComputer(): Computer {
  let listed: ReturnType<typeof listPorts> | undefined;
  return {
    platform: process.platform,
    release: release(),
    nodeVersion: process.versions.node,
    userName: userName(),
    isRoot: process.getuid?.() === 0,
    ports: () => {
      listed ??= listPorts();
      return listed;
    },
    usbDevices,
    groups,
    ownerOf,
    programs,
    find,
    bluetooth,
    loadSerialBinding: async () => {
      await import('../ports/serial-list.js');
    },
  };
}

/** A container may run as a number that has no name. */
function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return process.env.USER ?? 'you';
  }
}

async function usbDevices(): Promise<UsbId[]> {
  const folder = '/sys/bus/usb/devices';
  const ids = await Promise.all(
    (await entries(folder)).map(async (name) => {
      const [vendorId, productId] = await Promise.all([
        text(folder, name, 'idVendor'),
        text(folder, name, 'idProduct'),
      ]);
      return { vendorId: vendorId.trim(), productId: productId.trim() };
    }),
  );
  return ids.filter((id) => id.vendorId !== '');
}

async function groups(): Promise<Groups> {
  const all = await groupFile();
  const ids = [process.getgid?.(), ...(process.getgroups?.() ?? [])];
  const user = userName();
  return {
    active: all.filter((group) => ids.includes(group.id)).map((group) => group.name),
    entered: all.filter((group) => group.members.includes(user)).map((group) => group.name),
    known: all.map((group) => group.name),
  };
}

async function ownerOf(path: string): Promise<NodeOwner | undefined> {
  try {
    const { gid, mode } = await stat(path);
    const group = (await groupFile()).find(({ id }) => id === gid)?.name ?? String(gid);
    return { group, groupMayUse: (mode & 0o060) === 0o060 };
  } catch {
    return undefined;
  }
}

async function groupFile(): Promise<{ name: string; id: number; members: string[] }[]> {
  const lines = (await text('/etc/group')).split('\n').filter((line) => line.includes(':'));
  return lines.map((line) => {
    const [name = '', , id = '', members = ''] = line.split(':');
    return { name, id: Number(id), members: members.split(',') };
  });
}

async function programs(): Promise<string[]> {
  const pids = (await entries('/proc')).filter((name) => /^\d+$/.test(name));
  const names = await Promise.all(pids.map((pid) => text('/proc', pid, 'comm')));
  return names.map((name) => name.trim()).filter((name) => name !== '');
}

/** Sources: Documentation/ABI/stable/sysfs-class-rfkill, sysfs-class-bluetooth of Linux. */
async function bluetooth(): Promise<BluetoothFacts> {
  const adapters = (await entries('/sys/class/bluetooth')).filter((name) => /^hci\d+$/.test(name)).sort();
  const switches = await Promise.all(
    (await entries('/sys/class/rfkill')).map(async (name) => {
      const [type, soft, hard] = await Promise.all(
        ['type', 'soft', 'hard'].map((fact) => text('/sys/class/rfkill', name, fact)),
      );
      return { type: type?.trim(), soft: soft?.trim() === '1', hard: hard?.trim() === '1' };
    }),
  );
  const ours = switches.filter(({ type }) => type === 'bluetooth');
  const blocked = ours.some(({ hard }) => hard) ? 'hard' : ours.some(({ soft }) => soft) ? 'soft' : undefined;
  return { adapters, blocked };
}

async function find(program: string): Promise<string | undefined> {
  // Services live in sbin, which a user's PATH on Debian lacks.
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'].filter(Boolean);
  const file = process.platform === 'win32' ? `${program}.exe` : program;
  for (const folder of folders) {
    const path = join(folder, file);
    const runs = await access(path, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (runs) return path;
  }
  return undefined;
}

function text(...path: string[]): Promise<string> {
  return readFile(join(...path), 'utf8').catch(() => '');
}

function entries(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}
