/** What holds today, with what is wanted as the goal beside it: only ever made tighter. */
export const TODAY = {
  simulate: 12,
  healthyFaults: 2.5,
  near: 95,
  cycles: 12,
  p95: 1.34,
  learner: 1.309,
  silent: 5,
  needless: 32,
  overfilled: 10,
  stuckDone: 0,
  stuckS: 20.9,
  slowNotDone: 2,
  slipOver: 3,
} as const;
