import { existsSync, mkdtempSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { OnairError } from '../../../host/base/error.js';
import { withDisturbers } from '../../../host/cli/hc06/find/disturbers.js';
import { macPortLines } from '../../../host/cli/hc06/write/mac-port.js';
import { inVirtualTime } from '../../virtual-time.js';
import { type Ran, type RunSetup, run } from '../run.js';

const scratch = mkdtempSync(join(tmpdir(), 'onair-hc06-trouble-'));
test.after.always(() => rm(scratch, { recursive: true, force: true }));

async function onair(argv: readonly string[], setup: RunSetup = {}): Promise<Ran> {
  return (await inVirtualTime(() => run(['hc06', ...argv], setup))).value;
}

let counter = 0;
function file(text: string): string {
  const path = join(scratch, `${counter++}.yaml`);
  writeFileSync(path, text);
  return path;
}

test.serial('a rate that was confirmed and does not count yet: told, and waited for', async (t) => {
  const set = ['set', '--baud', '38400', '--yes'];
  const reported = await onair([...set, '--port', 'sim:hc06?fault=rate-at-power-on', '--json']);
  t.is(reported.code, 0, reported.stdout);
  t.like(reported.documents[0], { verified: false, needsPowerCycle: true, baudRate: 9600 });
  t.deepEqual(reported.documents[0]?.waiting, ['baud']);
  const text = await onair([...set, '--port', 'sim:hc06?fault=rate-at-power-on']);
  t.regex(text.stdout, /off and on: the new rate counts from then on/);
  const person = 'person=cycles-power&person-after=25000';
  const waited = await onair([
    ...set,
    '--port',
    `sim:hc06?fault=rate-at-power-on&${person}`,
    '--wait-power-cycle',
    '--json',
  ]);
  t.is(waited.code, 0, waited.stdout);
  t.like(waited.documents[0], { verified: true, needsPowerCycle: false, baudRate: 38400 });
  // It confirms what it does not do: found out when the power was off and on.
  const liar = await onair([
    ...set,
    '--name',
    'Jeep',
    '--port',
    `sim:hc06?fault=keeps-rate&person=cycles-power&person-after=20000`,
    '--wait-power-cycle',
  ]);
  t.is(liar.code, 6);
  t.regex(liar.stderr, /after a power cycle the module still answers at 9600/);
  t.regex(liar.stderr, /set before that: name Jeep/);
});

test.serial('an HC-05 in its AT mode: what a power cycle shows', async (t) => {
  const set = ['set', '--baud', '57600', '--yes', '--wait-power-cycle', '--json', '--port'];
  const sim = 'sim:hc06?firmware=hc05-2.0&at-rate=38400';
  const held = await onair([...set, `${sim}&person=cycles-power`]);
  t.is(held.code, 0, held.stdout);
  t.like(held.documents[0], { verified: true, baudRate: 38400, needsPowerCycle: false });
  t.regex(JSON.stringify(held.documents[0]?.warnings), /in its AT mode again.*reports the new settings/);
  const released = await onair([...set, `${sim}&person=releases-key`]);
  t.is(released.code, 0, released.stdout);
  t.like(released.documents[0], { verified: true, baudRate: 57600, needsPowerCycle: false });
  const mute = await onair([...set, `${sim}&person=releases-key&fault=mute-in-data-mode`]);
  t.is(mute.code, 6);
  t.regex(mute.stdout, /answers neither at 38400 8N1 nor at 57600 8N1/);
  t.regex(mute.stdout, /If it was released, that is right/);
  const liar = await onair([...set, `${sim}&person=cycles-power&fault=keeps-rate`]);
  t.is(liar.code, 6, liar.stdout);
});

test.serial('values as they are stored: a name in UTF-8, a PIN with quotes', async (t) => {
  const ran = await onair([
    'set',
    '--name',
    'Jeep',
    '--pin',
    '4321',
    '--yes',
    '--port',
    'sim:hc06?firmware=hc05-2.0&name=蓝牙&pin="4321"',
  ]);
  t.is(ran.code, 0);
  t.regex(ran.stderr, /name\s+蓝牙\s+Jeep/);
  t.regex(ran.stderr, /pin\s+"4321" \(stored with its quotes\)\s+4321/);
});

test.serial('raw: AT+DISC disconnects the phone and can write nothing, so nobody is asked', async (t) => {
  const ran = await onair([
    'raw',
    'AT+DISC',
    '--dialect',
    'jdy-33',
    '--port',
    'sim:hc06?firmware=jdy-33&connected=yes',
  ]);
  t.is(ran.code, 0, ran.stderr);
  t.regex(ran.stdout, /\+OK/);
});

test.serial('a link that is lost on the way: what was set is told', async (t) => {
  const set = ['set', '--port', 'sim:hc06?fault=disconnect@3', '--name', 'Jeep', '--pin', '4321', '--yes'];
  const ran = await onair(set);
  t.is(ran.code, 3);
  t.regex(ran.stderr, /set before that: name Jeep/);
  t.regex(ran.stderr, /not known whether the module has the new PIN/);
  const { error } = (await onair([...set, '--json'])).documents[0] as {
    error: { details: { applied: { setting: string }[]; inDoubt: string } };
  };
  t.deepEqual(
    error.details.applied.map(({ setting }) => setting),
    ['name'],
  );
  t.is(error.details.inDoubt, 'pin');
});

test.serial('raw: questions need no yes where they can’t write, a refusal is an error', async (t) => {
  for (const question of ['AT+VERSION?', 'AT+NAME?', 'AT+UART?', 'AT+ADDR?']) {
    const ran = await onair(['raw', question, '--port', 'sim:hc06?firmware=v3.0']);
    t.is(ran.code, 0, `${question}: ${ran.stderr}`);
  }
  t.is((await onair(['raw', 'AT+NAME?', '--port', 'sim:hc06'])).code, 2, 'it would be the name "?" there');
  t.is((await onair(['raw', 'AT+NAME?', '--port', 'sim:hc06?firmware=jdy-31'])).code, 2);
  const refused = await onair(['raw', 'AT+FOO', '--port', 'sim:hc06?firmware=v3.0', '--yes']);
  t.is(refused.code, 5);
  t.regex(refused.stderr, /refused AT\+FOO: "ERROR:\(0\)/);
  const given = ['raw', 'AT', '--port', 'sim:hc06?firmware=v3.0', '--dialect', 'v3'];
  t.is((await onair(given)).stdout, 'OK\n');
});

test.serial('--dialect is the user’s word for what is not known', async (t) => {
  for (const verb of ['probe', 'set', 'rescue']) {
    const flags = verb === 'set' ? ['--name', 'Jeep'] : [];
    const yes = verb === 'probe' ? [] : ['--yes'];
    const argv = [verb, '--port', 'sim:hc06?firmware=bt-board', ...flags, ...yes];
    t.is((await onair(argv)).code, 5, verb);
    const ran = await onair([...argv, '--dialect', 'linvor']);
    t.is(ran.code, 0, ran.stderr);
    t.regex(ran.stderr, /because of --dialect/);
    t.is((await onair([...argv, '--dialect', 'linvro'])).code, 2);
  }
});

test.serial('rescue plans nothing on what says OK and no version', async (t) => {
  for (const module of ['firmware=hm-10', 'firmware=hc01-2.0&role=master']) {
    const ran = await onair(['rescue', '--port', `sim:hc06?${module}`, '--yes']);
    t.is(ran.code, 5);
    t.notRegex(ran.stderr, /AT\+ROLE=S/);
  }
});

test.serial('after 10 s of silence a line says how long it may still take', async (t) => {
  const { stderr } = await onair(['probe', '--port', 'sim:hc06?connected=yes']);
  t.is(stderr.match(/no answer yet: looking at .* at most \d+ s to go/g)?.length, 1);
});

test.serial('a batch knows a module again by its address, and keeps PINs to its owner', async (t) => {
  const batch = file('name: "Jeep-{n}"\npin: unique\ncount: 2\n');
  const journal = `${batch}.journal.ndjson`;
  writeFileSync(journal, '', { mode: 0o644 });
  const argv = ['batch', batch, '--yes', '--json', '--port'];
  const ran = await onair([
    ...argv,
    'sim:hc06?firmware=v3.0&fault=bump&person=swaps-modules&person-after=20000',
  ]);
  t.is(ran.code, 0, ran.stdout);
  const [one, two] = ran.documents;
  t.like(one, { n: 1, ok: true });
  t.like(two, { n: 2, ok: true });
  t.truthy(one?.address);
  t.not(one?.address, two?.address, 'the bumped one did not get the second name');
  t.regex(ran.stderr, /this is module 1 again/);
  t.is(statSync(journal).mode & 0o777, 0o600);
  t.regex(readFileSync(journal, 'utf8'), /"address":/);
  // It is known again also by the next run.
  writeFileSync(journal, readFileSync(journal, 'utf8').replace(/^.*"n":2.*\n/gm, ''));
  const again = await onair([...argv, 'sim:hc06?firmware=v3.0', '--timeout', '20000']);
  t.is(again.code, 4);
  t.regex(again.stderr, /this is module 1 again/);
});

test.serial('a journal that can’t be written: nothing is begun, and no PIN is lost', async (t) => {
  const batch = file('name: "Jeep-{n}"\npin: unique\ncount: 1\n');
  symlinkSync('/nowhere/at/all', `${batch}.journal.ndjson`); // stands for a full disk: no entry can be added
  const ran = await onair(['batch', batch, '--port', 'sim:hc06', '--yes']);
  t.is(ran.code, 2, ran.stderr);
  t.regex(ran.stderr, /can't write .*: there is no such file or folder/s);
  t.regex(ran.stderr, /nothing was written to module 1/);
});

test('programs that disturb a port are named where they fit the picture', async (t) => {
  const error = (code: 'device-silent' | 'port-lost' | 'bad-value') =>
    new OnairError(code, { message: 'm', hint: 'h' });
  const computer = (...running: string[]) => ({ programs: () => Promise.resolve(running) });
  const hint = async (code: Parameters<typeof error>[0], port: string, ...running: string[]) =>
    ((await withDisturbers(error(code), port, computer(...running))) as OnairError).hint;
  t.regex(await hint('device-silent', '/dev/ttyUSB0', 'ModemManager', 'brltty'), /ModemManager is running/);
  t.notRegex(await hint('device-silent', '/dev/ttyUSB0', 'brltty'), /brltty/);
  t.regex(await hint('port-lost', '/dev/ttyUSB0', 'brltty'), /brltty is running.*onair doctor, and dmesg/);
  t.regex(await hint('port-lost', '/dev/ttyUSB0'), /onair doctor, and dmesg \(brltty/);
  t.is(await hint('bad-value', '/dev/ttyUSB0', 'ModemManager'), 'h');
  t.is(await hint('port-lost', 'sim:hc06', 'brltty'), 'h');
});

test.serial('an HC-05 in its AT mode: the data rate is said, and rescue leaves it', async (t) => {
  const port = 'sim:hc06?firmware=v3.0&at-rate=38400&baud=115200';
  const found = await onair(['probe', '--port', port, '--json']);
  t.like(found.documents[0], { baudRate: 38400, dataBaudRate: 115200, dataParity: 'none' });
  const rescued = await onair(['rescue', '--port', port, '--yes', '--json']);
  t.is(rescued.code, 0, rescued.stdout);
  t.like(rescued.documents[0], { applied: [], problems: [], plan: [] });
  const shown = await onair(['rescue', '--port', port, '--yes']);
  t.regex(shown.stderr, /data line: 115200 8N1/);
  const unread = await onair(['rescue', '--port', `${port}&fault=uart-unread`, '--yes', '--json']);
  t.like(unread.documents[0], { applied: [], plan: [] });
});

test.serial('a batch of modules without an address: a loss of contact is not the next module', async (t) => {
  const batch = file('name: "Jeep-{n}"\ncount: 2\n');
  const argv = ['batch', batch, '--yes', '--json', '--timeout', '60000', '--port'];
  const ran = await onair([...argv, 'sim:hc06?fault=bump']);
  t.regex(ran.stderr + ran.stdout, /answers again within 5 s/);
  t.deepEqual(
    ran.documents.filter(({ ok, name }) => ok && name !== undefined).map(({ name }) => name),
    ['Jeep-1'],
  );
});

test.serial('a second batch with the same journal ends, and names the first', async (t) => {
  const batch = file('name: "Jeep-{n}"\ncount: 1\n');
  const lock = `${batch}.journal.ndjson.lock`;
  const argv = ['batch', batch, '--port', 'sim:hc06', '--yes'];
  writeFileSync(lock, `${process.ppid}\n`); // a process that is alive
  const ran = await onair(argv);
  t.is(ran.code, 2, ran.stderr);
  t.regex(ran.stderr, new RegExp(`another batch runs.*\\(process ${process.ppid}\\)`));
  t.false(existsSync(`${batch}.journal.ndjson`));
  writeFileSync(lock, '99999999\n'); // one that was killed
  t.is((await onair(argv)).code, 0);
  t.false(existsSync(lock));
});

/** By firmware: what `verify` by the wire says of name, PIN and rate, and its exit code. */
const VERIFIED = [
  ['v3.0', ['yes', 'yes', 'yes'], 0],
  ['hc05-4.0', ['yes', 'yes', 'yes'], 0],
  ['jdy-31', ['yes', 'yes', 'yes'], 0],
  ['bt04-a', ['yes', 'yes', 'yes'], 0],
  ['linvor-1.8', ['not-reported', 'not-reported', 'yes'], 6],
  ['hc01-2.0', ['not-reported', 'not-reported', 'yes'], 6],
] as const;

test.serial('verify by the wire: what the module reports holds, differs, or is not reported', async (t) => {
  for (const [firmware, holds, code] of VERIFIED) {
    const port = `sim:hc06?firmware=${firmware}&name=old&pin=4711`;
    const argv = ['verify', '--port', port, '--pin', '4711', '--baud', '9600', '--json'];
    const ran = await onair([...argv, '--name', 'old']);
    t.is(ran.code, code, firmware);
    t.deepEqual(
      [...ran.stdout.matchAll(/"holds":"([a-z-]+)"/g)].map(([, word]) => word),
      [...holds],
      firmware,
    );
    t.notRegex(ran.stdout + ran.stderr, /4711/, 'a PIN is for its owner');
  }
  const other = ['verify', '--port', 'sim:hc06?firmware=v3.0', '--name', 'Jeep'];
  const ran = await onair(other);
  t.is(ran.code, 6);
  t.regex(ran.stderr, /name +Jeep +HC-06 +differs[\s\S]*reports another name/);
  t.is((await onair(['verify', '--port', 'sim:hc06'])).code, 2);
  t.is((await onair([...other, '--air', '--pin', '1234'])).code, 2);
  t.is((await onair([...other, '--address', '98:D3:31:F5:B2:C7'])).code, 2);
  t.is((await onair(['verify', '--port', 'sim:hc06?firmware=hm-10', '--name', 'x'])).code, 5);
});

test.serial('the next step of an error goes on from there, and what it says is so', async (t) => {
  for (const [line, code, says, neverSays] of [
    // It refuses: the wire is good, and the settings before it are set.
    [
      'set --name Jeep --dialect v3 --yes --port sim:hc06?firmware=hc05-mini',
      5,
      /the module refused AT\+NAME:Jeep: "ERROR"[\s\S]*button[\s\S]*without it/,
      /[Ww]iring/,
    ],
    [
      'set --name Jeep --pin 123456 --yes --port sim:hc06?firmware=le-2.3',
      4,
      /set before that: name Jeep[\s\S]*the settings after it are\s+unchanged/,
      /other settings/,
    ],
    // raw without a family would only say this again.
    [
      'raw AT+NAME? --port sim:hc06?firmware=bt-board',
      5,
      /onair hc06\s+raw\s+with --dialect/,
      /a module answers/,
    ],
    [
      'raw AT+VERSION --dialect linvor --baud 9600 --port sim:hc06?firmware=bt-board',
      0,
      /BT-BOARD V1\.2/,
      /error/,
    ],
    ['probe --baud 57600 --port sim:hc06', 4, /leave out --baud/, /answers late|another adapter/],
    ['probe --port sim:hc06?firmware=gps', 5, /error: at 9600 8N1 it is a GPS receiver/, /answers/],
  ] as const) {
    const ran = await onair(line.split(' '), { isTerminal: true });
    t.is(ran.code, code, `${line}: ${ran.screen}`);
    t.regex(ran.screen, says, line);
    t.notRegex(ran.screen, neverSays, line);
  }
});

test('on a Mac a new name is a new port', (t) => {
  t.regex(macPortLines([{ setting: 'name' }], 'darwin').join(), /\/dev\/cu\.NAME/);
  t.deepEqual(macPortLines([{ setting: 'pin' }], 'darwin'), []);
  t.deepEqual(macPortLines([{ setting: 'name' }], 'linux'), []);
});
