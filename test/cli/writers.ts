import { join } from 'node:path';
import { VEHICLE_EXAMPLES } from '../../firmware/air-up/vehicle/file/examples.js';
import { systemClock } from '../../host/base/clock.js';
import { keptCertificate } from '../../host/cli/app/kept-certificate.js';
import { keptMessages } from '../../host/cli/aprs/messages/kept-messages.js';
import { recentLinesFile } from '../../host/cli/hc06/find/recent-lines-file.js';
import { saveSummary } from '../../host/cli/setup/save-summary.js';
import type { Io } from '../../host/cli/terminal/io.js';
import { Output } from '../../host/cli/terminal/output.js';
import { jobRecord } from '../../host/panel/schema/air.js';
import type { Walk } from '../../host/setup/walk.js';
import type { RunSetup } from './run.js';

/** What a file is that a command writes. */
type Keeps =
  /** The old one or the new one. */
  | 'whole'
  /** Written only where there is none. */
  | 'new'
  /** Lines that are added: all whole but the last, which may be half. */
  | 'lines'
  /** Lines of this run only: what was there goes. */
  | 'own lines';

/** A command that writes files, and what holds for them whatever ends it. */
export interface Writer {
  /** Files of ours that open, or have opened, what is written. */
  readonly sources: readonly string[];
  /** What follows `onair`. `FILE` is what it writes; `FOLDER` is the folder of that, which is also its home. */
  readonly line: string;
  readonly setup?: RunSetup;
  /** What it does of that, where the line needs a real device. */
  readonly act?: (home: string) => void | Promise<void>;
  /** What stood there before; left out: nothing. */
  readonly before?: string;
  /** A file beside it that gets written instead: `FILE` followed by this. */
  readonly suffix?: string;
  /** Its path in the home folder, where no flag names it. */
  readonly atHome?: string;
  readonly keeps: Keeps;
  /** Whether a text, or a line of it, is whole. */
  readonly isWhole: (text: string) => boolean;
  /** What the next run says after the last line was left half. */
  readonly saysTorn?: RegExp;
  /**
   * How it ends where nothing can be written; left out where `test/deep/cli/outside/saves.test.ts` has it by itself.
   */
  readonly onFullDisk?: { readonly code: 0 | 2; readonly says: RegExp };
}

const CANT = { code: 2, says: /can't write .*: (there is no room|the disk is full)/ } as const;
const OLD = 'what was there before\n';
const VEHICLE = VEHICLE_EXAMPLES.jeep ?? '';

const SAVE = 'host/cli/files/save.ts';
const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
};
const isJob = (line: string): boolean => isJson(line) && jobRecord.safeParse(JSON.parse(line)).success;
const endsWith =
  (end: string) =>
  (text: string): boolean =>
    text.trimEnd().endsWith(end);

/** A job as the log has it. */
const JOB = JSON.stringify({
  id: '1',
  vehicle: 'Jeep',
  kind: 'inflate',
  preset: null,
  startedAt: '2026-05-01T10:00:00.000Z',
  endedAt: '2026-05-01T10:10:00.000Z',
  stopReason: 'done',
  reason: null,
  ambientPsi: 14.7,
  tires: [
    {
      name: 'FL',
      startPsi: 20,
      targetPsi: 38,
      finalPsi: 38,
      finalCoolPsi: 38,
      outcome: 'done',
      valveCycles: 3,
      elapsedMs: 60_000,
      volumeL: 90,
    },
  ],
});

/** Somebody who looks at the first step of a walk and leaves. */
const LEAVING: RunSetup = { ask: async () => undefined, choose: async () => 'leave' };
/** The end of a walk, whose summary is kept in `file`. */
function summaryIn(home: string): Promise<void> {
  const sink = { write: () => {} };
  const io: Io = {
    stdout: sink,
    stderr: sink,
    env: {},
    clock: systemClock,
    signal: new AbortController().signal,
    confirm: undefined,
  };
  const answers = [join(home, 'file')];
  const walk: Walk = { name: 'x', title: 'X', steps: [], summary: () => ['# X', 'PIN 4321', 'the end'] };
  const who = { ask: async () => answers.shift(), choose: async () => 'replace' };
  return saveSummary(walk, {}, { out: new Output(io, {}), ...who });
}

