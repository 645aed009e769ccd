import type { OnairError } from '../../host/base/index.js';
import type { Path } from '../../host/base/yaml/index.js';
import type { DesignFile, Pipe, Wire } from './design-shape.js';
import type { Kind, PinKind } from './kind.js';

/** A part of a design with the data of its kind. */
export interface Part {
  readonly name: string;
  readonly label: string;
  readonly kindName: string;
  /** Its kind, with the values of this part in place of the kind's. */
  readonly kind: Kind;
  readonly note: string | undefined;
}

/** One pin of one part. */
export interface Pin {
  /** `part.pin`. */
  readonly id: string;
  readonly part: Part;
  readonly name: string;
  readonly spec: PinKind;
}

/** A wire or a pipe between two pins. */
export interface Joint<T extends Wire | Pipe = Wire | Pipe> {
  readonly from: Pin;
  readonly to: Pin;
  readonly spec: T;
  /** Its place in the file. */
  readonly path: Path;
}

/** A design in which every name is resolved. */
export interface Design {
  readonly name: string;
  readonly file: DesignFile;
  readonly parts: readonly Part[];
  readonly pins: ReadonlyMap<string, Pin>;
  readonly wires: readonly Joint<Wire>[];
  readonly pipes: readonly Joint<Pipe>[];
  /** An error with file, line and column. */
  error(path: Path, message: string, hint: string): OnairError;
}

/** A pin in everyday words: `HC-06 RXD`, `radio 4`. */
export function pinText({ part, name, spec }: Pin): string {
  return `${part.label} ${spec.no ?? name}${spec.no !== undefined && String(spec.no) !== name ? ` (${name})` : ''}`;
}
