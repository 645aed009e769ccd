import type { RunSetup } from '../../../cli/run.js';

/** A command that runs for long or uses a port, and how it ends at a Ctrl-C. */
export interface LongCommand {
  /** What follows `onair`; `FILE` is a file in a folder of its own. */
  readonly line: string;
  /** What is in `FILE` before. */
  readonly before?: string;
  readonly setup?: RunSetup;
  /** 130: it was cut short. 0: it runs until it is stopped, so a Ctrl-C is how it ends. */
  readonly code: 130 | 0;
  /** Another exit code of what was left undone. */
  readonly or?: number;
  /** It serves real sockets: in real time. */
  readonly real?: true;
}

const KISS = '--port sim:tm-d700?mode=kiss&traffic=1';
const AIR = '--port sim:air-up?psi=30';
const TIRE = '--tire FL=34:50 --yes';

/** By the words of the command. One with a port and without a row fails `ctrl-c.test.ts`. */
export const LONG_COMMANDS: Readonly<Record<string, LongCommand>> = {
  'hc06 probe': { line: 'hc06 probe --port sim:hc06?baud=57600', code: 130 },
  'hc06 set': { line: 'hc06 set --port sim:hc06 --name Jeep --pin 4321 --baud 38400 --yes', code: 130 },
  'hc06 batch': {
    line: 'hc06 batch FILE --port sim:hc06 --yes',
    before: 'name: X-{n}\ncount: 1\npin: unique\n',
    code: 130,
  },
  'hc06 verify': {
    line: 'hc06 verify --port sim:hc06?firmware=v3.0 --name HC-06 --pin 1234',
    code: 130,
  },
  'hc06 rescue': { line: 'hc06 rescue --port sim:hc06?baud=38400 --yes', code: 130 },
  'hc06 raw': { line: 'hc06 raw AT+VERSION --port sim:hc06 --baud 9600', code: 130 },
  'tnc init': { line: 'tnc init --port sim:tm-d700 --yes', code: 130 },
  'tnc exit': { line: 'tnc exit --port sim:tm-d700?mode=kiss --yes', code: 130 },
  'tnc status': { line: 'tnc status --port sim:tm-d700', code: 130 },
  'tnc terminal': {
    line: 'tnc terminal --port sim:tm-d700',
    setup: { lines: ['ID', 'TNC 2', 'MYCALL'] },
    code: 130,
  },
  'kiss send': { line: `kiss send ${KISS} --from K1ABC hello --yes`, code: 130 },
  'kiss serve': {
    line: `kiss serve ${KISS} --call K1ABC --listen 127.0.0.1:0 --yes`,
    code: 0,
    real: true,
  },
  'kiss listen': { line: `kiss listen ${KISS}`, code: 0 },
  'aprs listen': { line: `aprs listen ${KISS} --log FILE --map FILE.geojson`, code: 0 },
  'aprs heard': { line: `aprs heard ${KISS}`, code: 0 },
  'aprs beacon': {
    line: `aprs beacon ${KISS} --from K1ABC --at 41.7,-72.7 --every 600 --yes`,
    code: 0,
  },
  'aprs message': { line: `aprs message ${KISS} --from K1ABC --to N0CALL hello --yes`, code: 130 },
  'aprs chat': {
    line: `aprs chat ${KISS} --from K1ABC --with N0CALL --yes`,
    setup: { lines: ['hello', 'are you there'] },
    code: 0,
    or: 6, // nobody has acknowledged them
  },
  'waypoints listen': { line: 'waypoints listen --port sim:tm-d700-gps --gpx FILE', code: 0 },
  'air inflate': { line: `air inflate ${AIR} ${TIRE} --history FILE`, code: 130 },
  'air deflate': { line: `air deflate --port sim:air-up?psi=40 ${TIRE} --history FILE`, code: 130 },
  'air hold': { line: `air hold ${AIR} ${TIRE} --history FILE`, code: 0 },
  'air watch': { line: 'air watch --port sim:air-up', code: 0 },
  'air leak-test': { line: `air leak-test ${AIR} --tire FL --max 50`, code: 130 },
  'air calibrate': { line: 'air calibrate --port sim:air-up?psi=0 --zero --yes', code: 130 },
  'air test-valves': { line: 'air test-valves --port sim:air-up?psi=0 --yes', code: 130 },
  'air switch-test': { line: `air switch-test ${AIR} --yes`, code: 130 },
  'air box': { line: `air box ${AIR} --vehicle example:jeep --yes`, code: 0 },
  'air serve': {
    line: `air serve ${AIR} --tire FL=34 --max 50 --yes --listen 127.0.0.1:0 --history FILE`,
    code: 0,
    real: true,
  },
  'firmware info': { line: 'firmware info --port sim:air-up', code: 130 },
  'firmware keep': { line: 'firmware keep --port sim:air-up --yes', code: 130 },
  'sim hc06': { line: 'sim hc06 --listen tcp://127.0.0.1:0', code: 0, real: true },
  app: {
    line: 'app --listen 127.0.0.1:0 --radio sim:tm-d700?mode=kiss&traffic=1 --transmit --call K1ABC --yes',
    code: 0,
    real: true,
  },
  'sim demo': { line: 'sim demo', code: 130 },
};

/** Commands with a port that have no row, and why. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  'air click': 'the old name of air test-valves',
  'tnc string': 'names a port in what it prints, and opens none',
  'firmware flash': 'no simulated device has a flash: test/deep/real-time/flash',
};
