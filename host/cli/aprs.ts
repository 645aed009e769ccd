import { Command } from 'commander';
import { beaconVerb } from './aprs/beacon.js';
import { listenVerb } from './aprs/listen.js';
import { messageVerb } from './aprs/message.js';
import { symbolsVerb } from './aprs/symbols.js';
import type { Io } from './io.js';

/** `onair aprs`: stations, objects, weather and messages through a TNC that is in KISS mode. */
export function aprsCommand(io: Io): Command {
  return new Command('aprs')
    .description('APRS through a TNC that is in KISS mode')
    .addCommand(listenVerb(io))
    .addCommand(beaconVerb(io))
    .addCommand(messageVerb(io))
    .addCommand(symbolsVerb(io));
}
