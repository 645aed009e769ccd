import { constants } from 'node:fs';
import { access, readFile, stat } from 'node:fs/promises';
import { release, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { entriesOf } from '../../base/node/index.js';
import type { PortInfo } from '../ports/info.js';
import { listPorts } from '../ports/list.js';

/** Groups by name, for access to serial ports. */
export interface Groups {
  /** Groups of this process. */
  readonly active: readonly string[];
  /** Groups of the user; new ones take effect at the next login. */
  readonly entered: readonly string[];
  /** All groups of this computer. */
  readonly known: readonly string[];
}

/** Permissions of a device node. */
export interface NodeOwner {
  readonly group: string;
  /** Whether members of the group may read and write. */
  readonly groupMayUse: boolean;
}

/** A connected USB device, with or without a port. */
export interface UsbId {
  readonly vendorId: string;
  readonly productId: string;
}

/** The Bluetooth state of the kernel. */
export interface BluetoothFacts {
  /** `hci0`, `hci1`. */
  readonly adapters: readonly string[];
  /** What blocks Bluetooth: `soft` is a setting, `hard` a switch. */
  readonly blocked: 'soft' | 'hard' | undefined;
}

/** Everything that the doctor checks; tests simulate every problem with it. */
export interface Computer {
  readonly platform: NodeJS.Platform;
  /** Kernel release, from os.release(). */
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
  /** Path of a program, or undefined. */
  find(program: string): Promise<string | undefined>;
  /** Bluetooth adapters and rfkill blocks. */
  bluetooth(): Promise<BluetoothFacts>;
  /** Rejects if the native binding of serialport does not load. */
  loadSerialBinding(): Promise<void>;
}

/** This computer. Nothing here opens a port. */
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

/** A container may run under a user id without a name. */
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
    (await entriesOf(folder)).map(async (name) => {
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
  const pids = (await entriesOf('/proc')).filter((name) => /^\d+$/.test(name));
  const names = await Promise.all(pids.map((pid) => text('/proc', pid, 'comm')));
  return names.map((name) => name.trim()).filter((name) => name !== '');
}

/** Sources: Documentation/ABI/stable/sysfs-class-rfkill, sysfs-class-bluetooth of Linux. */
async function bluetooth(): Promise<BluetoothFacts> {
  const adapters = (await entriesOf('/sys/class/bluetooth')).filter((name) => /^hci\d+$/.test(name)).sort();
  const switches = await Promise.all(
    (await entriesOf('/sys/class/rfkill')).map(async (name) => {
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
  // Daemons are in sbin, which is not in a user's PATH on Debian.
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
