import type { UsbAdapter } from './adapters.js';

/** A serial port of this computer, described without opening it (opening resets an Arduino). */
export interface PortInfo {
  readonly path: string;
  /** A link under /dev/serial/by-id, stable when ports are renumbered. Linux only. */
  readonly byId?: string | undefined;
  readonly kind: 'usb' | 'onboard' | 'bluetooth' | 'other';
  /** Four hex digits, lower case. */
  readonly vendorId?: string | undefined;
  readonly productId?: string | undefined;
  readonly manufacturer?: string | undefined;
  readonly product?: string | undefined;
  readonly serialNumber?: string | undefined;
  readonly driver?: string | undefined;
  readonly adapter?: UsbAdapter | undefined;
  /** Left out if only opening the port would show it. */
  readonly access?: 'ok' | 'denied' | 'busy' | undefined;
  readonly remark?: string | undefined;
}

/** One entry of the system's own list, from serialport. */
export type ListedPort = Readonly<{ path: string } & Partial<Record<ListedFact, string | undefined>>>;
type ListedFact = 'manufacturer' | 'serialNumber' | 'pnpId' | 'vendorId' | 'productId' | 'friendlyName';

/** Sources of the facts. */
export interface PortSources {
  readonly platform: NodeJS.Platform;
  readonly sys: string;
  readonly dev: string;
  readonly proc: string;
  /** May this user read and write the node? Rejects if not, like fs.access. */
  readonly mayUse: (path: string) => Promise<void>;
  /** The list of a system without sysfs. */
  readonly listElsewhere: () => Promise<readonly ListedPort[]>;
}
