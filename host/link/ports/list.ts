import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { findAdapter } from './adapters.js';
import type { PortInfo, PortSources } from './info.js';
import { listLinux } from './linux.js';

const THIS_COMPUTER: PortSources = {
  platform: process.platform,
  sys: '/sys',
  dev: '/dev',
  proc: '/proc',
  mayUse: (path) => access(path, constants.R_OK | constants.W_OK),
  listElsewhere: async () => (await import('./serial-list.js')).listWithSerialport(),
};

const LIKELIEST_FIRST: readonly PortInfo['kind'][] = ['usb', 'bluetooth', 'onboard', 'other'];

/**
 * The serial ports, likeliest first: known USB adapters, other USB ports, Bluetooth, on-board. Needs neither
 * udevadm nor a native binding on Linux. Never rejects: if nothing can be read there are no ports.
 */
export async function listPorts(sources: Partial<PortSources> = {}): Promise<PortInfo[]> {
  const from = { ...THIS_COMPUTER, ...sources };
  const found = await (from.platform === 'linux' ? listLinux(from) : listOther(from)).catch(() => []);
  return found.sort((a, b) => likelihood(a) - likelihood(b) || byNumber.compare(a.path, b.path));
}

const byNumber = new Intl.Collator('en', { numeric: true });

function likelihood(port: PortInfo): number {
  return LIKELIEST_FIRST.indexOf(port.kind) * 2 + (port.adapter ? 0 : 1);
}

async function listOther(from: PortSources): Promise<PortInfo[]> {
  const listed = await from.listElsewhere();
  return listed.map(({ path, manufacturer, serialNumber, friendlyName, pnpId = '', ...ids }) => {
    const [vendorId, productId] = [ids.vendorId, ids.productId].map((id) => id?.toLowerCase());
    const adapter = findAdapter(vendorId, productId);
    const { kind, remark = adapter?.remark } = judge(path, pnpId, vendorId !== undefined);
    return {
      path,
      kind,
      vendorId,
      productId,
      manufacturer,
      product: friendlyName,
      serialNumber,
      adapter,
      remark,
    };
  });
}

/** Facts from the name and the Windows hardware id of a port. */
function judge(path: string, pnpId: string, isUsb: boolean): Pick<PortInfo, 'kind' | 'remark'> {
  if (isUsb) return { kind: 'usb' };
  if (/^BTHENUM/i.test(pnpId)) {
    // Windows makes two ports per device; the incoming one has no address.
    return /&0{12}_/.test(pnpId)
      ? { kind: 'other', remark: 'the incoming half of a Bluetooth device: use the outgoing port' }
      : { kind: 'bluetooth', remark: 'connects when it is opened; its rate has no meaning' };
  }
  if (/^ACPI/i.test(pnpId)) return { kind: 'onboard' };
  if (/Bluetooth-Incoming|debug-console|wlan-debug/i.test(path)) return { kind: 'other' };
  // macOS uses the Bluetooth name of a paired device and reports nothing else about it.
  return /^\/dev\/(tty|cu)\./.test(path)
    ? { kind: 'bluetooth', remark: 'no USB id: likely a paired device' }
    : { kind: 'other' };
}
