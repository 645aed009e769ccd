import { type Random, seeded } from '../../../host/base/index.js';

export { type Random, seeded };

/** A number from the normal distribution, mean 0 and deviation 1, by Box and Muller; takes two from `random`. */
export function gaussian(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random()));
  return radius * Math.cos(2 * Math.PI * random());
}
