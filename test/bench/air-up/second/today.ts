/** What holds today, with what is wanted as the goal beside it: only ever made tighter. */
export const TODAY = {
  simulate: 12,
  healthyFaults: 5,
  near: 95,
  cycles: 15,
  p95: 1.34,
  learner: 1.309,
  silent: 10.35,
  needless: 61,
  overfilled: 17,
  stuckDone: 3,
  stuckS: 20.9,
  slowNotDone: 37,
  slipOver: 34.7,
} as const;
