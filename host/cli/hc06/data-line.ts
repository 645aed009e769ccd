import { type FoundModule, isApartFromData, isDataLineUnknown, type Values } from '../../hc06/index.js';
import { formatLine } from '../../link/index.js';

/** Where the line that answers is, or may be, not the one for data. */
export function dataRows(found: FoundModule, data: Values): [string, string][] {
  if (isApartFromData(found, data)) {
    const line = { baudRate: Number(data.baud), parity: data.parity as FoundModule['parity'] }; // from its reading
    return [['data line', `${formatLine(line)}: it is in its AT mode (button or KEY)`]];
  }
  return isDataLineUnknown(found, data)
    ? [['data line', 'not reported: the line above may be that of its AT mode only']]
    : [];
}
