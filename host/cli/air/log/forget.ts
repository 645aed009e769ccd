import { visibleJson } from '../../../base/index.js';
import { WholeFile } from '../../files/whole-file.js';

/** What to delete; a missing filter matches all. */
export interface Forgotten {
  readonly vehicle?: string;
  readonly tire?: string;
  /** Only the learned volumes, or only what faults have left unproven; the jobs remain. */
  readonly only?: 'volumes' | 'valves';
}

/** Larger than any log: a job takes half a kilobyte. */
const MOST_BYTES = 64 * 1024 * 1024;

/**
 * Removes jobs, tires, volumes or doubts of valves from a log, which stays complete at every moment. A fill valve that
 * nothing has shown to shut is forgotten only where that is asked for: the newest job of its vehicle stays for it.
 * @returns number of tires, or of vehicles whose valves are trusted again
 */
export function forget(path: string, what: Forgotten): number {
  let count = 0;
  new WholeFile(path, { maxBytes: MOST_BYTES, secret: true }).update((text = '') => {
    count = 0;
    const jobs = text.split('\n').map((line) => ({ line, job: jobOf(line) }));
    const newest = new Map(jobs.flatMap(({ job }) => (job ? [[job.vehicle, job]] : [])));
    const lines = jobs.flatMap(({ line, job }) => {
      if (!job || (what.vehicle !== undefined && job.vehicle !== what.vehicle)) return [line];
      const isNewest = newest.get(job.vehicle) === job;
      const { unproven, ...trusted } = job;
      if (what.only === 'valves') {
        if (isNewest && unproven) count++;
        return [unproven ? visibleJson(trusted) : line];
      }
      const tires = job.tires.flatMap((tire) => {
        if (what.tire !== undefined && tire.name !== what.tire) return [tire];
        if (what.only === 'volumes' && tire.volumeL === undefined) return [tire];
        count++;
        const { volumeL: _, ...rest } = tire;
        return what.only === 'volumes' ? [rest] : [];
      });
      const stays = { ...(isNewest ? job : trusted), tires };
      return tires.length > 0 || (isNewest && unproven) ? [visibleJson(stays)] : [];
    });
    return lines.join('\n');
  });
  return count;
}

interface Line {
  readonly vehicle?: unknown;
  readonly unproven?: unknown;
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
