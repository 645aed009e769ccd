/** Waypoint sentences of radios, and the files that maps read. */
export { GEOJSON } from './geojson.js';
export { GPX } from './gpx.js';
export { ForeignFile, type MapFormat, withWaypoints } from './map-file.js';
export { type HeardSentence, WaypointReader } from './reader.js';
export type { WaypointError } from './sentence.js';
export type { HeardWaypoint, Waypoint, WaypointForm } from './waypoint.js';
export { writeWaypoint } from './write-sentence.js';
