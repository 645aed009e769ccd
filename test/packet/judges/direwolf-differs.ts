import type { AprsReport } from '../../../host/packet/aprs/report.js';
import { decoded, type Specimen } from '../packets.js';
import { direWolfFacts } from './dire-wolf.js';
import { differences, factsOf } from './facts.js';

/** Where Dire Wolf 1.6 and our decoder part, and why we do. Anything else that differs fails the test. */
export interface Difference {
  readonly why: string;
  /** The facts that may differ then; all of them when left out. */
  readonly keys?: readonly string[];
  applies(report: AprsReport, specimen: Specimen): boolean;
}

const text = ({ info }: Specimen): string => info.toString('latin1');
const place = (report: AprsReport) => ('place' in report ? report.place : undefined);

export const DIRE_WOLF_DIFFERS: readonly Difference[] = [
  {
    why: 'we read nothing out of a packet that is broken; Dire Wolf shows what it can',
    applies: (report) => report.kind === 'unreadable',
  },
  {
    why: 'a place with digits left out is the middle of what it means, not its corner (chapter 6; FAP does so too)',
    keys: ['latitude', 'longitude'],
    applies: (report) => (place(report)?.ambiguity ?? 0) > 0,
  },
  {
    why: 'course 000 is unknown; in a compressed position it is north, 360 (chapters 7 and 9)',
    keys: ['course'],
    applies: (report, specimen) =>
      'form' in report &&
      (report.form === 'compressed' ? report.courseDeg === 360 : /000\/\d{3}/.test(text(specimen))),
  },
  {
    why: 'altitude below the sea',
    keys: ['altitude', 'comment'],
    applies: (_, specimen) => /\/A=-\d{5}/.test(text(specimen)),
  },
  {
    why: 'the slash after an antenna, and its character of beacons per hour (APRS 1.1), are no comment',
    keys: ['comment', 'antenna'],
    applies: (_, specimen) => /(PHG.{4}|RNG.{4})[0-9A-Z]?\//.test(text(specimen)),
  },
  {
    why: 'a position after other text, chapter 5: Dire Wolf takes this one for telemetry',
    applies: (_, specimen) => text(specimen).startsWith('TheNet'),
  },
  {
    why: 'an area object has no course and speed',
    keys: ['course', 'speed'],
    applies: (report) => 'area' in report,
  },
  {
    why: 'a tone without a frequency is text (APRS 1.2, freqspec): D700 is a radio',
    keys: ['comment', 'tone'],
    applies: (_, { direWolf }) => direWolf.some((line) => /DCS/.test(line) && !/MHz/.test(line)),
  },
  {
    why: 'a frequency of two decimals is one too; Dire Wolf shows it and leaves it in the text',
    keys: ['comment'],
    applies: (_, specimen) => /\d{3}\.\d\dMHz/.test(text(specimen)),
  },
  {
    why: 'wind after a plain position is knots to Dire Wolf (chapter 7), miles per hour to us (chapter 12, FAP)',
    keys: ['wind'],
    applies: (report) => 'weather' in report && 'form' in report && report.form === 'plain',
  },
  {
    why: 'range of Dire Wolf is cut to a float',
    keys: ['range'],
    applies: (report) => 'rangeKm' in report && (report.rangeKm ?? 0) > 1000,
  },
  {
    why: 'a tracker ends in its own two letters also after an apostrophe and a backtick (mic-e-types)',
    keys: ['device', 'comment'],
    applies: (_, specimen) => /\|[34]$/.test(text(specimen)),
  },
  {
    why: 'ack and rej want a number, else they are words',
    keys: ['ack', 'text'],
    applies: (_, specimen) => /:ack(nowledge|$)/.test(text(specimen)),
  },
  {
    why: 'Dire Wolf takes the first brace for the number of the message',
    keys: ['to', 'text', 'id'],
    applies: (_, specimen) => /\{ brace/.test(text(specimen)),
  },
  {
    why: 'we read an addressee of less than nine characters',
    applies: (_, specimen) => text(specimen) === ':W1AW:short',
  },
  {
    why: 'Dire Wolf leaves out half of what an Ultimeter says',
    applies: (_, specimen) => /^(!!|\$ULTW)/.test(text(specimen)),
  },
  {
    why: 'Dire Wolf 1.6 knows no Peet Bros U-II (chapter 5)',
    applies: (_, specimen) => /^[#*]/.test(text(specimen)),
  },
  {
    why: 'T#MIC without a comma after it is in the paper (chapter 13)',
    applies: (_, specimen) => text(specimen).startsWith('T#MIC1'),
  },
  {
    why: 'Dire Wolf remembers the equations that W1AW has sent and shows volts',
    keys: ['A1', 'A2', 'A3', 'A4', 'A5'],
    applies: (report, { from }) => 'telemetry' in report && /^(W1AW|N0QBF-11)$/.test(from),
  },
  {
    why: 'Dire Wolf 1.6 does not see telemetry and !DAO! in the shortest comments',
    keys: ['latitude', 'longitude', 'comment', 'sequence', 'A1', 'bits'],
    applies: (_, specimen) => /[-O>](\|.{4}\||!\w..!)$/.test(text(specimen)),
  },
  {
    why: 'Dire Wolf reads RMC and GGA only',
    applies: (_, specimen) => /^\$GP(GLL|WPL)/.test(text(specimen)),
  },
];

/** The facts about which Dire Wolf and we differ without a reason. */
export function unexplained(specimen: Specimen): string[] {
  const report = decoded(specimen);
  const allowed = DIRE_WOLF_DIFFERS.filter((rule) => rule.applies(report, specimen));
  return differences(factsOf(report), direWolfFacts(specimen.direWolf)).filter(
    (key) => !allowed.some(({ keys }) => keys === undefined || keys.includes(key)),
  );
}