/**
 * Every command that writes: a source file that writes and stands in no row fails `test/cli/writers.test.ts`. What
 * holds on a full disk (`test/deep/cli/outside/saves.test.ts`) and when it is killed (`kills.test.ts` there).
 */
export const WRITERS: Readonly<Record<string, Writer>> = {
  'air vehicle': {
    sources: [SAVE, 'host/cli/air/vehicle/vehicle.ts'],
    line: 'air vehicle --example jeep --save FILE',
    keeps: 'new',
    isWhole: (text) => text === VEHICLE,
    onFullDisk: CANT,
  },
  'wiring new': {
    sources: [SAVE, 'host/cli/wiring/new.ts'],
    line: 'wiring new --save FILE',
    keeps: 'new',
    isWhole: (text) => /^steps:/m.test(text) && text.endsWith('\n'),
    onFullDisk: CANT,
  },
  'wiring draw': {
    sources: [SAVE, 'host/cli/wiring/draw.ts'],
    line: 'wiring draw bench --out FILE.svg',
    suffix: '.svg',
    before: OLD,
    keeps: 'whole',
    isWhole: endsWith('</svg>'),
    onFullDisk: CANT,
  },
  'wiring export': {
    sources: [SAVE, 'host/cli/wiring/export.ts'],
    line: 'wiring export bench --kicad --out FILE',
    before: OLD,
    keeps: 'whole',
    isWhole: endsWith(')'),
    onFullDisk: CANT,
  },
  'wiring spice': {
    sources: [SAVE, 'host/cli/wiring/spice.ts'],
    line: 'wiring spice bench --out FILE',
    before: OLD,
    keeps: 'whole',
    isWhole: endsWith('.end'),
    onFullDisk: CANT,
  },
  'tnc string': {
    sources: [SAVE, 'host/cli/tnc/string.ts'],
    line: 'tnc string --app aprsdroid --out FOLDER',
    keeps: 'new',
    isWhole: (text) => text.length === 49,
    onFullDisk: CANT,
  },
  'air simulate': {
    sources: [SAVE, 'host/cli/air/plan/simulate.ts'],
    line: 'air simulate --tire FL=38 --max 50 --plot FILE',
    before: OLD,
    keeps: 'whole',
    isWhole: endsWith('</svg>'),
    onFullDisk: CANT,
  },
  'aprs listen --map': {
    sources: [SAVE, 'host/cli/aprs/receive/map.ts'],
    line: 'aprs listen --port sim:tm-d700?mode=kiss&traffic=1 --count 1 --map FILE',
    before: OLD,
    keeps: 'whole',
    isWhole: isJson,
    onFullDisk: CANT,
  },
  'aprs listen --log': {
    sources: ['host/cli/aprs/receive/packet-log.ts', 'host/cli/aprs/receive/listen.ts'],
    line: 'aprs listen --port sim:tm-d700?mode=kiss&traffic=1 --count 2 --log FILE',
    before: `${JSON.stringify({ time: '2026-05-01T10:00:00.000Z', port: 0, monitor: '', hex: '00' })}\n`,
    keeps: 'lines',
    isWhole: isJson,
    saysTorn: /ended in half a line .*that packet is lost/,
    onFullDisk: CANT,
  },
  'waypoints listen --gpx': {
    sources: ['host/cli/waypoints/map-file.ts', 'host/cli/waypoints/listen.ts'],
    line: 'waypoints listen --port sim:tm-d700-gps --count 2 --gpx FILE',
    keeps: 'whole',
    isWhole: endsWith('</gpx>'),
    onFullDisk: CANT,
  },
  'waypoints listen --geojson': {
    sources: ['host/cli/waypoints/map-file.ts', 'host/cli/waypoints/listen.ts'],
    line: 'waypoints listen --port sim:tm-d700-gps --count 2 --geojson FILE',
    keeps: 'whole',
    isWhole: isJson,
    onFullDisk: CANT,
  },
  'air calibrate': {
    sources: ['host/cli/air/by-hand/calibrate.ts'],
    line: 'air calibrate --port sim:air-up?psi=0 --zero --vehicle FILE --yes',
    before: VEHICLE,
    keeps: 'whole',
    isWhole: (text) => text.length > VEHICLE.length && /calibration:/.test(text),
    onFullDisk: { code: 2, says: /is unchanged: there is no room/ },
  },
  'hc06 batch': {
    sources: ['host/cli/hc06/write/journal.ts'],
    line: 'hc06 batch FILE --port sim:hc06 --yes',
    before: 'name: X-{n}\ncount: 1\npin: unique\n',
    suffix: '.journal.ndjson',
    keeps: 'lines',
    isWhole: isJson,
    saysTorn: /journal\.ndjson ended in half a line/,
    onFullDisk: { code: 2, says: /can't write .*journal.ndjson: there is no room/ },
  },
  'hc06 set --trace': {
    sources: ['host/cli/port/trace.ts'],
    line: 'hc06 set --port sim:hc06 --pin 4321 --yes --trace FILE',
    before: OLD,
    keeps: 'own lines',
    isWhole: isJson,
    onFullDisk: {
      code: 0,
      says: /the module answers at 9600(.|\n)*the rest is not in .*: there is no room/,
    },
  },
  'air inflate --history': {
    sources: ['host/panel/service/history.ts', 'host/cli/air/panel/history-file.ts'],
    // It fills, so that a pulse shows that the valve shuts, which after a death nothing else does.
    line: 'air inflate --port sim:air-up?psi=35 --tire FL=36:50 --yes --history FILE',
    before: `${JOB}\n`,
    keeps: 'lines',
    isWhole: isJob,
    saysTorn: /the history ended in half a line/,
    onFullDisk: { code: 0, says: /done(.|\n)*this job is not in the log/ },
  },
  'air log forget': {
    sources: ['host/cli/air/log/forget.ts', 'host/cli/air/log/log.ts'],
    line: 'air log forget --volumes --yes --history FILE',
    before: `${JOB}\n`,
    keeps: 'whole',
    isWhole: (text) => text.endsWith('\n') && isJob(text) && !text.includes('volumeL'),
  },
  'hc06 probe, where it was found': {
    sources: ['host/cli/hc06/find/recent-lines-file.ts'],
    line: 'hc06 probe --port PTY',
    act: (home) =>
      recentLinesFile({ env: { HOME: home } }, '/dev/ttyUSB0').save({
        baudRate: 9600,
        parity: 'none',
        framing: 'silence',
      }),
    atHome: '.local/state/onair/hc06.json',
    keeps: 'whole',
    isWhole: isJson,
  },
  'aprs chat, the messages': {
    sources: ['host/cli/aprs/messages/kept-messages.ts'],
    line: 'aprs chat --port PTY',
    act: (home) => {
      const kept = keptMessages({ env: { HOME: home } }, false, () => {});
      kept.sent({ from: 'N0CALL', to: 'N0CALL-7', text: 'hello' }, new Date(0));
    },
    atHome: '.local/state/onair/aprs-messages.json',
    keeps: 'whole',
    isWhole: isJson,
  },
  'app --tls, the certificate': {
    sources: ['host/cli/app/kept-certificate.ts'],
    line: 'app --tls',
    act: (home) => void keptCertificate({ env: { HOME: home } }, ['localhost'], new Date()),
    atHome: '.local/state/onair/app-tls.pem',
    keeps: 'whole',
    isWhole: (text) => /^-----BEGIN PRIVATE KEY-[\s\S]+-END CERTIFICATE-----\n$/.test(text),
    onFullDisk: CANT,
  },
  'setup, where one is': {
    sources: ['host/cli/setup/progress-file.ts'],
    line: 'setup tm-d700',
    setup: LEAVING,
    atHome: '.local/state/onair/setup-tm-d700.json',
    keeps: 'whole',
    isWhole: isJson,
  },
  'setup, the summary': {
    sources: ['host/cli/setup/save-summary.ts'],
    line: 'setup air-up',
    act: summaryIn,
    before: OLD,
    keeps: 'whole',
    isWhole: endsWith('the end'),
  },
};
