import type { ErrorCode } from '../../host/base/error.js';
import type { RequestedSettings } from '../../host/hc06/settings/requested-settings.js';
import type { Parity } from '../../host/link/line.js';
import type { Query } from './rig.js';

/** A module from public reports, the action, and the expected result. */
export interface Case {
  readonly name: string;
  /** `sim:hc06?…`; by default the module has the name `old` and the PIN `1111`. */
  readonly sim: Query;
  /** What `set` requests; left out, a probe. */
  readonly set?: RequestedSettings;
  readonly dialect?: string;
  readonly end: 'done' | ErrorCode;
  /** In the message, the hint, the details or the warnings. */
  readonly says?: RegExp;
  readonly neverSays?: RegExp;
  /** Maximum duration, s. */
  readonly within?: number;
  /** Commands written in addition to questions, in order. */
  readonly writes: readonly string[];
  /** The module's settings at the end; those left out are unchanged. */
  readonly after?: Readonly<{ name?: string; pin?: string; baud?: number; parity?: Parity }>;
  /** Settings that take effect after a power cycle. */
  readonly waiting?: readonly string[];
  /** Not played over a pty, and why. */
  readonly notOverPty?: string;
  /** Not played over TCP, and why: a raw connection carries no line settings. */
  readonly notOverTcp?: string;
}
