import test from 'ava';
import { type Computer, type Groups, thisComputer } from '../../host/link/doctor/computer.js';
import { type Check, runDoctor } from '../../host/link/doctor/doctor.js';
import { findAdapter } from '../../host/link/ports/adapters.js';
import type { PortInfo } from '../../host/link/ports/info.js';

const CH340: PortInfo = {
  path: '/dev/ttyUSB0',
  kind: 'usb',
  vendorId: '1a86',
  productId: '7523',
  adapter: findAdapter('1a86', '7523'),
  access: 'ok',
};

const GROUPS: Groups = {
  active: ['ann', 'dialout'],
  entered: ['dialout'],
  known: ['root', 'tty', 'dialout', 'ann'],
};

/** A healthy Debian computer with a CH340; each test gives it one illness. */
function computer(illness: Partial<Computer> = {}): Computer {
  return {
    platform: 'linux',
    release: '6.1.0-28-amd64',
    nodeVersion: '20.19.0',
    userName: 'ann',
    isRoot: false,
    ports: async () => [CH340],
    usbDevices: async () => [{ vendorId: '1a86', productId: '7523' }],
    groups: async () => GROUPS,
    ownerOf: async () => ({ group: 'dialout', groupMayUse: true }),
    programs: async () => ['systemd', 'bash', 'bluetoothd'],
    bluetooth: async () => ({ adapters: ['hci0'], blocked: undefined }),
    find: async (program) => (program === 'brltty' ? undefined : `/usr/bin/${program}`),
    loadSerialBinding: async () => {},
    ...illness,
  };
}

async function check(name: string, illness: Partial<Computer> = {}): Promise<Check> {
  const found = (await runDoctor(computer(illness))).find((one) => one.name === name);
  return found ?? { name, status: 'fail', found: 'the check is missing' };
}

const noPorts = { ports: async () => [], usbDevices: async () => [] };
const denied = (more: Partial<Computer> = {}) => ({
  ports: async () => [{ ...CH340, access: 'denied' as const }],
  ...more,
});

test('a healthy computer: everything is ok and nothing is to be done', async (t) => {
  const checks = await runDoctor(computer());
  t.deepEqual(
    checks.map((one) => `${one.name} ${one.status}`),
    [
      'node',
      'serial-binding',
      'port',
      'permission',
      'ModemManager',
      'brltty',
      'udev',
      'bluetooth-adapter',
      'rfkill',
      'bluetoothd',
      'rfcomm',
      'socat',
      'stty',
      'avrdude',
    ].map((n) => `${n} ok`),
  );
  t.true(checks.every((one) => one.remedy === undefined));
});

for (const [version, status] of [
  ['18.20.4', 'fail'],
  ['20.18.3', 'fail'],
  ['20.19.0', 'ok'],
  ['20.20.2', 'ok'],
  ['22.1.0', 'ok'],
] as const) {
  test(`Node ${version}: ${status}`, async (t) => {
    const node = await check('node', { nodeVersion: version });
    t.is(node.status, status);
    t.is(/install Node 20\.19/.test(node.remedy ?? ''), status === 'fail');
  });
}

test('the native binding does not load: build it again, or use what needs none', async (t) => {
  const loadSerialBinding = () => Promise.reject(new Error('No native build was found\nloaded from: /x'));
  const binding = await check('serial-binding', { loadSerialBinding });
  t.is(binding.status, 'fail');
  t.regex(binding.found, /No native build was found$/);
  t.regex(binding.remedy ?? '', /npm rebuild @serialport\/bindings-cpp.*sim:/);
});

test('no port: what to try, by system', async (t) => {
  const linux = await check('port', noPorts);
  t.is(linux.status, 'warn');
  t.regex(linux.remedy ?? '', /dmesg.*bluetooth pair, then bind.*sim:hc06/);
  const wsl = await check('port', { ...noPorts, release: '5.15.167.4-microsoft-standard-WSL2' });
  t.regex(wsl.remedy ?? '', /usbipd attach/);
  const mac = await check('port', { ...noPorts, platform: 'darwin' });
  t.regex(mac.remedy ?? '', /Privacy & Security/);
  const windows = await check('port', { ...noPorts, platform: 'win32' });
  t.regex(windows.remedy ?? '', /Device Manager.*PL2303.*Outgoing/);
});

