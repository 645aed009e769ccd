import { styleText } from 'node:util';
import test from 'ava';
import { table, wrapped } from '../../host/cli/terminal/layout.js';
import { listPorts } from '../../host/link/ports/list.js';
import { run, words } from './run.js';

const terminal = (columns: number) => ({ isTTY: true, columns, write: () => true });
const lines = (text: string, columns: number): string[] => wrapped(text, terminal(columns)).split('\n');

test('a line goes on under its first word, in a table under its last column that has room', (t) => {
  t.deepEqual(lines('hint:  plug it in and look again', 25), ['hint:  plug it in and', '       look again']);
  t.deepEqual(lines('- one two three four', 13), ['- one two', '  three four']);
  const [row = ''] = table([['th-d74', 'Kenwood', 'th-d75, th-d74a, th-d74e']]);
  t.deepEqual(lines(row, 30), [
    'th-d74  Kenwood  th-d75,',
    '                 th-d74a,',
    '                 th-d74e',
  ]);
  t.deepEqual(lines('battery  Arduino pin 2  a note that is long', 28), [
    'battery  Arduino pin 2  a',
    '         note that is long',
  ]);
});

test('colors take no room, and none is cut', (t) => {
  const red = styleText('red', 'error:', { validateStream: false });
  t.deepEqual(lines(`${red} no such port here`, 20), [`${red} no such port`, '       here']);
});

test('what fits, and what goes into a pipe, stays as it is', (t) => {
  const long = 'error: no such port here';
  t.is(wrapped(long, { ...terminal(20), isTTY: false }), long);
  t.deepEqual(lines(long, long.length + 1), [long]);
  t.is(lines(long, long.length).length, 2);
});

test('a word longer than the terminal is broken, and none of it is lost', (t) => {
  const path = '/dev/serial/by-id/usb-1a86_USB_Serial-if00-port0';
  t.is(
    lines(`error: ${path}`, 30)
      .map((line) => line.trim())
      .join('')
      .replace('error:', '')
      .trim(),
    path,
  );
});

test('without a port the hint names the simulated device of the command', async (t) => {
  if ((await listPorts()).some(({ kind }) => kind === 'usb' || kind === 'bluetooth')) {
    t.log('this computer has a port: a command without --port would use it');
    t.pass();
    return;
  }
  for (const [line, device] of [
    ['hc06 probe', 'sim:hc06'],
    ['tnc status', 'sim:tm-d700'],
    ['kiss listen', 'sim:tm-d700'],
    ['aprs listen', 'sim:tm-d700'],
    ['waypoints listen', 'sim:tm-d700-gps'],
    ['air watch', 'sim:air-up'],
    ['firmware info', 'sim:air-up'],
  ] as const) {
    const { code, stderr } = await run(words(line));
    t.is(code, 2, line);
    t.regex(stderr, new RegExp(`--port ${device}$`, 'm'), line);
  }
});
