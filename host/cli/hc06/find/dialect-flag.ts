import { OnairError, suggest } from '../../../base/index.js';
import { DIALECTS, type Dialect } from '../../../hc06/index.js';

/** `--dialect`, for commands that search for the module. */
export const DIALECT_FLAG = [
  '--dialect <id>',
  `its family, if it names none that is known: ${DIALECTS.map(({ id }) => id).join(', ')}`,
] as const;

/** @throws OnairError bad-value */
export function dialectNamed(id: string): Dialect {
  const dialect = DIALECTS.find((known) => known.id === id);
  if (dialect) return dialect;
  const known = DIALECTS.map((each) => each.id);
  throw new OnairError('bad-value', { message: `there is no dialect "${id}"`, hint: suggest(id, known) });
}

/** The effect of the flag on a search. @throws OnairError bad-value */
export function givenDialect(id: string | undefined): { readonly dialect?: Dialect } {
  return id === undefined ? {} : { dialect: dialectNamed(id) };
}