test('a port that only waits for calls is not a port to use', async (t) => {
  t.is(
    (
      await check('port', {
        ports: async () => [{ path: 'COM5', kind: 'other' }],
        usbDevices: async () => [],
      })
    ).status,
    'warn',
  );
});

test('only an on-board port: fine, but it says how to get another', async (t) => {
  const ports = async (): Promise<PortInfo[]> => [
    { path: '/dev/ttyS0', kind: 'onboard', driver: 'serial', access: 'ok' },
  ];
  const port = await check('port', { ports, usbDevices: async () => [] });
  t.like(port, { status: 'ok', found: '/dev/ttyS0 (serial)' });
  t.regex(port.remedy ?? '', /only on-board ports.*plug the adapter in/);
});

test('an adapter is plugged in but has no port: driver, brltty or container', async (t) => {
  const alone = await check('port', { ports: async () => [] });
  t.is(alone.status, 'fail');
  t.regex(alone.found, /a CH340 \(1a86:7523\) is plugged in/);
  t.regex(alone.remedy ?? '', /brltty.*linux-modules-extra.*--device/);
  const usbDevices = async () => [
    { vendorId: '1a86', productId: '7523' },
    { vendorId: '10c4', productId: 'ea60' },
    { vendorId: '2e8a', productId: '0003' },
  ];
  const ports = (await runDoctor(computer({ usbDevices }))).filter((one) => one.name === 'port');
  t.deepEqual(
    ports.map((one) => one.status),
    ['ok', 'warn'],
  );
  t.regex(ports[1]?.found ?? '', /CP210x/);
});

test('a port that is denied: join the group that owns it, whatever its name', async (t) => {
  const groups = async () => ({ active: ['ann'], entered: [], known: ['uucp', 'tty'] });
  const ownerOf = async () => ({ group: 'uucp', groupMayUse: true });
  const permission = await check('permission', denied({ groups, ownerOf }));
  t.is(permission.status, 'fail');
  t.is(permission.remedy, 'sudo usermod -aG uucp ann, then log out and in again');
});

test('an on-board port that is denied is only a note', async (t) => {
  const ports = async (): Promise<PortInfo[]> => [
    { path: '/dev/ttyS0', kind: 'onboard', driver: 'serial', access: 'denied' },
  ];
  t.is((await check('permission', denied({ ports }))).status, 'warn');
  t.is((await check('permission', denied())).status, 'fail');
});

test('a port that is denied although the user has joined: log in again', async (t) => {
  const permission = await check(
    'permission',
    denied({ groups: async () => ({ ...GROUPS, active: ['ann'] }) }),
  );
  t.is(permission.status, 'fail');
  t.regex(permission.found, /after this login/);
  t.regex(permission.remedy ?? '', /^log out and in again .*newgrp dialout/);
});

test('a port that is denied to a member of its group: a container or sandbox', async (t) => {
  const permission = await check('permission', denied());
  t.is(permission.status, 'fail');
  t.regex(permission.remedy ?? '', /container or sandbox/);
});

for (const [name, owner] of [
  ['root', { group: 'root', groupMayUse: true }],
  ['a group without rights', { group: 'dialout', groupMayUse: false }],
  ['nobody known', undefined],
] as const) {
  test(`a port that belongs to ${name}: never "join root", but a udev rule`, async (t) => {
    const groups = async () => ({ ...GROUPS, active: [], entered: [] });
    const permission = await check('permission', denied({ groups, ownerOf: async () => owner }));
    t.is(permission.status, 'fail');
    t.notRegex(permission.remedy ?? '', /usermod/);
    t.regex(permission.remedy ?? '', /chmod a\+rw \/dev\/ttyUSB0.*rules\.d.*MODE="0660"/);
  });
}

