import type { Design } from '../../model/index.js';
import { benchOf } from '../bench.js';
import type { Claim } from '../claim.js';
import { boardClaims } from './board.js';
import { driverClaims } from './drivers.js';
import { levelClaims } from './levels.js';
import { powerClaims } from './power.js';

/** What a design promises, each with a mistake that breaks it. */
export function claimsOf(design: Design): readonly Claim[] {
  const bench = benchOf(design);
  return [levelClaims, driverClaims, boardClaims, powerClaims].flatMap((claims) => claims(bench));
}
