/** A finding of the rules, as `onair wiring check` has it. */
export interface GuideFinding {
  readonly severity: 'error' | 'warning' | 'doubt';
  readonly message: string;
  readonly where: string;
  readonly remedy: string;
  /** Why a doubt is accepted. */
  readonly reason?: string;
}

/** A design as the page shows it. */
export interface WiringGuide {
  readonly name: string;
  readonly title: string;
  /** Markdown. */
  readonly guide: string;
  readonly findings: readonly GuideFinding[];
}

/** `wiring.json` of the site. */
export interface WiringGuides {
  /** How many rules every design was checked by. */
  readonly rules: number;
  readonly designs: readonly WiringGuide[];
}
