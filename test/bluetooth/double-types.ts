import type { VariantValue } from '../../host/bluetooth/bus.js';

/** D-Bus types of BlueZ's properties; all others are strings. */
const TYPES: Readonly<Record<string, string>> = {
  Adapter: 'o',
  Class: 'u',
  RSSI: 'n',
  UUIDs: 'as',
};

/** Properties as they travel. */
export function typed(properties: Readonly<Record<string, unknown>>): Record<string, VariantValue> {
  return Object.fromEntries(
    Object.entries(properties).map(([key, value]) => [
      key,
      { signature: TYPES[key] ?? (typeof value === 'boolean' ? 'b' : 's'), value },
    ]),
  );
}
