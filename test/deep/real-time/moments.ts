import type { Order } from '../../../host/panel/schema/orders.js';
import type { Output } from '../../real-time/served-board.js';
import type { Serving } from '../../real-time/serving.js';
import { TURN_MS } from '../../real-time/world.js';
import type { Program } from './program.js';

/** A panel with its board, and who gives the orders. */
export interface Scene {
  readonly serving: Serving;
  readonly program: Program;
  /** Waits until the board drives this output HIGH for the nth time. */
  high(output: Output, nth?: number): Promise<unknown>;
}
type Step = (scene: Scene) => Promise<unknown>;

const connected: Step = ({ serving }) => serving.connected();
const ordered =
  (order: Order): Step =>
  ({ program }) =>
    program.order(order);
const started: readonly Step[] = [connected, ordered({ order: 'start' })];
const stopped = ordered({ order: 'stop' });
const phase =
  (kind: string, stepMs?: number): Step =>
  ({ program }) =>
    program.until(kind, ({ outlets, stage }) => stage === 'running' && outlets[0]?.phase === kind, stepMs);
const ended: Step = ({ program }) => program.until('ended', ({ stage }) => stage === 'ended');
const high =
  (output: Output, nth = 1): Step =>
  (scene) =>
    scene.high(output, nth);

/** A moment in the life of a panel. */
export interface KillMoment {
  /** What leads there. */
  readonly steps: readonly Step[];
  /** It is killed from within, when half of this line of its history is written, counted from 1. */
  readonly diesAtLine?: number;
  /** The target, from the pressure in the tire, psi; by default far away. */
  readonly wantsPsi?: number;
  /** What is on, and nobody but the board is there to switch it off. */
  readonly on?: readonly Output[];
  /** How the history says that the job ended; without one no job has begun. */
  readonly stopReason?: 'unfinished' | 'done' | 'stopped';
}

/** Every moment at which a program can die that serves a panel, from its start to the end of a job. */
export const MOMENTS: Readonly<Record<string, KillMoment>> = {
  'before the board has answered': { steps: [] },
  'idle, before the start': { steps: [connected] },
  'with half of the line of the begin written': { steps: started, diesAtLine: 1 },
  'when the start was just accepted': { steps: started, stopReason: 'unfinished' },
  'while it reads the tire': { steps: [...started, phase('rest', TURN_MS)], stopReason: 'unfinished' },
  'when the fill valve has just opened': {
    steps: [...started, high('fill')],
    on: ['fill', 'relay'],
    stopReason: 'unfinished',
  },
  'while it measures and decides, after the first pulse': {
    steps: [...started, phase('settling')],
    wantsPsi: 6,
    on: ['relay'],
    stopReason: 'unfinished',
  },
  'in the second pulse': {
    steps: [...started, high('fill', 2)],
    wantsPsi: 6,
    on: ['fill', 'relay'],
    stopReason: 'unfinished',
  },
  'while it lets air out': {
    steps: [connected, ordered({ order: 'direction', kind: 'deflate' }), ...started, high('vent')],
    wantsPsi: -10,
    on: ['vent'],
    stopReason: 'unfinished',
  },
  'while it watches a tire that is done': {
    steps: [...started, phase('guard')], // the relay goes off as it begins: within a step the test may see either
    wantsPsi: 2,
    stopReason: 'unfinished',
  },
  'with half of the line of the end written': {
    steps: [...started, ended],
    diesAtLine: 2,
    wantsPsi: 2,
    stopReason: 'unfinished',
  },
  'when the job is just done': { steps: [...started, ended], wantsPsi: 2, stopReason: 'done' },
  'with half of the line of a stop written': {
    steps: [...started, high('fill'), stopped],
    diesAtLine: 2,
    stopReason: 'unfinished',
  },
  'when a stop was just accepted': { steps: [...started, high('fill'), stopped], stopReason: 'stopped' },
};
