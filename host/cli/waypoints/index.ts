import { Command } from 'commander';
import type { Io } from '../terminal/io.js';
import { listenVerb } from './listen.js';

/** `onair waypoints`: the places that a radio sends to a GPS receiver. */
export function waypointsCommand(io: Io): Command {
  return new Command('waypoints')
    .description('stations that a radio heard, as waypoints of its GPS port')
    .addCommand(listenVerb(io));
}
