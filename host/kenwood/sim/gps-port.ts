import type { LineSettings } from '../../link/index.js';
import type {
  DeviceFaults,
  DeviceKind,
  DeviceWorld,
  OptionTable,
  OptionValues,
  SimDevice,
} from '../../link/sim/index.js';
import { type Waypoint, type WaypointForm, writeWaypoint } from '../../packet/waypoints/index.js';
import { Ticker } from './ticker.js';

/**
 * Sentence and longest name: what `WAY` of a TM-D700 offers (CHIRP, kenwood_d7.py), and Kenwood's own sentence, which
 * its relatives have (SOURCES.md#gps-port).
 */
const WAYS: Readonly<Record<string, readonly [form: WaypointForm, nameLength: number]>> = {
  'nmea-6': ['nmea', 6],
  'nmea-7': ['nmea', 7],
  'nmea-8': ['nmea', 8],
  'nmea-9': ['nmea', 9],
  'magellan-6': ['magellan', 6],
  'kenwood-9': ['kenwood', 9],
};

const GPS_OPTIONS = {
  way: {
    kind: 'choice',
    help: 'sentence and length of names; a TM-D700 has no kenwood-9, its relatives do',
    choices: Object.keys(WAYS),
    default: 'nmea-9',
  },
  speed: { kind: 'choice', help: 'rate of the GPS port (GU)', choices: ['4800', '9600'], default: '4800' },
  traffic: {
    kind: 'number',
    help: 'seconds between stations that are heard, 0 for none',
    min: 0,
    max: 3600,
    default: 2,
  },
} as const satisfies OptionTable;

type GpsOptions = typeof GPS_OPTIONS;

/** One of the stations around. */
interface Station extends Omit<Waypoint, 'form'> {
  /** What a round of all stations moves it by, degrees. */
  readonly moves: number;
}

/** Placeholders of call signs, around Newington, CT. The camp's name has a comma. */
const STATIONS: readonly Station[] = [
  {
    name: 'N0CALL-9',
    latitude: 41.7148,
    longitude: -72.7272,
    moves: 0.004,
    speedKmh: 37,
    courseDeg: 37,
    symbol: { table: '/', code: '>' },
  },
  { name: 'CAMP,2', latitude: 41.701, longitude: -72.741, moves: 0, symbol: { table: '/', code: ';' } },
  {
    name: 'N0CALL',
    latitude: 41.75,
    longitude: -72.7,
    moves: 0,
    altitudeM: 212,
    symbol: { table: '/', code: '-' },
  },
  { name: 'N0CALL-7', latitude: 41.72, longitude: -72.75, moves: 0.0003, symbol: { table: '/', code: '[' } },
];

/** Then they begin again where they were. */
const ROUNDS = 100;

/** The GPS port of a simulated TM-D700: `sim:tm-d700-gps?way=magellan-6`. */
export const gpsPortKind: DeviceKind<GpsOptions> = {
  name: 'tm-d700-gps',
  title: 'GPS port of a TM-D700 (tells the stations that it hears as waypoints)',
  options: GPS_OPTIONS,
  faults: {
    'bad-checksum': 'every second sentence has a wrong checksum',
    'no-checksum': 'no sentence has one',
    'half-lines': 'of every second sentence the first half is missing',
  },
  create: (options, world, faults) => new GpsPort(options, world, faults),
};

class GpsPort implements SimDevice {
  readonly line: LineSettings;
  readonly #ticker: Ticker;
  #sent = 0;

  constructor(
    private readonly options: OptionValues<GpsOptions>,
    private readonly world: DeviceWorld,
    private readonly faults: DeviceFaults,
  ) {
    this.line = { baudRate: Number(options.speed), parity: 'none', rtscts: false };
    this.#ticker = new Ticker(world.clock);
    this.#ticker.every(options.traffic, () => this.#sendStation());
  }

  receive(): void {
    // A receiver's fixes come in here; what the radio does with them is not seen at this port.
  }

  powerCycle(): void {
    this.world.report({ kind: 'power', text: 'power off and on' });
  }

  stop(): void {
    this.#ticker.stop();
  }

  #sendStation(): void {
    const round = Math.floor(this.#sent / STATIONS.length) % ROUNDS;
    const station = STATIONS[this.#sent % STATIONS.length];
    const way = WAYS[this.options.way];
    if (!station || !way) return;
    const [form, nameLength] = way;
    const sentence = writeWaypoint(
      {
        ...station,
        form,
        name: station.name.slice(0, nameLength),
        latitude: station.latitude + round * station.moves,
        longitude: station.longitude + round * station.moves,
      },
      new Date(),
    );
    this.#sent++;
    this.world.send(Buffer.from(`${this.#damaged(sentence)}\r\n`, 'latin1'));
  }

  #damaged(sentence: string): string {
    if (this.faults.has('no-checksum')) return sentence.replace(/\*..$/, '');
    if (this.#sent % 2 === 1) return sentence;
    if (this.faults.has('half-lines')) return sentence.slice(sentence.length / 2);
    if (this.faults.has('bad-checksum'))
      return sentence.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'));
    return sentence;
  }
}
