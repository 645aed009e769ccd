import { addSample, type Gauge, meanSince, NO_GAUGE } from './estimate/gauge.js';
import type { Measurements } from './input.js';
import type { DutyLimit, Limits, PumpConfig } from './job/job.js';

/** The pump as the cycle knows it. */
export interface PumpState {
  /** Relay, where one is wired. */
  readonly relay: boolean;
  readonly changedAtMs: number;
  /** Whether the motor turns, as far as can be known. */
  readonly running: boolean;
  readonly starts: number;
  readonly runMs: number;
  /** How warm the motor likely is: 0 cold, 1 after the longest run that its plate allows from cold. */
  readonly heat: number;
  readonly resting: boolean;
  /** The sensor at the line. */
  readonly line: Gauge;
  /** Since when the line has gained nothing although the pump was on and no air was drawn; for "no rise". */
  readonly mark: { readonly psi: number; readonly atMs: number };
  readonly atMs: number;
}

export function newPump(nowMs: number): PumpState {
  return {
    relay: false,
    changedAtMs: Number.NEGATIVE_INFINITY,
    running: false,
    starts: 0,
    runMs: 0,
    heat: 0,
    resting: false,
    line: NO_GAUGE,
    mark: { psi: 0, atMs: nowMs },
    atMs: nowMs,
  };
}

/** Something of ours can take the power from it. */
export function hasRelay({ control }: PumpConfig): boolean {
  return control.kind === 'software' || control.relay;
}

/** What the pump is asked for. */
export interface PumpDemand {
  /** The job continues and nothing inhibits the pump. */
  readonly allowed: boolean;
  /** A fill valve is open. */
  readonly drawing: boolean;
  /** Running time that the job likely still needs, ms; undefined where that is not known. */
  readonly neededMs: number | undefined;
}

/** One step of the pump: counts, duty, and the relay. */
export function stepPump(
  pump: PumpState,
  config: PumpConfig,
  limits: Limits,
  reading: Measurements,
  demand: PumpDemand,
  nowMs: number,
): PumpState {
  const passedMs = nowMs - pump.atMs;
  const { control } = config;
  const line =
    control.kind === 'software' && reading.supply
      ? addSample(pump.line, reading.supply, control.sensor)
      : pump.line;
  const heat = heatAfter(pump, config.duty, passedMs);
  const resting = pump.resting ? heat > resumeAt(config.duty, demand.neededMs) : heat >= REST_AT;
  const allowed = demand.allowed && !resting;
  const relay = relayAfter(pump, line, config, limits, allowed, nowMs);
  const fed = hasRelay(config) ? relay : true;
  const running = fed && (control.kind === 'software' || (reading.switchClosed ?? demand.drawing));
  return {
    relay,
    changedAtMs: relay === pump.relay ? pump.changedAtMs : nowMs,
    running,
    starts: pump.starts + (running && !pump.running ? 1 : 0),
    runMs: pump.runMs + (pump.running ? passedMs : 0),
    heat,
    resting,
    line,
    mark: markAfter(pump, line, relay && !demand.drawing, nowMs),
    atMs: nowMs,
  };
}

/** A line that a pump fills alone gains this much or more while it counts, psi. */
const GAIN_PSI = 1;

function markAfter({ mark }: PumpState, line: Gauge, fillsAlone: boolean, nowMs: number): PumpState['mark'] {
  const psi = meanSince(line, nowMs - 100) ?? mark.psi;
  return fillsAlone && psi < mark.psi + GAIN_PSI ? mark : { psi, atMs: nowMs };
}

/** A little before the plate's longest run, so that the motor's own cut-out never has to act. */
const REST_AT = 0.97;
/** Without a reason to go on earlier a rest ends here. */
const RESTED = 0.5;
/** Running again for less than this share of the way to hot is not worth a start. */
const LEAST_SPAN = 0.03;
/** What is needed is only an estimate; the rest is longer by this factor. */
const NEEDED_MARGIN = 1.15;

/**
 * Heat of a motor with one time constant: running it goes towards 1 / share, at rest towards 0, so that `share` of
 * the time just stays below 1 and a run from cold reaches 1 after the longest run: tau = -longest / ln(1 - share).
 */
function heatAfter({ heat, running, resting }: PumpState, duty: DutyLimit, passedMs: number): number {
  if (duty.kind === 'continuous') return 0;
  // Without a relay a motor whose own cut-out has opened can't be detected: while it rests, it is taken as off.
  const end = running && !resting ? 1 / duty.share : 0;
  return end + (heat - end) * Math.exp(-passedMs / tauMs(duty));
}

type Intermittent = Extract<DutyLimit, { kind: 'intermittent' }>;

function tauMs({ longestRunMs, share }: Intermittent): number {
  return -longestRunMs / Math.log(1 - share);
}

/**
 * The heat from which the motor can run for what is needed before it is hot again; where that takes several rests, as
 * few as possible and all equally long, since a motor loses the most heat while it is hot.
 */
function resumeAt(duty: DutyLimit, neededMs: number | undefined): number {
  if (duty.kind === 'continuous') return 1;
  if (neededMs === undefined) return RESTED;
  const end = 1 / duty.share;
  const taus = (neededMs * NEEDED_MARGIN) / tauMs(duty);
  const rests = Math.max(1, Math.ceil(taus / Math.log((end - RESTED) / (end - REST_AT))));
  const from = end - (end - REST_AT) * Math.exp(taus / rests);
  return Math.min(Math.max(from, RESTED), REST_AT - LEAST_SPAN);
}

/** How long a rest takes from a heat on, ms. */
export function restMs({ duty }: PumpConfig, heat: number, neededMs: number | undefined): number {
  if (duty.kind === 'continuous') return 0;
  return Math.max(0, tauMs(duty) * Math.log(heat / resumeAt(duty, neededMs)));
}

/** Hysteresis between the two pressures of the line, and a least time off between two starts. */
function relayAfter(
  pump: PumpState,
  line: Gauge,
  { control }: PumpConfig,
  limits: Limits,
  allowed: boolean,
  nowMs: number,
): boolean {
  if (!allowed) return false;
  if (control.kind === 'mechanical') return control.relay;
  const newest = line.recent.at(-1);
  if (!newest || nowMs - newest.atMs > limits.staleMs) return false;
  const psi = meanSince(line, newest.atMs - 100) ?? newest.psi;
  if (pump.relay) return psi < control.cutOutPsi;
  return psi <= control.cutInPsi && nowMs - pump.changedAtMs >= limits.pumpMinOffMs;
}
