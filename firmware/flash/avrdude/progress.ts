/** Progress of avrdude. */
export interface FlashProgress {
  readonly phase: 'writing' | 'reading back';
  readonly percent: number;
}

/** Share of one character of avrdude's bar, %. */
const STEP = 2;

/** The last bar in avrdude's output so far: `Writing | ####`. Undefined before the first. */
export function progressOf(printed: string): FlashProgress | undefined {
  const [, phase, bar = ''] = [...printed.matchAll(/^(Writing|Reading) \| (#*)/gm)].at(-1) ?? [];
  if (phase === undefined) return undefined;
  return { phase: phase === 'Writing' ? 'writing' : 'reading back', percent: bar.length * STEP };
}
