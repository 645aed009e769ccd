import type { Path } from '../../../../host/base/yaml/index.js';

/** Something wrong with a file. */
export interface Problem {
  readonly path: Path;
  readonly message: string;
  readonly hint: string;
  /** It would harm: a target above a maximum. */
  readonly unsafe?: boolean;
  /** The last key of the path is one that does not exist. */
  readonly unknownKey?: boolean;
}

/** Notes a problem. */
export type Wrong = (path: Path, message: string, hint: string, unsafe?: boolean) => void;
