import { MESSAGES, RENEWAL } from './message-table.js';

const JUNK = Array.from({ length: 97 }, (_, n) => (n * 73 + 41) & 0xff).filter(
  (byte) => byte !== 2 && byte !== 1 && byte !== 4 && byte !== 0x0a,
);

/** One flood of each kind, without renewals. */
export const FLOODS: Readonly<Record<string, readonly number[]>> = {
  ...Object.fromEntries(Object.entries(MESSAGES).filter(([name]) => name !== RENEWAL)),
  'half a message': [0xf4, 7],
  'half a sysex': [0xf0, 0x6f, 9],
  'a renewal that breaks off': [0xf0, 2],
  zeros: [0],
  junk: JUNK,
};

/** As many of the longest answers as a board gives before its lease ends. */
export const LONG_ANSWERS = {
  uno: { silenceMs: 500, times: 10 },
  nano: { silenceMs: 500, times: 10 },
  mega: { silenceMs: 2000, times: 12 },
} as const;
