/** YAML with positions for error messages; separate from the base layer because its parser takes long to load. */
export { parseYaml } from './bounded.js';
export { innerType } from './inner-type.js';
export {
  type CheckedYaml,
  checkYaml,
  type KnownKeys,
  type Path,
  placeOf,
  type SourcePosition,
} from './yaml.js';
