export type Json = Readonly<Record<string, unknown>>;

/** Follows keys into a document; what is not there is undefined, and equal to nothing that is wanted. */
export function of(document: Json | undefined, ...keys: readonly (string | number)[]): Json {
  return keys.reduce<unknown>((at, key) => (at as Json | undefined)?.[key], document) as Json;
}
