import { latin1Text } from '../../../base/index.js';
import type { Ax25Frame } from '../../../packet/ax25/index.js';
import { formatMonitor } from '../../../packet/index.js';
import type { TncSettings } from './tnc-commands.js';

/**
 * A received packet as a TNC outside KISS shows it, in the form of a TNC 2 (SOURCES.md#settings-of-the-tnc). Its bytes
 * are not escaped: programs read APRS from them.
 * @returns nothing where its settings hide it
 */
export function monitorText(frame: Ax25Frame, settings: TncSettings): string {
  if (!settings.isOn('MONITOR') || (frame.type !== 'UI' && !settings.isOn('MCOM'))) return '';
  const header = formatMonitor({ ...frame, info: new Uint8Array() });
  const text = latin1Text(frame.info).replace(/\r$/, '');
  return `${header}${settings.isOn('HEADERLN') ? '\r' : ''}${text}\r`;
}
