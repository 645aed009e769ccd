import { readFile, readlink, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { entriesOf } from '../../base/node/index.js';
import { findAdapter } from './adapters.js';
import { holdersByNode } from './holders.js';
import type { PortInfo, PortSources } from './info.js';

/** Reads the ports from sysfs, /dev and /proc: no udevadm and no native binding needed. */
export async function listLinux(from: PortSources): Promise<PortInfo[]> {
  const names = await entriesOf(join(from.sys, 'class/tty'));
  const found = await Promise.all(names.map((name) => readTty(from.sys, name)));
  const ttys = found.filter((tty) => tty !== undefined);
  const links = await linksById(from.dev);
  const holders = holdersByNode(from.proc);
  return Promise.all(
    ttys.map(async ({ name, usbDevice, remark, ...facts }) => {
      const path = join(from.dev, name);
      const holder = holders.get(path);
      const reach = await from.mayUse(path).then(
        () => 'ok' as const,
        (error: NodeJS.ErrnoException) =>
          error.code === 'ENOENT' ? ('missing' as const) : ('denied' as const),
      );
      const remarks = [
        holder && `in use by ${holder}`,
        reach === 'missing' &&
          'the kernel has it but the node is missing: give a container the device (--device)',
        remark,
        ttys.some((other) => other.usbDevice !== usbDevice && usbDevice && sameName(other, facts)) &&
          'another adapter calls itself the same: only one gets the by-id name, /dev/serial/by-path tells them apart',
      ].filter(Boolean);
      return {
        path,
        ...facts,
        byId: links.get(path),
        access: holder ? 'busy' : reach === 'missing' ? undefined : reach,
        remark: remarks.length > 0 ? remarks.join('; ') : undefined,
      };
    }),
  );
}

type Tty = Omit<PortInfo, 'path' | 'byId' | 'access'> & {
  readonly name: string;
  readonly usbDevice?: string;
};

function sameName(a: Partial<PortInfo>, b: Partial<PortInfo>): boolean {
  return a.vendorId === b.vendorId && a.productId === b.productId && a.serialNumber === b.serialNumber;
}

/** Reads one entry of /sys/class/tty; undefined for consoles, pseudo-terminals and ttyS without a UART. */
async function readTty(sys: string, name: string): Promise<Tty | undefined> {
  const tty = join(sys, 'class/tty', name);
  if (/^rfcomm\d+$/.test(name)) {
    const address = await attribute(tty, 'address');
    const to = address ? `Bluetooth ${address}, ` : '';
    return { name, kind: 'bluetooth', remark: `${to}connects when it is opened; its rate has no meaning` };
  }
  const device = await realpath(join(tty, 'device')).catch(() => undefined);
  // A driver reserves ttyS0..ttyS31; those without a UART have type 0 (PORT_UNKNOWN).
  if (device === undefined || (await attribute(tty, 'type')) === '0') return undefined;
  const { driver, usbDevice } = await walkUp(device, await realpath(sys));
  if (usbDevice === undefined) {
    const console = (await attribute(tty, 'console')) === 'Y';
    const remark = console ? 'the kernel writes its console here' : undefined;
    return driver === undefined ? undefined : { name, kind: 'onboard', driver, remark };
  }
  const [vendorId, productId, manufacturer, product, serialNumber] = await Promise.all(
    ['idVendor', 'idProduct', 'manufacturer', 'product', 'serial'].map((fact) => attribute(usbDevice, fact)),
  );
  const adapter = findAdapter(vendorId, productId);
  const who = { vendorId, productId, manufacturer, product, serialNumber };
  return { name, kind: 'usb', ...who, driver, usbDevice, adapter, remark: adapter?.remark };
}

/** Walks from the device of a tty to the root, for its driver and its USB device. */
async function walkUp(device: string, root: string): Promise<{ driver?: string; usbDevice?: string }> {
  let driver: string | undefined;
  for (let at = device; at.length > root.length && at !== dirname(at); at = dirname(at)) {
    if (await attribute(at, 'idVendor')) return { ...(driver && { driver }), usbDevice: at };
    const link = await readlink(join(at, 'driver')).catch(() => '');
    // Linux 6.6 inserts two devices of the bus "serial-base"; every ttyS has them, with or without a UART.
    if (link !== '' && !link.includes('serial-base')) driver ??= basename(link);
  }
  return driver ? { driver } : {};
}

/** Node -> its link under /dev/serial/by-id (made by udev; missing without it). */
async function linksById(dev: string): Promise<Map<string, string>> {
  const folder = join(dev, 'serial/by-id');
  const links = new Map<string, string>();
  for (const name of (await entriesOf(folder)).sort()) {
    const target = await readlink(join(folder, name)).catch(() => undefined);
    if (target !== undefined) links.set(join(dev, basename(target)), join(folder, name));
  }
  return links;
}

/** Trimmed content of a small file, or undefined. */
async function attribute(folder: string, name: string): Promise<string | undefined> {
  const text = await readFile(join(folder, name), 'utf8').catch(() => '');
  return text.trim() || undefined;
}
