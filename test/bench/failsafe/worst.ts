import { BareBoard } from '../../failsafe/bare-board.js';
import * as wire from '../../failsafe/wire-format.js';

const { lease } = wire;
const VALVE = 7;
const CHANNEL = 0;
const SILENCE_MS = 200;
const CEILING = 800;
/** A pin that is high for this long after its host has gone is so for ever. */
const FOR_EVER_MS = 10_000;
const STEP_MS = 0.05;

/** What the host says all the time: it never renews. */
const FLOODS: readonly (readonly number[])[] = [
  [],
  wire.digitalPin(VALVE, 1),
  wire.sysex(0x6b),
  wire.digitalPort(0, 0xff),
];

/** A program and how its valve is opened: with a lease, or as ever. */
export interface Candidate {
  readonly hex: string;
  readonly open: readonly (readonly number[])[];
}

export const withLease = (hex: string): Candidate => ({
  hex,
  open: [
    lease.configure({
      pin: VALVE,
      safe: 0,
      silenceMs: SILENCE_MS,
      activeMs: 0,
      watch: { channel: CHANNEL, lowest: 0, highest: CEILING, samples: 3 },
    }),
    wire.digitalPin(VALVE, 1),
  ],
});

export const withoutLease = (hex: string): Candidate => ({
  hex,
  open: [wire.pinMode(VALVE, 'output'), wire.digitalPin(VALVE, 1)],
});

/** An open valve; six channels are reported every 10 ms. */
function opened({ hex, open }: Candidate, startMs: number) {
  const sensor = { reading: 300 };
  const board = new BareBoard({ hex, analogRatio: () => (sensor.reading + 0.5) / 1024 });
  board.tell(wire.samplingInterval(10), ...[0, 1, 2, 3, 4, 5].map((n) => wire.reportAnalog(n, 1)));
  board.run(startMs);
  board.tell(...open);
  const renewedAt = board.arrive(lease.renew);
  if (board.uno.pin(VALVE) !== 'high') throw new Error('the valve does not open');
  return { board, sensor, renewedAt };
}

/** When the pin is not high any more; Infinity: never. */
function shutAt(board: BareBoard, flood: readonly number[]): number {
  const end = board.uno.nowMs + FOR_EVER_MS;
  while (board.uno.pin(VALVE) === 'high') {
    if (board.uno.nowMs > end) return Number.POSITIVE_INFINITY;
    if (board.uno.hostQueue < 4) board.uno.hostSend(flood);
    board.run(STEP_MS);
  }
  return board.uno.nowMs;
}

/** The longest of all floods and phases; one that is never shut ends the search. */
function longest(
  phases: number,
  floods: typeof FLOODS,
  one: (phase: number, flood: readonly number[]) => number,
) {
  let most = 0;
  for (const flood of floods) {
    for (let phase = 0; phase < phases; phase++) {
      most = Math.max(most, one(phase, flood));
      if (most === Number.POSITIVE_INFINITY) return most;
    }
  }
  return most;
}

/** From the end of the lease, counted from the last renewal, to a pin that is safe, ms. */
export const afterSilence = (candidate: Candidate, phases: number): number =>
  longest(phases, FLOODS, (phase, flood) => {
    const { board, renewedAt } = opened(candidate, 20 + 0.37 * phase);
    return shutAt(board, flood) - renewedAt - SILENCE_MS;
  });

/** From the reading above its ceiling to a pin that is safe, ms. */
export const afterCeiling = (candidate: Candidate, phases: number): number =>
  longest(phases, FLOODS, (phase, flood) => {
    const { board, sensor } = opened(candidate, 20 + 0.37 * phase);
    board.run(20);
    sensor.reading = 900;
    const from = board.uno.nowMs;
    return shutAt(board, flood) - from;
  });

/** From a loop that stands still to a pin that lets go, and to one that is driven low, ms. */
export function afterHang(candidate: Candidate, phases: number): { letsGo: number; drivenLow: number } {
  let drivenLow = 0;
  const letsGo = longest(phases, [[]], (phase) => {
    const { board } = opened(candidate, 20 + 0.37 * phase);
    board.run(phase);
    board.uno.hang({ interruptsOff: phase % 2 === 0 });
    const from = board.uno.nowMs;
    const at = shutAt(board, []);
    drivenLow = Math.max(
      drivenLow,
      at - from + (board.timeTo(VALVE, 'low', 100) ?? Number.POSITIVE_INFINITY),
    );
    return at - from;
  });
  return { letsGo, drivenLow };
}
