import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { decodeQR } from 'qr/decode.js';
import { Announcer } from '../../../host/cli/air/panel/announce.js';
import { Output } from '../../../host/cli/terminal/output.js';
import { qrCode } from '../../../host/cli/terminal/qr-code.js';
import { run } from '../run.js';

/** Black on white by the fixed palette, to the end of the code. */
const PAPER = /\u001b\[38;5;16;48;5;231m(.*?)\u001b\[0m/;
/** Upper and lower half of a character. */
const IS_DARK: Readonly<Record<string, readonly [number, number]>> = {
  ' ': [0, 0],
  '▄': [0, 1],
  '▀': [1, 0],
  '█': [1, 1],
};
const PIXELS = 4;

/** What the camera of a phone would read from this screen, by a decoder that knows nothing of the encoder. */
function readFrom(screen: string): string {
  const rows = screen.split('\n').flatMap((line) => {
    const cells = [...(PAPER.exec(line)?.[1] ?? '')].map((cell) => IS_DARK[cell] ?? [0, 0]);
    return cells.length === 0 ? [] : [cells.map(([upper]) => upper), cells.map(([, lower]) => lower)];
  });
  const [width, height] = [(rows[0]?.length ?? 0) * PIXELS, rows.length * PIXELS];
  const data = Uint8Array.from({ length: 4 * width * height }, (_, at) => {
    const [x, y] = [Math.floor(at / 4) % width, Math.floor(at / 4 / width)];
    return at % 4 === 3 || rows[Math.floor(y / PIXELS)]?.[Math.floor(x / PIXELS)] === 0 ? 255 : 0;
  });
  return decodeQR({ width, height, data }, { timeLimit: 10_000 });
}

const UTF8 = { LANG: 'en_US.UTF-8' };
const terminal = (env: Readonly<Record<string, string>>, isTTY = true, columns = 80) => ({
  stdout: { write: () => {}, isTTY, columns },
  env,
});

test('onair app --lan --tls: a phone reads the address from the terminal, the fingerprint stands beside it', async (t) => {
  const home = mkdtempSync(join(tmpdir(), 'onair-app-'));
  t.teardown(() => rmSync(home, { recursive: true, force: true }));
  const argv = ['app', '--lan', '--tls', '--listen', ':0'];
  const served = async (env: Readonly<Record<string, string>>): Promise<string> => {
    const controller = new AbortController();
    const onOutput = (): void => controller.abort();
    const setup = { isTerminal: true, signal: controller.signal, onOutput };
    const { code, stdout } = await run(argv, { ...setup, env: { XDG_STATE_HOME: home, ...env } });
    t.is(code, 0);
    return stdout;
  };
  const shown = await served(UTF8);
  t.is(readFrom(shown), /open (\S+)/.exec(shown)?.[1] ?? 'no address');
  t.true(shown.split('\n').every((line) => line.replace(PAPER, '$1').length < 80));
  const plain = await served({ ...UTF8, NO_COLOR: '1' });
  t.notRegex(plain, /\u001b|[▀▄█]/);
  const [fingerprint = ''] = /([0-9A-F]{2}:){31}[0-9A-F]{2}/.exec(plain.replaceAll(/\s/g, '')) ?? ['missing'];
  t.true(shown.replaceAll(/.*\u001b\[0m {2}|\n/g, '').includes(fingerprint));
});

test('the panel gives phones its address without the pairing code, which changes', (t) => {
  const written: string[] = [];
  const { env, stdout } = terminal(UTF8);
  const io = { ...stdout, write: (text: string) => written.push(text) };
  const out = new Output(
    { stdout: io, stderr: io, env } as unknown as ConstructorParameters<typeof Output>[0],
    {},
  );
  const announcer = new Announcer({ stdout: io, env }, out);
  announcer.code('123456');
  announcer.ready({ urls: ['http://192.168.1.7:8080/'], vehicle: 'Jeep', history: null }, false);
  t.is(readFrom(written.join('')), 'http://192.168.1.7:8080/');
  t.regex(written.join(''), /code for the next phone: 123 456/);
});

test('no code where no phone could read one: a pipe, no colors, no block characters, too narrow', (t) => {
  const url = 'https://192.168.100.200:8081/';
  const rows = (io: Parameters<typeof qrCode>[0]): number => qrCode(io, url, ['beside']).length;
  t.true(rows(terminal(UTF8)) > 10);
  t.true(rows(terminal({ WT_SESSION: 'of Windows Terminal' })) > 10);
  t.is(rows(terminal(UTF8, false)), 0);
  t.is(rows(terminal({ ...UTF8, NO_COLOR: '1' })), 0);
  t.is(rows(terminal({ ...UTF8, TERM: 'dumb' })), 0);
  t.is(rows(terminal({ LANG: 'C' })), 0);
  t.is(rows(terminal({ ...UTF8, LC_ALL: 'C' })), 0);
  t.is(rows(terminal(UTF8, true, 40)), 0);
});
