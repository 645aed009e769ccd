/** A fault as data: what is wrong, in plain words, and what to do about it. */
export interface FaultText {
  readonly title: string;
  readonly todo: string;
}

/**
 * Everything that stops the air. A fault latches with its first reason; all valves are shut and the pump's relay is
 * off, until somebody has looked and says so.
 */
export const FAULTS = {
  'sensor-open': {
    title: 'the sensor gives no voltage',
    todo: 'its wire or plug is open, or it has no supply: check all three wires',
  },
  'sensor-short': {
    title: 'the sensor gives the full supply voltage',
    todo: 'its signal wire touches the supply, or its ground is open: check all three wires',
  },
  'sensor-out-of-range': {
    title: 'the sensor gives a voltage that no pressure gives',
    todo: 'check its supply and ground, then calibrate or replace it (onair air calibrate)',
  },
  'sensor-frozen': {
    title: 'the reading does not move while air flows',
    todo: 'the sensor hangs, or its port is blocked (ice, dirt, thread seal): tap it, warm it, replace it',
  },
  'sensor-moved': {
    title: 'the readings no longer agree: the sensor has shifted, or the air takes another path',
    todo: 'measure the tire with a gauge; is the chuck on as before? check plug and wires of the sensor; calibrate it (onair air calibrate)',
  },
  'sensor-stale': {
    title: 'no fresh reading',
    todo: 'the board no longer reports: check the cable and its supply',
  },
  'over-pressure': {
    title: 'the pressure is above the limit',
    todo: 'take the hose off the tire and check it with a gauge; look for a valve that does not shut',
  },
  'hose-off': {
    title: 'no tire is on the hose',
    todo: 'put the chuck on the stem until it holds, then start again. A flat tire (below 3 psi): inspect it first, and fill it to 5 psi by hand',
  },
  'no-answer': {
    title: 'nobody said which tire the hose is on',
    todo: 'is it on the tire that is named? If not, move it. Start again, and say next when you are asked: key n, the button, or the page',
  },
  'no-rise': {
    title: 'the valve is open and the pressure of the tire does not rise',
    todo: 'does the pump run (fuse, switch, relay, thermal cut-out)? is the hose tight? is the check valve good?',
  },
  'rise-too-fast': {
    title: 'the pressure rises faster than any tire does',
    todo: 'air does not reach the tire: the chuck must press the core; look for a kink in the hose',
  },
  'fill-stuck-shut': {
    title: 'the fill valve does not open',
    todo: 'listen for its click; check its wire, driver and supply; it may be frozen',
  },
  'fill-stuck-open': {
    title: 'the fill valve does not shut: the hose keeps its pressure, or gains more',
    todo: 'switch the compressor off and take the hose off the tire now; measure the tire with a gauge; clean or replace the valve; then start again: a tire that needs no air is watched for a minute before it is called done',
  },
  'vent-stuck-shut': {
    title: 'the vent valve does not open',
    todo: 'listen for its click; check its wire, driver and supply; it may be frozen',
  },
  'vent-stuck-open': {
    title: 'the pressure falls although the vent valve is shut',
    todo: 'take the hose off the tire so that it keeps its air; clean or replace the valve',
  },
  leak: {
    title: 'air is lost while all valves are shut',
    todo: 'listen at the chuck, the couplings and the tire; soap water shows where',
  },
  'too-many-cycles': {
    title: 'the valve has opened too often for one tire',
    todo: 'look for a leak or a blocked hose; watch the pressure with onair air watch',
  },
  'over-time': {
    title: 'the tire takes too long',
    todo: 'look for a leak, a worn pump or a blocked hose; then start again',
  },
  'pump-overheated': {
    title: 'the pump has stopped delivering: it is probably too hot',
    todo: 'let it cool for 30 minutes; check its duty in the vehicle file against the rating plate',
  },
  'battery-low': {
    title: 'the battery is low and does not come back',
    todo: 'start the engine; check the clamps and the cable to the compressor',
  },
  'link-lost': {
    title: 'the connection to the board was lost',
    todo: 'check the valve first: it should have shut by itself within half a second; then check cable and power',
  },
  'lease-tripped': {
    title: 'the board has shut everything by itself',
    todo: 'check the valve and the tire, then start again',
  },
  'emergency-stop': {
    title: 'emergency stop',
    todo: 'make sure that everyone is safe, then start again',
  },
} as const satisfies Readonly<Record<string, FaultText>>;

/** Name of a fault, the same in JSON and in the panel's API. */
export type FaultCode = keyof typeof FAULTS;

/** A fault that is on: its first reason, and it stays. */
export interface Fault {
  readonly code: FaultCode;
  readonly atMs: number;
  /** Position of the outlet, where it is about one. */
  readonly outlet?: number;
  /** The figures that led to it. */
  readonly reason: string;
}
