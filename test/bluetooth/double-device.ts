/** A device of the double; each trouble is from user reports. */
export interface DoubleDevice {
  readonly address: string;
  /** Its name now. */
  name: string;
  /** Left out: it pairs without a PIN. */
  pin?: string | undefined;
  /** In range and switched on. */
  inRange: boolean;
  readonly uuids: readonly string[];
  /** An old name that BlueZ has stored, and shows until it connects. */
  oldName?: string;
  problem?: 'mute' | 'removed-while-pairing' | 'any-pin' | 'refuses-after-wrong-pin' | 'breaks-off';
  /** Pairs by comparing numbers (Secure Simple Pairing). */
  readonly numbers?: boolean;
}

export const SPP = '00001101-0000-1000-8000-00805f9b34fb';

/** An HC-06 whose PIN was set to 4321. */
export function hc06(facts: Partial<DoubleDevice> = {}): DoubleDevice {
  return {
    address: '98:D3:31:F5:B2:C7',
    name: 'TM-D700',
    pin: '4321',
    inRange: true,
    uuids: [SPP],
    ...facts,
  };
}
