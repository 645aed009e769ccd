/**
 * `tnc init` beside the simulated radio's own delays: the wait until its TNC has put its settings back, two starts, and
 * the bytes on the wire. Virtual time, so the figures are the same on every machine.
 * Run: npm run bench:tnc
 */
import { systemClock } from '../../../host/base/clock.js';
import { findProfile } from '../../../host/kenwood/profiles/index.js';
import { runExit, runInit } from '../../../host/kenwood/session/runner.js';
import { SIM_MODELS } from '../../../host/kenwood/sim/models.js';
import { wireTimeMs } from '../../../host/link/line.js';
import { openRadio } from '../../kenwood/sim/sim-radio.js';
import { inVirtualTime } from '../../virtual-time.js';
import { atMost } from '../bound.js';
import { judge } from '../judge.js';

/** The most that `init` may take, as a multiple of the radio's own delays. */
const LIMIT = 1.2;

/** The default of the simulated radios. */
const BOOT_MS = 2000;
const STARTS = 2;

/** As a radio may be found. */
const FOUND = ['mode=off', 'mode=aprs', 'mode=packet', 'mode=kiss', 'mode=converse'];
const SPEEDS = [9600, 57_600];

/** Radios whose TNC has a command line and is restarted from there; on the others packet mode is KISS at once. */
const RADIOS = SIM_MODELS.filter(({ id, hasPrompt }) => id !== undefined && hasPrompt);

interface Row {
  readonly radio: string;
  readonly found: string;
  readonly baud: number;
  readonly initMs: number;
  readonly exitMs: number;
  readonly ownMs: number;
}

async function measure(radio: string, restoreMs: number, found: string, baud: number): Promise<Row> {
  const { link } = openRadio(radio, `${found}&speed=${baud}`, { baudRate: baud });
  let wireMs = 0;
  link.tap = (_direction, bytes) => {
    wireMs += wireTimeMs(bytes.length, link.line);
  };
  const profile = findProfile(radio);
  const { elapsedMs: initMs } = await runInit(link, profile, { clock: systemClock });
  const ownMs = restoreMs + STARTS * BOOT_MS + wireMs;
  const { elapsedMs: exitMs } = await runExit(link, profile, { clock: systemClock });
  await link.close();
  return { radio, found, baud, initMs, exitMs, ownMs };
}

const rows: Row[] = [];
for (const { name, restoreMs, speeds } of RADIOS) {
  for (const baud of SPEEDS.filter((speed) => speeds.includes(String(speed)))) {
    for (const found of FOUND) {
      rows.push((await inVirtualTime(() => measure(name, restoreMs, found, baud))).value);
    }
  }
}

console.log(`${'radio'.padEnd(9)}${'found'.padEnd(15)}  baud  init ms   own ms  ratio  exit ms`);
for (const { radio, found, baud, initMs, ownMs, exitMs } of rows) {
  const figures = [initMs, ownMs].map((ms) => String(Math.round(ms)).padStart(9)).join('');
  const ratio = (initMs / ownMs).toFixed(3).padStart(7);
  console.log(
    `${radio.padEnd(9)}${found.padEnd(15)}${String(baud).padStart(6)}${figures}${ratio}${String(exitMs).padStart(9)}`,
  );
}
const worst = Math.max(...rows.map(({ initMs, ownMs }) => initMs / ownMs));
console.log(`
own: settings put back, ${STARTS} starts of ${BOOT_MS} ms, bytes. Who finds the TNC in
packet mode or KISS can't know whether it was switched on a moment ago and still
puts its settings back, so that is waited for there, too.`);
judge('tnc', [atMost('init, the worst', worst, LIMIT, { decimals: 3, of: "the radio's own delays" })]);