test('every port gets its own verdict: ok, in use, unknown', async (t) => {
  const ports = async (): Promise<PortInfo[]> => [
    CH340,
    { ...CH340, path: '/dev/ttyUSB1', access: 'busy', remark: 'in use by minicom (process 4711)' },
    { ...CH340, path: '/dev/ttyUSB2', access: undefined, remark: 'the node is missing' },
  ];
  const checks = (await runDoctor(computer({ ports }))).filter((one) => one.name === 'permission');
  t.deepEqual(
    checks.map((one) => one.status),
    ['ok', 'warn', 'warn'],
  );
  t.regex(checks[1]?.found ?? '', /minicom/);
  t.regex(checks[1]?.remedy ?? '', /close that program/);
  t.regex(checks[2]?.found ?? '', /node is missing/);
});

test('without a port: the group that usually owns one on this system', async (t) => {
  t.is((await check('permission', noPorts)).status, 'ok');
  const stranger = { active: ['ann'], entered: [] };
  const debian = await check('permission', { ...noPorts, groups: async () => ({ ...GROUPS, ...stranger }) });
  t.is(debian.status, 'warn');
  t.regex(debian.remedy ?? '', /usermod -aG dialout ann/);
  const known = ['tty', 'uucp'];
  const arch = await check('permission', { ...noPorts, groups: async () => ({ ...stranger, known }) });
  t.regex(arch.remedy ?? '', /usermod -aG uucp ann/);
  const root = await check('permission', {
    ...noPorts,
    isRoot: true,
    groups: async () => ({ ...stranger, known }),
  });
  t.is(root.status, 'ok');
});

test('ModemManager is running: stop it, or tell it to ignore this very adapter', async (t) => {
  const manager = await check('ModemManager', { programs: async () => ['ModemManager'] });
  t.is(manager.status, 'warn');
  t.regex(manager.remedy ?? '', /systemctl stop ModemManager/);
  t.regex(manager.remedy ?? '', /idVendor\}=="1a86", ENV\{ID_MM_DEVICE_IGNORE\}="1"/);
});

test('brltty: harmless when installed only, suspect when it runs, guilty when the port is gone', async (t) => {
  const installed = await check('brltty', { find: async (program) => `/usr/bin/${program}` });
  t.is(installed.status, 'ok');
  t.regex(installed.found, /not running/);
  const programs = async () => ['brltty'];
  const running = await check('brltty', { programs });
  t.is(running.status, 'warn');
  t.regex(running.remedy ?? '', /apt remove brltty.*plug it in again/);
  t.is((await check('brltty', { programs, ports: async () => [] })).status, 'fail');
});

test('udevadm, socat, stty and avrdude are missing: no fault, but it says what they are good for', async (t) => {
  const find = async () => undefined;
  const udev = await check('udev', { find });
  t.is(udev.status, 'ok');
  t.regex(udev.found, /onair does without it.*by-id/);
  for (const [name, user, remedy] of [
    ['socat', /onair sim --pty/, /apt install socat/],
    ['stty', /onair sim --pty/, /coreutils/],
    ['avrdude', /onair firmware flash/, /apt install avrdude/],
  ] as const) {
    const program = await check(name, { find });
    t.is(program.status, 'ok');
    t.regex(program.found, user);
    t.regex(program.remedy ?? '', remedy);
  }
  t.regex((await check('socat', { find, platform: 'darwin' })).remedy ?? '', /brew install socat/);
  t.regex((await check('avrdude', { find, platform: 'win32' })).remedy ?? '', /winget/);
});

