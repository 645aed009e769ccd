import test from 'ava';
import { FAULT_NAMES } from '../../../firmware/air-up/simulate/faults/fault-names.js';
import { endsAsFaulted } from '../../cli/air/faults.js';

for (const name of Object.keys(FAULT_NAMES)) {
  test(`simulate --faults ${name}`, (t) => endsAsFaulted(t, name));
}
