import { visibleJson } from '../../../base/index.js';
import { WholeFile } from '../../files/whole-file.js';

/** What to delete; a missing filter matches all. */
export interface Forgotten {
  readonly vehicle?: string;
  readonly tire?: string;
  /** Only the learned volumes; the jobs remain. */
  readonly volumes: boolean;
}

/** Larger than any log: a job takes half a kilobyte. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Removes jobs, tires or volumes from a log, which stays complete at every moment. @returns number of tires removed */
export function forget(path: string, what: Forgotten): number {
  let count = 0;
  new WholeFile(path, { maxBytes: MOST_BYTES, secret: true }).update((text = '') => {
    count = 0;
    const lines = text.split('\n').flatMap((line) => {
      const job = jobOf(line);
      if (!job || (what.vehicle !== undefined && job.vehicle !== what.vehicle)) return [line];
      const tires = job.tires.flatMap((tire) => {
        if (what.tire !== undefined && tire.name !== what.tire) return [tire];
        if (what.volumes && tire.volumeL === undefined) return [tire];
        count++;
        const { volumeL: _, ...rest } = tire;
        return what.volumes ? [rest] : [];
      });
      return tires.length > 0 ? [visibleJson({ ...job, tires })] : [];
    });
    return lines.join('\n');
  });
  return count;
}

interface Line {
  readonly vehicle?: unknown;
  readonly tires: readonly { readonly name?: unknown; readonly volumeL?: unknown }[];
}

function jobOf(line: string): Line | undefined {
  try {
    const job: unknown = JSON.parse(line);
    const isJob = typeof job === 'object' && job !== null && 'tires' in job && Array.isArray(job.tires);
    return isJob ? (job as Line) : undefined;
  } catch {
    return undefined; // not a record: kept as it is
  }
}
