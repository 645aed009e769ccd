import { mkdtempSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { VEHICLE_EXAMPLES } from '../../firmware/air-up/vehicle/file/examples.js';
import { visible, visibleJson, visibleLines } from '../../host/base/visible.js';
import { rendered, styled } from '../../host/cli/terminal/style.js';
import { encodeUi } from '../../host/packet/ax25/ax25.js';
import { parseCallSign } from '../../host/packet/callsign.js';
import { encodeKiss } from '../../host/packet/kiss/kiss.js';
import { portOf } from '../real-time/port-of.js';
import { type Ran, type RunSetup, run } from './run.js';

const scratch = mkdtempSync(join(tmpdir(), 'onair-visible-'));
test.after.always(() => rm(scratch, { recursive: true, force: true }));

/** A color, a window title with BEL, C1, bidi and separators, each with a letter behind it. */
const HOSTILE = '\u001b[35ma\u001b]0;b\u0007c\u009b2Jd\u202ee\u2028f\u2029g\u0085h';
const SURROGATE = `${HOSTILE}\ud800i`;

/** What we write ourselves: colors of one number, and the wiped line of progress. */
const OWN = /\u001b\[(?!35m)\d{1,2}m|\r?\u001b\[2K/g;
const RAW = /[^\P{C}\n]|[\u2028\u2029]/u;

/** Runs a command line on a terminal with colors, in a pipe, and with --json: nothing hostile comes out as it is. */
async function isSafe(t: ExecutionContext, argv: readonly string[], setup: RunSetup = {}): Promise<Ran> {
  const pipe = await run([...argv, '--verbose'], setup);
  const terminal = await run(argv, { ...setup, isTerminal: true, columns: 500 });
  const json = await run([...argv, '--json'], setup);
  t.regex(pipe.screen, /\\x1b\[35ma/, pipe.screen);
  t.notRegex(pipe.screen, RAW);
  t.regex(terminal.screen, /\\x1b\[35ma/);
  t.notRegex(terminal.screen.replace(OWN, ''), RAW);
  t.regex(json.stdout, /35ma/);
  t.notRegex(json.screen, RAW);
  t.true(json.documents.length > 0);
  return json;
}

/** A device on TCP that says so to whoever connects, and again whenever it is asked. */
async function device(t: ExecutionContext, says: Buffer): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {}).on('data', () => socket.write(says));
    socket.write(says);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => void server.close());
  return `tcp://127.0.0.1:${portOf(server)}`;
}

test('text from outside: letters of every alphabet stay, the rest is escaped', (t) => {
  t.is(visible('Grüße, 東京, Ελλάδα 👍 \\ "'), 'Grüße, 東京, Ελλάδα 👍 \\ "');
  t.is(visible(SURROGATE), '\\x1b[35ma\\x1b]0;b\\x07c\\x9b2Jd\\u{202e}e\\u{2028}f\\u{2029}g\\x85h\\u{d800}i');
  t.is(visible('a\n\tb'), 'a\\x0a\\x09b');
  t.is(visibleLines('a\n\tb\r'), 'a\n\tb\\x0d');
});

test('JSON stays the same document', (t) => {
  const value = { [SURROGATE]: [`${HOSTILE}\n👍\u{e0001}`, 1, null] };
  t.notRegex(visibleJson(value), RAW);
  t.deepEqual(JSON.parse(visibleJson(value)), value);
});

test('our own styles stay, also one within another; a style from outside does not', (t) => {
  const line = `${styled('red', `error: ${styled('bold', 'a\u001b[35mb')}`)} c\u001b[31md`;
  t.is(rendered(line).replace(OWN, ''), 'error: a\\x1b[35mb c\\x1b[31md');
});

test.serial('an error that names what was typed', async (t) => {
  const { documents } = await isSafe(t, ['hc06', 'probe', '--port', `sim:${SURROGATE}`]);
  t.true(
    (documents[0] as { error: { message: string } }).error.message.includes(SURROGATE),
    'programs get it as it was',
  );
});

test.serial('a vehicle file', async (t) => {
  const path = join(scratch, 'vehicle.yaml');
  const title = JSON.stringify(SURROGATE).replace(
    /[\u0080-\u{10ffff}]/gu,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  writeFileSync(path, `${VEHICLE_EXAMPLES.jeep}\n${title}: 1\n`);
  await isSafe(t, ['air', 'vehicle', path]);
});

test.serial('the name of an HC-06', async (t) => {
  const port = `sim:hc06?firmware=jdy-31&name=${HOSTILE.slice(0, 12)}`;
  await isSafe(t, ['hc06', 'set', '--port', port, '--name', 'X', '--yes']);
});

test.serial('the name of a board', async (t) => {
  const name = [...HOSTILE].flatMap((char) => [char.charCodeAt(0) & 0x7f, char.charCodeAt(0) >> 7]);
  const port = await device(t, Buffer.from([0xf9, 2, 5, 0xf0, 0x79, 2, 5, ...name, 0xf7]));
  await isSafe(t, ['firmware', 'info', '--port', port]);
});

test.serial('the comment of an APRS station', async (t) => {
  const frame = encodeUi({
    from: parseCallSign('W1AW'),
    to: parseCallSign('APZONA'),
    path: [],
    info: Buffer.from(`!4142.89N/07243.63W>${HOSTILE}`),
  });
  const port = await device(t, Buffer.from(encodeKiss({ port: 0, command: 0, data: frame })));
  await isSafe(t, ['aprs', 'listen', '--port', port, '--count', '1']);
});
