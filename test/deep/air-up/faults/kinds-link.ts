import { type FaultKind, linking, stall } from './kind.js';

const HANGS = 'The computer hangs, dies or is too slow while a valve is open';
const PULLED = 'The cable is pulled';
const HICCUP = 'seen: a hiccup of the computer ends a job';
const SLOW = 'seen: a slow round trip';

const hiccup = (ms: number): FaultKind => ({
  name: `computer stands still for ${ms} ms`,
  row: HICCUP,
  link: linking((atMs) => ({ hiccups: stall(atMs, ms) })),
  harmless: true,
});
const roundTrip = (ms: number): FaultKind => ({
  name: `round trip of ${ms} ms`,
  row: SLOW,
  link: linking(() => ({ upMs: ms / 2, downMs: ms / 2 })),
  harmless: true,
});

/** Board, wire and computer. */
export const LINK_KINDS: readonly FaultKind[] = [
  {
    name: 'board goes silent',
    row: 'The board stops reporting',
    at: 'mid',
    breaks: (_, board) => {
      board.isMute = true;
      return undefined;
    },
  },
  {
    name: 'board resets for 2 s',
    row: 'The board stops reporting',
    at: 'mid',
    breaks: (plant, board) => {
      board.deafUntilMs = plant.nowMs + 2000;
      return undefined;
    },
  },
  { name: 'cable pulled, the host says so', row: PULLED, at: 'mid', breaks: () => ({ kind: 'link-lost' }) },
  { name: 'link dies without a word', row: PULLED, link: linking((atMs) => ({ cutMs: atMs })) },
  { name: 'computer hangs for 3 s', row: HANGS, link: linking((atMs) => ({ hiccups: stall(atMs, 3000) })) },
  {
    name: 'computer dies',
    row: HANGS,
    link: linking((atMs) => ({ hiccups: stall(atMs, 1e9) })),
    atMostS: 200,
  },
  hiccup(200),
  hiccup(300),
  hiccup(500),
  roundTrip(100),
  roundTrip(160),
  roundTrip(200),
  roundTrip(300),
  {
    name: 'module: 60 ms, stalls of 1.5 s',
    row: 'seen: a Bluetooth module that stalls',
    link: linking((atMs) => ({
      upMs: 60,
      downMs: 60,
      stalls: [...stall(atMs, 1500), ...stall(atMs + 20_000, 1500)],
    })),
    harmless: true,
  },
  {
    name: 'link stands still for 400 ms',
    row: 'seen: a Bluetooth module that stalls',
    link: linking((atMs) => ({ stalls: stall(atMs, 400) })),
    harmless: true,
  },
];
