import type { Clock, Timer } from '../../../base/index.js';
import type { DeviceFaults } from '../../../link/sim/index.js';
import type { Air } from '../channel/air.js';

/** What the TNC is doing. `hung` lasts until it loses power. */
export type TncState =
  | { readonly kind: 'off' }
  | { readonly kind: 'booting'; readonly timer: Timer }
  | { readonly kind: 'command'; readonly line: string }
  | { readonly kind: 'converse'; readonly text: string }
  | { readonly kind: 'kiss' }
  | { readonly kind: 'hung' };

/** What a simulated TNC is connected to, and how long it takes. */
export interface TncSetup {
  readonly clock: Clock;
  readonly air: Air;
  readonly faults: DeviceFaults;
  /** From power-on or RESTART to the prompt, or to KISS. */
  readonly bootMs: number;
  /** From power-on to the moment when the firmware has put its settings back over those typed so far. */
  readonly restoreMs: number;
  readonly call: string;
  /** See KissSetup. */
  readonly cutGoesOn: boolean;
  readonly losesEscaped: boolean;
  /**
   * What locks it up until it loses power: `binary` is a byte of 80 hex and more, `duplex` a packet to send while it
   * hears one.
   */
  readonly locksUp: string;
  /** Whether it begins KISS with the end of an old packet and odd FENDs. */
  readonly leavesOver: boolean;
  /** Whether KISS and settings survive a power cycle. */
  readonly keepsSettings: boolean;
  /** What leaving KISS leads to where there is no prompt. */
  readonly leftKiss: (() => void) | undefined;
  /** Bytes for the port; lost while the port belongs to radio control. */
  say(bytes: Uint8Array): void;
  report(text: string): void;
}
