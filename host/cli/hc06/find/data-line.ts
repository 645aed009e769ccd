import { type FoundModule, isApartFromData, isDataLineUnknown, type Values } from '../../../hc06/index.js';
import { formatLine } from '../../../link/index.js';

/** A warning if the module's line is not, or may not be, the line for data. */
export function dataRows(found: FoundModule, data: Values): [string, string][] {
  if (isApartFromData(found, data)) {
    const line = { baudRate: Number(data.baud), parity: data.parity as FoundModule['parity'] }; // as read back
    return [['data line', `${formatLine(line)}: it is in its AT mode (button or KEY)`]];
  }
  return isDataLineUnknown(found, data)
    ? [['data line', 'not reported: the line above may be that of its AT mode only']]
    : [];
}
