/** YAML with places for complaints; apart from the ground because its parser takes long to load. */
export {
  type CheckedYaml,
  checkYaml,
  type KnownKeys,
  type Path,
  placeOf,
  type SourcePosition,
} from './yaml.js';
