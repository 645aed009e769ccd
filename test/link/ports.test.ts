import { access, chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import anyTest, { type TestFn } from 'ava';
import { ADAPTERS, findAdapter } from '../../host/link/ports/adapters.js';
import { holdersByNode } from '../../host/link/ports/holders.js';
import type { ListedPort, PortInfo, PortSources } from '../../host/link/ports/info.js';
import { listPorts } from '../../host/link/ports/list.js';
import { posix } from '../systems.js';

const test = anyTest as TestFn<{ root: string }>;
const onLinux = posix ? test : test.skip; // its files have colons in their names, and links

test.beforeEach(async (t) => {
  t.context.root = await mkdtemp(join(tmpdir(), 'onair-ports-'));
});
test.afterEach.always((t) => rm(t.context.root, { recursive: true, force: true }));

/** A simulated machine: sysfs, /dev and /proc under one folder, laid out as in Linux. */
class Machine {
  constructor(readonly root: string) {}

  async file(path: string, text = ''): Promise<void> {
    await mkdir(dirname(join(this.root, path)), { recursive: true });
    await writeFile(join(this.root, path), `${text}\n`);
  }

  async link(path: string, target: string): Promise<void> {
    const from = join(this.root, path);
    await mkdir(dirname(from), { recursive: true });
    await symlink(relative(dirname(from), join(this.root, target)), from);
  }

  /** The class entry of a tty whose device is `device`, and its node. */
  async tty(name: string, device: string, facts: Record<string, string> = {}): Promise<void> {
    const home = `${device}/tty/${name}`;
    for (const [fact, text] of Object.entries({ dev: '4:64', ...facts }))
      await this.file(`${home}/${fact}`, text);
    await this.link(`${home}/device`, device);
    await this.link(`sys/class/tty/${name}`, home);
    await this.file(`dev/${name}`);
  }

  async usb(at: string, facts: Record<string, string>): Promise<string> {
    const device = `sys/devices/pci0000:00/usb1/${at}`;
    for (const [fact, text] of Object.entries(facts)) await this.file(`${device}/${fact}`, text);
    await this.link(`${device}/driver`, 'sys/bus/usb/drivers/usb');
    return device;
  }

  /** An adapter with a usb-serial driver: the port is a child of the interface. */
  async adapter(name: string, at: string, driver: string, facts: Record<string, string>): Promise<void> {
    const device = await this.usb(at, facts);
    const port = `${device}/${at}:1.0/${name}`;
    await this.link(`${device}/${at}:1.0/driver`, `sys/bus/usb/drivers/${driver}`);
    await this.link(`${port}/driver`, `sys/bus/usb-serial/drivers/${driver}`);
    await this.tty(name, port);
  }

  /** A UART as Linux 6.6 shows it: two devices of serial-base between the tty and its real device. */
  async uart(name: string, type: string, driver: string | undefined, facts = {}): Promise<void> {
    const device = `sys/devices/pnp0/${name}`;
    if (driver) await this.link(`${device}/driver`, `sys/bus/pnp/drivers/${driver}`);
    await this.link(`${device}/${name}:0/driver`, 'sys/bus/serial-base/drivers/ctrl');
    await this.link(`${device}/${name}:0/${name}:0.0/driver`, 'sys/bus/serial-base/drivers/port');
    await this.tty(name, `${device}/${name}:0/${name}:0.0`, { type, ...facts });
  }

  list(more: Partial<PortSources> = {}): Promise<PortInfo[]> {
    const at = (folder: string) => join(this.root, folder);
    return listPorts({ platform: 'linux', sys: at('sys'), dev: at('dev'), proc: at('proc'), ...more });
  }
}

const FTDI = {
  idVendor: '0403',
  idProduct: '6001',
  manufacturer: 'FTDI',
  product: 'FT232R USB UART',
  serial: 'A50285BI',
};
const CP2102 = {
  idVendor: '10c4',
  idProduct: 'ea60',
  product: 'CP2102 USB to UART Bridge Controller',
  serial: '0001',
};

onLinux('an FTDI adapter with all its facts, driver and lasting name', async (t) => {
  const machine = new Machine(t.context.root);
  await machine.adapter('ttyUSB0', '1-2', 'ftdi_sio', FTDI);
  await machine.link('dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0', 'dev/ttyUSB0');
  const [port, ...rest] = await machine.list();
  t.is(rest.length, 0);
  t.like(port, {
    path: join(t.context.root, 'dev/ttyUSB0'),
    byId: join(t.context.root, 'dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0'),
    kind: 'usb',
    vendorId: '0403',
    productId: '6001',
    manufacturer: 'FTDI',
    product: 'FT232R USB UART',
    serialNumber: 'A50285BI',
    driver: 'ftdi_sio',
    access: 'ok',
  });
  t.is(port?.adapter?.chip, 'FT232R');
});

onLinux('a CH340 has no serial number, and that is no error', async (t) => {
  const machine = new Machine(t.context.root);
  await machine.adapter('ttyUSB0', '1-1', 'ch341-uart', {
    idVendor: '1a86',
    idProduct: '7523',
    product: 'USB Serial',
  });
  const [port] = await machine.list();
  t.is(port?.serialNumber, undefined);
  t.is(port?.byId, undefined);
  t.is(port?.adapter?.chip, 'CH340');
  t.regex(port?.remark ?? '', /no serial number/);
  t.notRegex(port?.remark ?? '', /calls itself the same/);
});

onLinux('two equal CP2102: both are there, each says that the other has the same name', async (t) => {
  const machine = new Machine(t.context.root);
  await machine.adapter('ttyUSB10', '1-1', 'cp210x', CP2102);
  await machine.adapter('ttyUSB9', '1-2', 'cp210x', CP2102);
  await machine.link('dev/serial/by-id/usb-Silicon_Labs_CP2102_0001-if00-port0', 'dev/ttyUSB10');
  const ports = await machine.list();
  t.deepEqual(
    ports.map((port) => port.path.replace(/.*\//, '')),
    ['ttyUSB9', 'ttyUSB10'],
  );
  for (const port of ports) t.regex(port.remark ?? '', /calls itself the same.*by-path/);
  t.deepEqual(
    ports.map((port) => port.byId !== undefined),
    [false, true],
  );
});

onLinux('an Arduino Uno: the driver of an ACM port is found on the interface', async (t) => {
  const machine = new Machine(t.context.root);
  const device = await machine.usb('1-3', { idVendor: '2341', idProduct: '0043', serial: '7563' });
  await machine.link(`${device}/1-3:1.0/driver`, 'sys/bus/usb/drivers/cdc_acm');
  await machine.tty('ttyACM0', `${device}/1-3:1.0`);
  const [port] = await machine.list();
  t.is(port?.driver, 'cdc_acm');
  t.regex(port?.remark ?? '', /restarts when the port is opened/);
});

onLinux('ttyS: only those with a UART behind them, with the driver below serial-base', async (t) => {
  const machine = new Machine(t.context.root);
  await machine.uart('ttyS0', '4', 'serial', { console: 'Y' });
  await machine.uart('ttyS1', '0', 'serial8250');
  await machine.uart('ttyS2', '4', undefined);
  const ports = await machine.list();
  t.is(ports.length, 1);
  t.like(ports[0], { kind: 'onboard', driver: 'serial', access: 'ok' });
  t.regex(ports[0]?.remark ?? '', /console/);
});

onLinux('rfcomm0 before it is connected: it has no device link, but an address', async (t) => {
  const machine = new Machine(t.context.root);
  await machine.file('sys/class/tty/rfcomm0/address', '98:D3:31:F5:B0:C8');
  await machine.file('dev/rfcomm0');
  const [port] = await machine.list();
  t.like(port, { kind: 'bluetooth', access: 'ok' });
  t.regex(port?.remark ?? '', /98:D3:31:F5:B0:C8/);
});

onLinux('the likeliest port comes first: known adapter, other USB, Bluetooth, on-board', async (t) => {
  const machine = new Machine(t.context.root);
  await machine.uart('ttyS0', '4', 'serial');
  await machine.file('sys/class/tty/rfcomm0/address', '98:D3:31:F5:B0:C8');
  await machine.adapter('ttyUSB0', '1-1', 'option', { idVendor: '12d1', idProduct: '1506' });
  await machine.adapter('ttyUSB1', '1-2', 'ftdi_sio', FTDI);
  const names = (await machine.list()).map((port) => port.path.replace(/.*\//, ''));
  t.deepEqual(names, ['ttyUSB1', 'ttyUSB0', 'rfcomm0', 'ttyS0']);
});

onLinux('consoles, broken links and a tty without its facts are left out', async (t) => {
  const machine = new Machine(t.context.root);
  await machine.file('sys/class/tty/tty1/active', '');
  await machine.file('sys/class/tty/ptmx/dev', '5:2');
  await machine.link('sys/class/tty/ttyUSB7', 'sys/devices/gone');
  await machine.file('sys/class/tty/ttyUSB8/dev', '188:8');
  await machine.link('sys/class/tty/ttyUSB8/device', 'sys/devices/gone');
  await machine.link('dev/serial/by-id/usb-gone', 'dev/ttyUSB7');
  t.deepEqual(await machine.list(), []);
});

onLinux('an empty tree and a missing tree have no ports', async (t) => {
  await mkdir(join(t.context.root, 'sys/class/tty'), { recursive: true });
  t.deepEqual(await new Machine(t.context.root).list(), []);
  t.deepEqual(await new Machine(join(t.context.root, 'nowhere')).list(), []);
});

onLinux('a port that may not be opened, one that is in use, one without a node', async (t) => {
  const machine = new Machine(t.context.root);
  await machine.adapter('ttyUSB0', '1-1', 'ftdi_sio', { ...FTDI, serial: 'A' });
  await machine.adapter('ttyUSB1', '1-2', 'ftdi_sio', { ...FTDI, serial: 'B' });
  await machine.adapter('ttyUSB2', '1-3', 'ftdi_sio', { ...FTDI, serial: 'C' });
  await rm(join(t.context.root, 'dev/ttyUSB2'));
  await machine.file('proc/4711/comm', 'minicom');
  await mkdir(join(t.context.root, 'proc/4711/fd'));
  await symlink(join(t.context.root, 'dev/ttyUSB1'), join(t.context.root, 'proc/4711/fd/3'));
  const ports = await machine.list({
    mayUse: (path) =>
      path.endsWith('ttyUSB0')
        ? Promise.reject(Object.assign(new Error(), { code: 'EACCES' }))
        : access(path),
  });
  t.deepEqual(
    ports.map((port) => port.access),
    ['denied', 'busy', undefined],
  );
  t.regex(ports[1]?.remark ?? '', /in use by minicom \(process 4711\)/);
  t.regex(ports[2]?.remark ?? '', /node is missing.*--device/);
});

onLinux('the real check of a node: what the file system allows', async (t) => {
  const machine = new Machine(t.context.root);
  await machine.adapter('ttyUSB0', '1-1', 'ftdi_sio', FTDI);
  await chmod(join(t.context.root, 'dev/ttyUSB0'), 0);
  const [port] = await machine.list();
  t.is(port?.access, process.getuid?.() === 0 ? 'ok' : 'denied');
});

const listed = (...ports: ListedPort[]): Partial<PortSources> => ({ listElsewhere: async () => ports });

test('Windows: USB first, the outgoing half of a Bluetooth device, not the incoming one', async (t) => {
  const service = 'BTHENUM\\{00001101-0000-1000-8000-00805F9B34FB}_LOCALMFG';
  const ports = await listPorts({
    platform: 'win32',
    ...listed(
      { path: 'COM1', pnpId: 'ACPI\\PNP0501\\1' },
      { path: 'COM5', pnpId: `${service}&0000\\7&2B1&0&000000000000_00000000` },
      { path: 'COM6', pnpId: `${service}&0002\\7&2B1&0&98D331F5B0C8_C00000000` },
      { path: 'COM3', pnpId: 'USB\\VID_1A86&PID_7523\\5', vendorId: '1A86', productId: '7523' },
    ),
  });
  t.deepEqual(
    ports.map((port) => `${port.path} ${port.kind}`),
    ['COM3 usb', 'COM6 bluetooth', 'COM1 onboard', 'COM5 other'],
  );
  t.is(ports[0]?.adapter?.chip, 'CH340');
  t.is(ports[0]?.vendorId, '1a86');
  t.regex(ports[3]?.remark ?? '', /outgoing/);
});

test('macOS: a port without USB id is a paired device; the ports of the system itself are not', async (t) => {
  const ports = await listPorts({
    platform: 'darwin',
    ...listed(
      { path: '/dev/tty.Bluetooth-Incoming-Port' },
      { path: '/dev/tty.HC-06-DevB' },
      { path: '/dev/tty.usbserial-A50285BI', vendorId: '0403', productId: '6001' },
    ),
  });
  t.deepEqual(
    ports.map((port) => port.kind),
    ['usb', 'bluetooth', 'other'],
  );
});

test('a list that fails is an empty list', async (t) => {
  const listElsewhere = () => Promise.reject(new Error('no native binding'));
  t.deepEqual(await listPorts({ platform: 'win32', listElsewhere }), []);
});

test('the table of adapters: keys are ids as the kernel writes them, every entry says where it comes from', (t) => {
  for (const [id, adapter] of Object.entries(ADAPTERS)) {
    t.regex(id, /^[0-9a-f]{4}(:[0-9a-f]{4})?$/);
    t.true(adapter.source.length > 0 && adapter.chip.length > 0 && adapter.remark.length > 0, id);
  }
});

test('an id is found in any spelling; a maker without the product is found by the maker', (t) => {
  t.is(findAdapter('0x10C4', 'EA60')?.chip, 'CP210x');
  t.is(findAdapter('403', '6001')?.chip, 'FT232R');
  t.is(findAdapter('2341', 'ffff')?.maker, 'Arduino');
  t.is(findAdapter('1a86', 'ffff'), undefined);
  t.is(findAdapter(undefined, undefined), undefined);
});

onLinux(
  'of several programs that have a port open the newest is named, also where its number has a digit more',
  async (t) => {
    const machine = new Machine(t.context.root);
    for (const [pid, name] of [
      ['993', 'socat'],
      ['1018', 'minicom'],
    ] as const) {
      await machine.file(`proc/${pid}/comm`, name);
      await mkdir(join(t.context.root, 'proc', pid, 'fd'));
      await symlink('/dev/ttyUSB0', join(t.context.root, 'proc', pid, 'fd/3'));
    }
    const holders = holdersByNode(join(t.context.root, 'proc'));
    t.is(holders.get('/dev/ttyUSB0'), 'minicom (process 1018)');
  },
);
