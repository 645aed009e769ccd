import { readFileSync } from 'node:fs';
import { VEHICLE_EXAMPLES } from '../../../../firmware/air-up/vehicle/file/examples.js';
import { packagePath } from '../../../../host/base/node/index.js';
import { findProfile } from '../../../../host/kenwood/profiles/index.js';
import { profileText } from '../../../../host/kenwood/profiles/profile-text.js';
import { TEMPLATE } from '../../../../wiring/model/index.js';

/** What a command does with the file that a flag, or a word of its own, names. */
export type FileUse =
  /** Reads it, and needs what is in it. */
  | 'reads'
  /** Writes a new one, and leaves any that is there. */
  | 'new'
  /** Puts a whole new one in its place. */
  | 'replaces'
  /** Reads it, needs what is in it, and writes it back with something more. */
  | 'edits'
  /** Reads a text, if there is one, and writes it back with something more. */
  | 'extends'
  /** Adds lines. */
  | 'adds'
  /** Writes lines of its own from the beginning: the bytes of a port, for which a device is fine. */
  | 'streams'
  /** A folder that gets files. */
  | 'folder'
  /** A socket or a pseudo-terminal that appears under that name. */
  | 'appears';

/** A flag that takes a file, in a command line that ends by itself where the file is sound. */
export interface FileFlag {
  readonly use: FileUse;
  /** What follows `onair`; `FILE` is the file. */
  readonly line: string;
  /** A sound file. */
  readonly sound?: string;
  /** An empty file is sound, too: there is nothing in it yet. */
  readonly emptyIsSound?: true;
  /** What it says of a sound file, where the simulated device is what it can't do more with: exit code 2. */
  readonly soundSays?: RegExp;
  /** What it says where it can't take the file and does its work all the same: exit code 0. */
  readonly goesOn?: RegExp;
  /** It runs until it is stopped. */
  readonly untilStopped?: true;
}

const VEHICLE = VEHICLE_EXAMPLES.jeep ?? '';
const vehicle = (line: string): FileFlag => ({ use: 'reads', line, sound: VEHICLE });
const JOB = '--tire FL=36:50 --port sim:air-up?psi=38 --yes';
const KISS = '--port sim:tm-d700?mode=kiss&traffic=1';
const GPS = 'waypoints listen --port sim:tm-d700-gps --count 1';
const PINS = readFileSync(packagePath('wiring', 'pins', 'air-up-uno.yaml'), 'utf8');
const PACKETS = `${JSON.stringify({
  time: '2026-05-01T10:00:00.000Z',
  port: 0,
  monitor: '',
  hex: '82a0b49e9c8260ae6282ae40406103f03e6869',
})}\n`;
const log = (line: string): FileFlag => ({ use: 'reads', line, sound: PACKETS, emptyIsSound: true });
/** A profile as `--radio FILE` takes it. */
const RADIO = profileText(findProfile('tm-d700'));

/**
 * Flags and words that take a file, by `noun flag`; what all commands of a noun share has one line. A flag without
 * a row fails `hostile-files.test.ts`.
 */
