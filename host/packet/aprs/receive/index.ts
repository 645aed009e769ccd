/** What comes off the air: packets, their copies, their stations, and the lines of a log. */
export { Copies, packetKey } from './copies.js';
export { frameProblem, type Heard, heardIn, placeIn, spoken } from './heard.js';
export { type LoggedFrame, logLine, readLogLine, readLogText } from './packet-log.js';
export { type StationHeard, Stations } from './stations.js';
