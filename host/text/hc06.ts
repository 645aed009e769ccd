import type { RescueCause } from '../hc06/index.js';

/** Why a module was hard to find, after "found, but". */
export function rescueText(cause: RescueCause): string {
  switch (cause.code) {
    case 'master-role':
      return 'it is in the master role';
    case 'parity-set':
      return `its parity is ${cause.parity}`;
    case 'other-rate':
      return `its rate is ${cause.baudRate}`;
  }
}
