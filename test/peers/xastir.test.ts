import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import test, { type ExecutionContext } from 'ava';
import { decodeFrame } from '../../host/packet/ax25/ax25.js';
import { formatMonitor } from '../../host/packet/monitor.js';
import { Serving } from '../cli/kiss/serving.js';
import { packet } from '../kiss-server/rig.js';
import { xastir } from '../peers.js';
import { SteppedClock } from '../stepped-clock.js';

/** Xastir's number for `Serial KISS TNC` (its src/interface.h). */
const SERIAL_KISS_TNC = 10;
/** Its number for 9600 baud (B9600 of termios.h). */
const B9600 = 13;

/** Its config file: one interface that it opens at the start. It adds what is missing here. */
const config = (pty: string): string =>
  Object.entries({
    STATION_CALLSIGN: 'N1AW-2',
    STATION_LAT: '4142.890N',
    STATION_LONG: '07243.630W',
    STATION_COMMENTS: 'Xastir',
    MAPS_INDEX_ON_STARTUP: 0,
    TNC_LOG_DATA: 1,
    LOG_MESSAGE: 1,
    DEVICE0_TYPE: SERIAL_KISS_TNC,
    DEVICE0_NAME: pty,
    DEVICE0_UNPROTO1: 'WIDE2-1',
    DEVICE0_TNC_TXDELAY: 40,
    DEVICE0_TNC_PERSISTENCE: 63,
    DEVICE0_TNC_SLOTTIME: 10,
    DEVICE0_TNC_TXTAIL: 30,
    DEVICE0_SPEED: B9600,
    DEVICE0_TXMT: 1,
    DEVICE0_ONSTARTUP: 1,
  })
    .map(([key, value]) => `${key}:${value}\n`)
    .join('');

/** A screen that nobody looks at. @returns its `DISPLAY` */
async function screen(t: ExecutionContext): Promise<string> {
  const child = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '800x600x16', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  t.teardown(() => {
    child.kill(); // by SIGKILL its socket would stay, and take the number
    return ended;
  });
  // Nothing may close this pipe before Xvfb does: it would end with SIGPIPE.
  const [line] = (await once(createInterface(child.stdio[3] as Readable), 'line')) as [string];
  return `:${line}`;
}

function start(t: ExecutionContext, home: string, display: string): ChildProcess {
  const child = spawn('xastir', [], {
    env: { ...process.env, HOME: home, XASTIR_USER_BASE: home, DISPLAY: display },
    stdio: 'ignore',
  });
  t.teardown(() => void child.kill('SIGKILL'));
  return child;
}

(xastir ? test : test.skip)(
  'Xastir on kiss serve --pty: it logs what the radio hears, acknowledges a message, and is heard by another radio (needs xastir and Xvfb)',
  async (t) => {
    const home = mkdtempSync(join(tmpdir(), 'onair-xastir-'));
    t.teardown(() => rmSync(home, { recursive: true, force: true }));
    const pty = join(home, 'tnc');
    mkdirSync(join(home, '.xastir', 'config'), { recursive: true });
    writeFileSync(join(home, '.xastir', 'config', 'xastir.cnf'), config(pty));
    const clock = new SteppedClock();
    const serve = async (flags = ''): Promise<Serving> => {
      const serving = await Serving.ready(`--port sim:tm-d700?channel=xastir ${flags}`, { clock });
      t.teardown(() => serving.stop());
      return serving;
    };
    const [near, far] = [await serve(`--pty ${pty}`), await serve()];
    const there = await far.client();
    const program = start(t, home, await screen(t));
    const within = async (serving: Serving, what: string, isSo: () => boolean): Promise<void> => {
      await serving.until(() => {
        if (program.exitCode !== null) throw new Error(`xastir ended (${program.exitCode}) before ${what}`);
        return isSo();
      }, what);
    };
    await within(near, 'it has set the TNC', () => near.of('parameter').length === 5);
    t.deepEqual(
      near.of('parameter').map(({ command, value }) => `${command} ${value}`),
      ['txdelay 400', 'persistence 63', 'slottime 100', 'txtail 300', 'fullduplex 0'],
    );
    there.send(
      packet('K1ABC-7', '!4143.00N/07244.00W>by way of Xastir'),
      packet('K1ABC-7', ':N1AW-2   :at the gate{41'),
    );
    await within(far, 'it has acknowledged', () => there.heard.some((line) => line.includes(':ack41')));
    const sent = there.frames.map(({ data }) => {
      const decoded = decodeFrame(data);
      return decoded.ok ? formatMonitor(decoded.frame) : decoded.error;
    });
    for (const line of [
      'N1AW-2>APX218,WIDE2-1:=4142.89N/07243.63WxXastir<0x0d>',
      'N1AW-2>APX218,WIDE2-1::K1ABC-7  :ack41<0x0d>',
    ])
      t.true(sent.includes(line), `${line} in ${sent.join('\n')}`);
    const log = readFileSync(join(home, '.xastir', 'logs', 'tnc.log'), 'latin1');
    t.regex(log, /^K1ABC-7>APZ001:!4143\.00N\/07244\.00W>by way of Xastir$/m);
    t.regex(log, /^K1ABC-7>APZ001::N1AW-2 {3}:at the gate\{41$/m);
    t.is(near.of('refused').length, 0);
  },
);
