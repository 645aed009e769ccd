import type { Design, Joint, Pin, Pipe } from '../model/index.js';
import type { Extra } from './bom-extras.js';

interface Thread {
  readonly size: string;
  readonly isMale: boolean;
}

/** Joints between the parts of the air side: hoses by their size and ends; else fittings for the two threads. */
export function fittingsOf({ pipes }: Design): readonly Extra[] {
  const counts = new Map<string, { count: number; psi: number; cm: number }>();
  for (const pipe of pipes) {
    const { size } = pipe.spec;
    const needed = size === undefined ? [betweenThreads(pipe)] : [size, ...endsOf(pipe, size)];
    for (const part of needed) {
      if (part === undefined) continue;
      const row = counts.get(part) ?? { count: 0, psi: 0, cm: 0 };
      const cm = part === size ? (pipe.spec.cm ?? 0) : 0;
      counts.set(part, {
        count: row.count + 1,
        psi: Math.max(row.psi, pipe.spec.psi ?? 0),
        cm: row.cm + cm,
      });
    }
  }
  return [...counts].map(([part, { count, psi, cm }]) => ({
    count,
    part,
    look: [psi > 0 && `${psi} psi or more`, cm > 0 && `${cm} cm together`].filter(Boolean).join('; '),
  }));
}

/** Fittings for a line or a hose at its two ports; a leader hose has its own, and so has a part without a thread. */
function endsOf({ from, to }: Joint<Pipe>, size: string): readonly string[] {
  const threads = [threadOf(from), threadOf(to)].filter((thread) => thread !== undefined);
  const [one, other] = threads;
  const line = /^(\S+ in) .*(air brake line|hose)/.exec(size);
  if (line) {
    const kind = line[2] === 'hose' ? 'hose end' : 'push-to-connect fitting (DOT)';
    return threads.map(
      ({ size: npt, isMale }) => `${kind}, ${line[1]} to ${npt} ${isMale ? 'female' : 'male'}`,
    );
  }
  if (!one || !other || one.size === other.size) return [];
  const [small, large] = [one.size, other.size].sort((a, b) => inches(a) - inches(b));
  return [`bushing, ${large} male to ${small} female`];
}

/** `1/4 NPT` as a number. */
function inches(size: string): number {
  const [top, bottom] = size.split(' ')[0]?.split('/') ?? [];
  return Number(top) / Number(bottom ?? 1);
}

/** The fitting between two ports that are screwed together; none where a male thread fits its port. */
function betweenThreads({ from, to }: Joint<Pipe>): string | undefined {
  const [one, other] = [threadOf(from), threadOf(to)];
  if (!one || !other) return undefined;
  if (one.isMale !== other.isMale) {
    const [male, female] = one.isMale ? [one, other] : [other, one];
    return male.size === female.size ? undefined : `bushing, ${female.size} male to ${male.size} female`;
  }
  const sizes = [...new Set([one.size, other.size])].join(' to ');
  return one.isMale ? `coupling, ${sizes}, both ends female` : `nipple, ${sizes}, both ends male`;
}

/** `1/4 NPT male`; a port with only a size is female. */
function threadOf({ spec }: Pin): Thread | undefined {
  const [, size, end] = /^(\S+ NPT)( male| female)?$/.exec(spec.thread ?? '') ?? [];
  return size === undefined ? undefined : { size, isMale: end === ' male' };
}
