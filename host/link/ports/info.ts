import type { Adapter } from './adapters.js';

/** A serial port of this computer, as far as it can be known without opening it (opening restarts an Arduino). */
export interface PortInfo {
  readonly path: string;
  /** A link under /dev/serial/by-id: it stays the same when ports are renumbered. Linux only. */
  readonly byId?: string | undefined;
  readonly kind: 'usb' | 'onboard' | 'bluetooth' | 'other';
  /** Four hex digits, lower case. */
  readonly vendorId?: string | undefined;
  readonly productId?: string | undefined;
  readonly manufacturer?: string | undefined;
  readonly product?: string | undefined;
  readonly serialNumber?: string | undefined;
  readonly driver?: string | undefined;
  readonly adapter?: Adapter | undefined;
  /** Left out where only opening would show it. */
  readonly access?: 'ok' | 'denied' | 'busy' | undefined;
  readonly remark?: string | undefined;
}

/** One entry of the system's own list, the way serialport gives it. */
export type ListedPort = Readonly<{ path: string } & Partial<Record<ListedFact, string | undefined>>>;
type ListedFact = 'manufacturer' | 'serialNumber' | 'pnpId' | 'vendorId' | 'productId' | 'friendlyName';

/** Where the facts come from. */
export interface PortSources {
  readonly platform: NodeJS.Platform;
  readonly sys: string;
  readonly dev: string;
  readonly proc: string;
  /** May this user read and write the node? Rejects if not, like fs.access. */
  readonly mayUse: (path: string) => Promise<void>;
  /** The list of a system that has no sysfs. */
  readonly listElsewhere: () => Promise<readonly ListedPort[]>;
}
