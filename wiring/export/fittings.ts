import type { Design, Joint, Pin, Pipe } from '../model/index.js';

/** Something to buy for a joint of the air side. */
export interface Fitting {
  readonly count: number;
  readonly part: string;
  readonly look: string;
}

interface Thread {
  readonly size: string;
  readonly isMale: boolean;
}

/** What joins the parts of the air side: hoses by their size; where a size is not named, what the two threads need. */
export function fittingsOf({ pipes }: Design): readonly Fitting[] {
  const counts = new Map<string, { count: number; psi: number }>();
  for (const pipe of pipes) {
    const part = pipe.spec.size ?? betweenThreads(pipe);
    if (part === undefined) continue;
    const row = counts.get(part) ?? { count: 0, psi: 0 };
    counts.set(part, { count: row.count + 1, psi: Math.max(row.psi, pipe.spec.psi ?? 0) });
  }
  return [...counts].map(([part, { count, psi }]) => ({
    count,
    part,
    look: psi > 0 ? `${psi} psi or more` : '',
  }));
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

/** `1/4 NPT male`; a port whose data say no more than the size is female. */
function threadOf({ spec }: Pin): Thread | undefined {
  const [, size, end] = /^(\S+ NPT)( male| female)?$/.exec(spec.thread ?? '') ?? [];
  return size === undefined ? undefined : { size, isMale: end === ' male' };
}
