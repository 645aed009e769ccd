import type { Command } from 'commander';
import type { Io, RunLine } from './terminal/io.js';

/** One noun of the command line; its module is loaded when it is used. */
export interface Noun {
  readonly name: string;
  readonly summary: string;
  /** Gives the command; commands put their exit code nowhere: they throw or return. */
  load(): Promise<(io: Io, onair: RunLine) => Command>;
}

/** The nouns in the order of the help. */
export const NOUNS: readonly Noun[] = [
  {
    name: 'ports',
    summary: 'list serial ports and what is known of each adapter',
    load: async () => (await import('./ports/index.js')).portsCommand,
  },
  {
    name: 'doctor',
    summary: 'tell what is wrong with this computer, and the remedy',
    load: async () => (await import('./doctor/index.js')).doctorCommand,
  },
  {
    name: 'hc06',
    summary: 'find and set an HC-06 Bluetooth module',
    load: async () => (await import('./hc06/index.js')).hc06Command,
  },
  {
    name: 'bluetooth',
    summary: 'pair a Bluetooth module with this computer, and make it a port',
    load: async () => (await import('./bluetooth/index.js')).bluetoothCommand,
  },
  {
    name: 'tnc',
    summary: 'put a radio’s TNC into KISS and back',
    load: async () => (await import('./tnc/index.js')).tncCommand,
  },
  {
    name: 'kiss',
    summary: 'send and hear packets through a KISS TNC, and share it',
    load: async () => (await import('./kiss/index.js')).kissCommand,
  },
  {
    name: 'aprs',
    summary: 'see who is on the air, tell where you are, send messages',
    load: async () => (await import('./aprs/index.js')).aprsCommand,
  },
  {
    name: 'waypoints',
    summary: 'put the stations that a radio heard on a map',
    load: async () => (await import('./waypoints/index.js')).waypointsCommand,
  },
  {
    name: 'air',
    summary: 'air up tires, and let air out',
    load: async () => (await import('./air/index.js')).airCommand,
  },
  {
    name: 'app',
    summary: 'a page for your browser: the module and the radio, or simulated ones',
    load: async () => (await import('./app/index.js')).appCommand,
  },
  {
    name: 'wiring',
    summary: 'what to solder to what: checked, drawn, parts list',
    load: async () => (await import('./wiring/index.js')).wiringCommand,
  },
  {
    name: 'firmware',
    summary: 'put the fail-safe firmware onto the board, and ask it',
    load: async () => (await import('./firmware/index.js')).firmwareCommand,
  },
  {
    name: 'setup',
    summary: 'a guided walk: the radio, or the compressor',
    load: async () => (await import('./setup/index.js')).setupCommand,
  },
  {
    name: 'sim',
    summary: 'simulated devices for any program, and the demo',
    load: async () => (await import('./sim/index.js')).simCommand,
  },
];
