import { Command } from 'commander';
import type { Io } from '../terminal/io.js';
import { beaconVerb } from './beacon.js';
import { decodeVerb } from './decode.js';
import { chatVerb, inboxVerb, messageVerb } from './messages/index.js';
import { heardVerb, listenVerb, replayVerb } from './receive/index.js';
import { symbolsVerb } from './symbols.js';

/** `onair aprs`: stations, objects, weather and messages through a TNC that is in KISS mode. */
export function aprsCommand(io: Io): Command {
  return new Command('aprs')
    .description('APRS through a TNC that is in KISS mode')
    .addCommand(listenVerb(io))
    .addCommand(heardVerb(io))
    .addCommand(replayVerb(io))
    .addCommand(beaconVerb(io))
    .addCommand(messageVerb(io))
    .addCommand(chatVerb(io))
    .addCommand(inboxVerb(io))
    .addCommand(decodeVerb(io))
    .addCommand(symbolsVerb(io));
}