test('macOS and Windows get the checks that make sense there', async (t) => {
  const names = async (platform: NodeJS.Platform) =>
    (await runDoctor(computer({ platform }))).map((one) => one.name);
  t.deepEqual(await names('darwin'), [
    'node',
    'serial-binding',
    'port',
    'bluetooth',
    'socat',
    'stty',
    'avrdude',
  ]);
  t.deepEqual(await names('win32'), ['node', 'serial-binding', 'port', 'bluetooth', 'avrdude']);
});

test('a check that breaks is reported and takes no other check with it', async (t) => {
  const programs = () => Promise.reject(new Error('no /proc'));
  const checks = await runDoctor(computer({ programs }));
  t.is(checks.length, 14);
  t.deepEqual(
    checks.filter((one) => one.status !== 'ok').map((one) => `${one.name} ${one.status} ${one.found}`),
    ['ModemManager', 'brltty', 'bluetoothd'].map((name) => `${name} warn can't tell: no /proc`),
  );
});

test('the real computer can be examined', async (t) => {
  const real = thisComputer();
  const checks = await runDoctor(real);
  t.true(checks.length >= 3);
  t.is(checks.find((one) => one.name === 'node')?.status, 'ok');
  t.is(checks.find((one) => one.name === 'serial-binding')?.status, 'ok');
  t.is(await real.find('no-such-program-at-all'), undefined);
  t.truthy(await real.find('node'));
});

for (const [title, name, illness, status, says] of [
  [
    'no adapter',
    'bluetooth-adapter',
    { bluetooth: async () => ({ adapters: [], blocked: undefined }) },
    'ok',
    /no Bluetooth adapter.*plug one in/,
  ],
  [
    'rfkill by a setting',
    'rfkill',
    { bluetooth: async () => ({ adapters: ['hci0'], blocked: 'soft' }) },
    'warn',
    /airplane.*sudo rfkill unblock bluetooth/,
  ],
  [
    'rfkill by a switch',
    'rfkill',
    { bluetooth: async () => ({ adapters: ['hci0'], blocked: 'hard' }) },
    'warn',
    /a switch.*BIOS/,
  ],
  [
    'bluetoothd does not run',
    'bluetoothd',
    { programs: async () => [] },
    'warn',
    /not running.*systemctl enable --now bluetooth/,
  ],
  [
    'BlueZ is not there',
    'bluetoothd',
    { programs: async () => [], find: async () => undefined },
    'warn',
    /not installed.*apt install bluez/,
  ],
  ['no rfcomm', 'rfcomm', { find: async () => undefined }, 'ok', /not installed.*bluez-deprecated/],
  ['macOS', 'bluetooth', { platform: 'darwin' }, 'ok', /\/dev\/cu\.NAME/],
  ['Windows', 'bluetooth', { platform: 'win32' }, 'ok', /PIN.*Outgoing/],
] as const satisfies readonly (readonly [string, string, Partial<Computer>, Check['status'], RegExp])[]) {
  test(`Bluetooth, ${title}: ${status}, with a remedy`, async (t) => {
    const found = await check(name, illness);
    t.is(found.status, status);
    t.regex(`${found.found} ${found.remedy}`, says);
  });
}

test('Bluetooth: macOS and Windows are not asked for BlueZ', async (t) => {
  for (const platform of ['darwin', 'win32'] as const) {
    const names = (await runDoctor(computer({ platform }))).map(({ name }) => name);
    t.false(names.some((name) => /rfcomm|bluetoothd|rfkill|adapter/.test(name)));
  }
});

test('a /dev/rfcomm0 that the user may not open: the group that owns it', async (t) => {
  const ports = async (): Promise<PortInfo[]> => [
    { path: '/dev/rfcomm0', kind: 'bluetooth', access: 'denied' },
  ];
  const groups = async (): Promise<Groups> => ({ active: ['ann'], entered: [], known: ['dialout', 'ann'] });
  const permission = await check('permission', { ports, groups, usbDevices: async () => [] });
  t.is(permission.status, 'fail');
  t.regex(`${permission.found} ${permission.remedy}`, /\/dev\/rfcomm0.*usermod -aG dialout ann/);
});
