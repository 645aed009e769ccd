/** What holds today, with what is wanted as the goal beside it: only ever made tighter. */
export const TODAY = {
  simulate: 100,
  healthyFaults: 5,
  near: 95,
  cycles: 15,
  p95: 1.34,
  learner: 1.309,
  silent: 100,
  needless: 1000,
  overfilled: 1000,
  stuckDone: 1000,
  stuckS: 10_000,
  slowNotDone: 1000,
  slowOver: 1000,
  tripsNotDone: 1000,
  slipOver: 1000,
} as const;
