import type { Command } from 'commander';
import { OnairError, suggest } from '../../../base/index.js';
import { type Heard, placeIn } from '../../../packet/aprs/receive/index.js';
import { distanceKm, KM_PER_MILE, type Point } from '../../../packet/index.js';

/** Flags that filter packets. */
export interface FilterFlags {
  readonly near?: string;
  readonly call?: string;
  readonly kind?: string;
  readonly imperial?: boolean;
}

/** Kinds of packets, as in `report.kind` of the JSON document. */
const KINDS = [
  'position',
  'object',
  'item',
  'weather',
  'status',
  'grid',
  'message',
  'ack',
  'reject',
  'bulletin',
  'directed-query',
  'telemetry-definition',
  'telemetry',
  'query',
  'capabilities',
  'third-party',
  'user-defined',
  'nmea',
  'direction-finder',
  'reserved',
  'test',
  'other',
  'unreadable',
] as const satisfies readonly Heard['report']['kind'][];

/** Adds the flags. */
export function filterFlags(command: Command): Command {
  return command
    .option('--near <distance>', 'only what is not farther from --at: km, with --imperial miles')
    .option('--call <calls>', 'only these: W1AW is every SSID of it, W1* all that begin so')
    .option('--kind <kinds>', `only these: ${KINDS.slice(0, 7).join(', ')}, ...`);
}

/**
 * Whether a packet passes the filter.
 * @throws OnairError bad-value, bad-usage
 */
export function filterOf(flags: FilterFlags, at: Point | undefined): (heard: Heard) => boolean {
  const tests = [nearTest(flags, at), callTest(flags.call), kindTest(flags.kind)];
  return (heard) => tests.every((test) => test(heard));
}

const ALL = (): boolean => true;

function nearTest({ near, imperial }: FilterFlags, at: Point | undefined): (heard: Heard) => boolean {
  if (near === undefined) return ALL;
  const distance = Number(near);
  if (!(distance > 0)) {
    throw new OnairError('bad-value', {
      message: `--near can't be "${near}"`,
      hint: 'a distance, for example --near 20',
    });
  }
  if (!at) {
    throw new OnairError('bad-usage', { message: 'near to what?', hint: 'add --at 41.7148,-72.7272' });
  }
  const limitKm = imperial ? distance * KM_PER_MILE : distance;
  return ({ report }) => {
    const place = placeIn(report);
    return place !== undefined && distanceKm(at, place) <= limitKm;
  };
}

/** A packet belongs to its sender, its addressee and its subject. */
function callTest(calls: string | undefined): (heard: Heard) => boolean {
  if (calls === undefined) return ALL;
  const patterns = words(calls).map((call) => {
    const name = call.toUpperCase();
    if (name.endsWith('*')) return (other: string) => other.startsWith(name.slice(0, -1));
    return (other: string) => other === name || (!name.includes('-') && other.startsWith(`${name}-`));
  });
  return ({ frame, report }) => {
    const inner = report.kind === 'third-party' ? [report.from, ...namesIn(report.inner)] : namesIn(report);
    return [frame.from, ...inner].some((name) => patterns.some((matches) => matches(name.toUpperCase())));
  };
}

function namesIn(report: Heard['report']): string[] {
  if (report.kind === 'object' || report.kind === 'item') return [report.name.trim()];
  return report.kind !== 'third-party' && 'to' in report ? [report.to] : [];
}

function kindTest(kinds: string | undefined): (heard: Heard) => boolean {
  if (kinds === undefined) return ALL;
  const wanted = new Set<string>(words(kinds));
  for (const kind of wanted) {
    if (!(KINDS as readonly string[]).includes(kind)) {
      throw new OnairError('bad-value', { message: `--kind can't be "${kind}"`, hint: suggest(kind, KINDS) });
    }
  }
  return ({ report }) =>
    wanted.has(report.kind) || (report.kind === 'third-party' && wanted.has(report.inner.kind));
}

function words(text: string): string[] {
  return text.split(',').flatMap((word) => (word.trim() === '' ? [] : [word.trim()]));
}
