import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import type { ErrorCode } from '../../host/base/error.js';
import { explainOpenError } from '../../host/link/doctor/open-error.js';
import { posix } from '../systems.js';

/** What serialport 13 says on Linux, macOS and Windows. */
const SAID: readonly [said: string, code: ErrorCode, hint: RegExp][] = [
  ['Error: No such file or directory, cannot open /dev/x', 'port-missing', /onair ports.*by-id/],
  ['Error: No such device or address, cannot open /dev/x', 'port-missing', /onair ports/],
  ['Error: No such device, cannot open /dev/x', 'port-missing', /onair ports/],
  ['Error: Not a directory, cannot open /dev/x/y', 'port-missing', /onair ports/],
  ['Opening COM9: File not found', 'port-missing', /onair ports/],
  ['Error Resource temporarily unavailable Cannot lock port', 'port-busy', /close it/],
  ['Error: Resource busy, cannot open /dev/cu.usbserial', 'port-busy', /close it/],
  ['Error: Device or resource busy, cannot open /dev/x', 'port-busy', /close it/],
  ['Opening COM3: Access denied', 'port-busy', /close it/],
  ['Error: Permission denied, cannot open /dev/x', 'port-denied', /sudo/],
  ['Error: Operation not permitted, cannot open /dev/x', 'port-denied', /sudo/],
  [
    'Error: Inappropriate ioctl for device setting custom baud rate of 9600',
    'port-failed',
    /ports that are there: onair ports/,
  ],
  ['Error: Is a directory, cannot open /tmp', 'port-failed', /ports that are there: onair ports/],
  ['Error: Input/output error setting custom baud rate of 9600', 'port-failed', /onair doctor/],
  ['Opening COM3: Unknown error code 31', 'port-failed', /onair doctor/],
];

for (const [said, code, hint] of SAID) {
  test(`"${said}" is ${code}`, async (t) => {
    const error = await explainOpenError('/dev/no-such-port', said);
    t.is(error.code, code);
    t.is(error.exitCode, 3);
    t.true(error.message.startsWith('/dev/no-such-port: '), error.message);
    t.regex(error.hint, hint);
    t.notRegex(error.message, /ioctl|Error:/);
    t.like(error.details, { port: '/dev/no-such-port', said });
  });
}

test('a missing Bluetooth port is bound, not plugged in', async (t) => {
  const error = await explainOpenError('/dev/rfcomm77', 'Error: No such file or directory');
  t.regex(error.hint, /onair bluetooth bind/);
  t.notRegex(error.hint, /plug/);
});

test('a busy port with an unknown holder says so plainly, without "undefined"', async (t) => {
  const error = await explainOpenError('/dev/no-such-port', 'Cannot lock port');
  t.is(error.message, '/dev/no-such-port: another program has this port open');
  t.is(error.details.holder, null);
});

(posix ? test : test.skip)('a denied port names the remedy for the node that is really there', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'onair-open-'));
  const node = join(folder, 'tty');
  await writeFile(node, '', { mode: 0o600 });
  const error = await explainOpenError(node, 'Permission denied');
  t.regex(error.message, /you may not open it; it belongs to the group \w+, which does not help/);
  t.true(error.hint.includes(`sudo chmod a+rw ${node}`));
  await rm(folder, { recursive: true });
});
