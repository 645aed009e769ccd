import { ADAPTERS } from '../ports/adapters.js';
import type { PortInfo } from '../ports/info.js';
import type { Check, Examine } from './check.js';
import type { Computer } from './computer.js';

type Finding = Omit<Check, 'name'>;

/** What to try when no port is there, by system. */
const NO_PORT: Partial<Record<NodeJS.Platform, string>> = {
  linux:
    'plug the adapter in (a cable that only charges shows nothing) and look at: sudo dmesg | tail; Bluetooth: onair bluetooth pair, then bind',
  darwin:
    'plug the adapter in with a data cable and allow the accessory (System Settings, Privacy & Security); a CH340 or PL2303 may need the driver of its maker; Bluetooth: pair the device first',
  win32:
    'plug the adapter in and look at "Ports (COM & LPT)" in Device Manager: a yellow mark means the driver of its maker is missing, or refuses a counterfeit PL2303; Bluetooth: pair it and use the port marked Outgoing',
};

/** A USB, Bluetooth or on-board port is there. */
export const checkPort: Examine = async (computer) => {
  const ports = (await computer.ports()).filter((port) => port.kind !== 'other');
  const lost = await withoutPort(computer, ports);
  const wired = { status: 'ok', found: ports.map(describe).join(', ') } as const;
  if (ports.some((port) => port.kind !== 'onboard')) return [wired, ...lost];
  // Many computers have an on-board port that leads nowhere.
  if (ports.length > 0) {
    return [
      { ...wired, remedy: `only on-board ports; for USB or Bluetooth: ${NO_PORT[computer.platform] ?? ''}` },
      ...lost,
    ];
  }
  if (lost.length > 0) return lost;
  const isWsl = /microsoft/i.test(computer.release);
  return {
    status: 'warn',
    found: 'no serial port',
    remedy: isWsl
      ? 'WSL sees no USB device by itself; in Windows: usbipd list, usbipd bind --busid ID, usbipd attach --wsl --busid ID'
      : `${NO_PORT[computer.platform] ?? 'plug the adapter in'}. No hardware? Use --port sim:hc06`,
  };
};

/** Adapters that are plugged in while no port came of them. */
async function withoutPort(computer: Computer, ports: readonly PortInfo[]): Promise<Finding[]> {
  const devices = computer.platform === 'linux' ? await computer.usbDevices() : [];
  const named = (id: { vendorId?: string | undefined; productId?: string | undefined }) =>
    `${id.vendorId}:${id.productId}`;
  const served = new Set(ports.map(named));
  return devices.flatMap((device): Finding[] => {
    // By the exact number only: a Pico or ESP32 that runs another program has no serial port, and that is fine.
    const adapter = ADAPTERS[named(device)];
    if (!adapter || served.has(named(device))) return [];
    return [
      {
        status: ports.length > 0 ? 'warn' : 'fail',
        found: `a ${adapter.chip} (${named(device)}) is plugged in, but there is no port for it`,
        remedy:
          'its driver is missing or something took it: see brltty below and sudo dmesg | tail; a small kernel may need linux-modules-extra, a container needs --device',
      },
    ];
  });
}

function describe(port: PortInfo): string {
  const what = port.adapter?.chip ?? port.product ?? port.driver ?? port.kind;
  return `${port.path} (${what})`;
}

/** The user may open each port; without a port, whether the user is in the group that usually owns them. */
export const checkPermission: Examine = async (computer) => {
  const ports = (await computer.ports()).filter((port) => port.kind !== 'other');
  if (ports.length === 0) return checkUsualGroup(computer);
  return Promise.all(ports.map((port) => checkOnePort(computer, port)));
};

async function checkOnePort(computer: Computer, port: PortInfo): Promise<Finding> {
  const { path } = port;
  switch (port.access) {
    case 'ok':
      return { status: 'ok', found: `${path}: you may use it` };
    case 'busy':
      return {
        status: 'warn',
        found: `${path}: ${port.remark ?? 'in use by another program'}`,
        remedy: 'close that program before onair uses the port',
      };
    case undefined:
      return {
        status: 'warn',
        found: `${path}: ${port.remark ?? 'nobody knows before it is opened'}`,
        remedy: 'if it does not open, look at the node with: ls -l /dev',
      };
    case 'denied': {
      const finding = await explainDenied(computer, path);
      // An on-board port is rarely the one that is meant, and often the console, which is nobody's business.
      return port.kind === 'onboard' ? { ...finding, status: 'warn' } : finding;
    }
  }
}

/** Why the user may not open a node, and what helps. */
export async function explainDenied(computer: Computer, path: string): Promise<Finding> {
  const owner = await computer.ownerOf(path);
  // Membership of root would give away far more than a port.
  if (!owner || owner.group === 'root' || !owner.groupMayUse) {
    const who = owner
      ? `it belongs to the group ${owner.group}, which does not help`
      : 'its owner is unknown';
    const rule = 'SUBSYSTEM=="tty", SUBSYSTEMS=="usb", GROUP="dialout", MODE="0660"';
    return {
      status: 'fail',
      found: `${path}: you may not open it; ${who}`,
      remedy: `for now: sudo chmod a+rw ${path}; for good, in /etc/udev/rules.d/50-onair.rules: ${rule}`,
    };
  }
  return { status: 'fail', ...(await joinGroup(computer, owner.group, `${path}: you may not open it; `)) };
}

async function checkUsualGroup(computer: Computer): Promise<Finding> {
  const { active, known } = await computer.groups();
  // Debian, Fedora: dialout; Arch: uucp; a few: tty. The first that exists owns the ports.
  const usual = ['dialout', 'uucp', 'tty'].find((group) => known.includes(group)) ?? 'dialout';
  if (computer.isRoot) return { status: 'ok', found: 'you are root, which may open every port' };
  if (active.includes(usual))
    return { status: 'ok', found: `you are in the group ${usual}, which usually owns the ports` };
  return { status: 'warn', ...(await joinGroup(computer, usual, '')) };
}

async function joinGroup(computer: Computer, group: string, intro: string): Promise<Omit<Finding, 'status'>> {
  const { active, entered } = await computer.groups();
  const { userName } = computer;
  if (active.includes(group)) {
    const remedy = `look at the node with ls -l; in a container or sandbox the port has to be given to it`;
    return { found: `${intro}although you are in its group ${group}`, remedy };
  }
  if (entered.includes(group)) {
    const remedy = `log out and in again (or for this terminal: newgrp ${group})`;
    return { found: `${intro}you (${userName}) joined the group ${group} after this login`, remedy };
  }
  return {
    found: `${intro}you (${userName}) are not in the group ${group}`,
    remedy: `sudo usermod -aG ${group} ${userName}, then log out and in again`,
  };
}

/** udev makes the names that stay; onair itself does without. */
export const checkUdev: Examine = async (computer) => {
  const path = await computer.find('udevadm');
  if (path !== undefined) return { status: 'ok', found: path };
  const found = 'not installed; onair does without it, but nobody makes the links under /dev/serial/by-id';
  return { status: 'ok', found, remedy: 'sudo apt install udev, for port names that stay the same' };
};
