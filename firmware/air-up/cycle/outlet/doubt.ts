/** The hose may be on another tire: it reads like one that was just filled, or far from the others of its axle. */
export interface Doubt {
  readonly about: 'same' | 'axle';
  /** The tire that it is held against, by position in the job. */
  readonly other: number;
  /** What it reads, and what it read when it was first asked, psi. */
  readonly psi: number;
  readonly fromPsi: number;
}
