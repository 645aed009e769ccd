import { SETTINGS, type SettingName, type Values } from '../dialects/dialect.js';
import type { FoundModule } from '../probe/probe.js';
import { isDataLineUnknown } from './plan.js';
import { type RequestedSettings, valuesOf } from './requested-settings.js';

/** A setting that a module should have, beside what it reports. */
export interface Compared {
  readonly setting: SettingName;
  readonly wanted: string;
  /** Left out where the module does not report it. */
  readonly reported?: string;
  readonly holds: 'yes' | 'no' | 'not-reported';
}

/**
 * Compares what a module reports with what it should have. Rate and parity are those for data, or else those at
 * which it answers.
 * @param read what it reported
 */
export function compareSettings(
  requested: RequestedSettings,
  found: FoundModule,
  read: Values,
): readonly Compared[] {
  const wanted = valuesOf(requested);
  const isLineKnown = found.lineKnown && !isDataLineUnknown(found, read);
  const known: Values = {
    ...(isLineKnown && { baud: String(found.baudRate), parity: found.parity }),
    ...read,
  };
  return SETTINGS.flatMap((setting): Compared[] => {
    const to = wanted[setting];
    if (to === undefined) return [];
    const reported = known[setting];
    if (reported === undefined) return [{ setting, wanted: to, holds: 'not-reported' }];
    return [{ setting, wanted: to, reported, holds: reported === to ? 'yes' : 'no' }];
  });
}