export const FILE_FLAGS: Readonly<Record<string, readonly FileFlag[]>> = {
  'hc06 --trace': [{ use: 'streams', line: 'hc06 probe --port sim:hc06 --trace FILE' }],
  'hc06 --from': [
    { use: 'reads', line: 'hc06 set --port sim:hc06 --from FILE --yes', sound: 'name: Jeep\nbaud: 9600\n' },
  ],
  'hc06 <file>': [
    {
      use: 'reads',
      line: 'hc06 batch FILE --port sim:hc06 --dry-run',
      sound: 'name: X-{n}\ncount: 1\npin: unique\n',
    },
  ],
  'tnc --trace': [{ use: 'streams', line: 'tnc status --port sim:tm-d700 --trace FILE' }],
  'tnc --radio': [{ use: 'reads', line: 'tnc radios --radio FILE', sound: RADIO }],
  'tnc --out': [{ use: 'folder', line: 'tnc string --app aprsdroid --out FILE' }],
  'kiss --trace': [{ use: 'streams', line: `kiss listen ${KISS} --count 1 --trace FILE` }],
  'kiss --radio': [
    { use: 'reads', line: `kiss listen ${KISS} --init --yes --count 1 --radio FILE`, sound: RADIO },
    { use: 'reads', line: `kiss listen ${KISS} --count 1 --radio FILE`, sound: RADIO },
  ],
  'kiss --pty': [
    {
      use: 'appears',
      line: `kiss serve ${KISS} --no-init --yes --listen 127.0.0.1:0 --pty FILE`,
      untilStopped: true,
    },
  ],
  'kiss --unix': [
    {
      use: 'appears',
      line: `kiss serve ${KISS} --no-init --yes --listen 127.0.0.1:0 --unix FILE`,
      untilStopped: true,
    },
  ],
  'aprs --trace': [{ use: 'streams', line: `aprs listen ${KISS} --count 1 --trace FILE` }],
  'aprs --radio': [
    { use: 'reads', line: `aprs listen ${KISS} --init --yes --count 1 --radio FILE`, sound: RADIO },
    { use: 'reads', line: `aprs listen ${KISS} --count 1 --radio FILE`, sound: RADIO },
  ],
  'aprs --map': [
    { use: 'replaces', line: `aprs listen ${KISS} --count 1 --map FILE` },
    { use: 'replaces', line: 'aprs replay LOG --map FILE' },
  ],
  'aprs --log': [{ use: 'adds', line: `aprs listen ${KISS} --count 1 --log FILE` }],
  'aprs <log>': [log('aprs replay FILE'), log('aprs heard FILE')],
  'waypoints --trace': [{ use: 'streams', line: `${GPS} --trace FILE` }],
  'waypoints --gpx': [{ use: 'extends', line: `${GPS} --gpx FILE` }],
  'waypoints --geojson': [{ use: 'extends', line: `${GPS} --geojson FILE` }],
  'air --trace': [{ use: 'streams', line: `air inflate ${JOB} --trace FILE` }],
  'air --vehicle': [
    vehicle('air simulate --preset street --from trail --vehicle FILE'),
    vehicle('air plan --preset street --from trail --vehicle FILE'),
    vehicle('air inflate --preset street --port sim:air-up --dry-run --vehicle FILE'),
    vehicle('air watch --port sim:air-up --count 1 --vehicle FILE'),
    vehicle('air box --port sim:air-up --dry-run --vehicle FILE'),
    { ...vehicle('air calibrate --port sim:air-up?psi=0 --zero --yes --vehicle FILE'), use: 'edits' },
  ],
  'air <file>': [vehicle('air vehicle FILE')],
  'air --save': [{ use: 'new', line: 'air vehicle --example jeep --save FILE' }],
  'air --pins': [
    { use: 'reads', line: 'air watch --port sim:air-up --count 1 --pins FILE', sound: PINS },
    { use: 'reads', line: 'air test-valves --port sim:air-up?psi=0 --yes --pins FILE', sound: PINS },
  ],
  'air --history': [
    { use: 'adds', line: `air inflate ${JOB} --history FILE`, goesOn: /not in the log: can't keep/ },
    { use: 'adds', line: 'air log --history FILE' },
    { use: 'adds', line: 'air log forget --yes --history FILE' },
    {
      use: 'adds',
      line: 'air serve --port sim:air-up --tire FL=38 --max 50 --yes --listen 127.0.0.1:0 --history FILE',
      untilStopped: true,
    },
  ],
  'air --plot': [{ use: 'replaces', line: 'air simulate --tire FL=38 --max 50 --plot FILE' }],
  'wiring --out': [{ use: 'replaces', line: 'wiring draw bench --out FILE.svg' }],
  'wiring --save': [{ use: 'new', line: 'wiring new --save FILE' }],
  'wiring <name>': [
    { use: 'reads', line: 'wiring show FILE', sound: TEMPLATE },
    { use: 'reads', line: 'wiring draw FILE --out FILE.svg', sound: TEMPLATE },
  ],
  'firmware --trace': [{ use: 'streams', line: 'firmware info --port sim:air-up --trace FILE' }],
  'firmware --hex': [
    {
      use: 'reads',
      line: 'firmware flash --port sim:air-up --board uno --dry-run --hex FILE',
      sound: ':0400000001020304F2\n:00000001FF\n',
      soundSays: /a simulated device has no flash/,
    },
  ],
  'firmware --pins': [
    { use: 'reads', line: 'firmware keep --port sim:air-up --dry-run --pins FILE', sound: PINS },
  ],
  'firmware --out': [{ use: 'folder', line: 'firmware build --board uno --out FILE' }],
  'sim --pty': [{ use: 'appears', line: 'sim hc06 --pty FILE', untilStopped: true }],
};
