import type { Clock } from '../base/index.js';
import {
  type ApplyResult,
  applyPlan,
  Dialogue,
  type FoundModule,
  planSettings,
  probe,
  readRequested,
} from '../hc06/index.js';
import { runInit, type StepReport, tmD700 } from '../kenwood/index.js';
import type { formatLine, Link } from '../link/index.js';
import { encodePosition } from '../packet/aprs/index.js';
import { encodeUi } from '../packet/ax25/index.js';
import { parseCallSign, TOCALL } from '../packet/index.js';
import { encodeKiss, KISS_COMMANDS } from '../packet/kiss/index.js';

/** What a tour does, one after the other. */
export type TourPart = 'module' | 'settings' | 'radio' | 'air';

type Line = Parameters<typeof formatLine>[0];

/** What happens on a tour; whoever shows it has the words. */
export type TourEvent =
  | { readonly kind: 'part'; readonly part: TourPart }
  | { readonly kind: 'asking'; readonly line: Line }
  | { readonly kind: 'found'; readonly module: FoundModule }
  | { readonly kind: 'set'; readonly applied: ApplyResult['applied'][number] }
  | { readonly kind: 'verified'; readonly line: Line }
  | { readonly kind: 'step'; readonly step: StepReport }
  | { readonly kind: 'heard'; readonly monitor: string };

/** What a tour needs beside the link to a simulated device. */
export interface TourSetup {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly onEvent: (event: TourEvent) => void;
}

/** Possible rates of the simulated module, one of them random in each run. */
const UNKNOWN_RATES = [115_200, 38_400, 57_600, 19_200];
/** The rate is that of a TM-D700 as it leaves the factory. */
const WANTED = { name: 'TM-D700', pin: '4321', baud: '9600' };
/** A frame takes part of a second on the simulated air, ms. */
const LONGEST_ON_AIR_MS = 10_000;
const LOOK_MS = 50;

/** The rate of a module that nobody knows. */
export function drawRate(): number {
  return UNKNOWN_RATES[Math.floor(Math.random() * UNKNOWN_RATES.length)] ?? 38_400;
}

/** Finds the simulated module, and gives it a name, a PIN and the rate of the radio. */
export async function tourModule(link: Link, { clock, signal, onEvent }: TourSetup) {
  onEvent({ kind: 'part', part: 'module' });
  const dialogue = new Dialogue(link, clock, signal);
  const module = await probe(dialogue, { onProgress: ({ line }) => onEvent({ kind: 'asking', line }) });
  onEvent({ kind: 'found', module });
  onEvent({ kind: 'part', part: 'settings' });
  const plan = planSettings(readRequested(WANTED), module.dialect, module);
  const { applied, line } = await applyPlan(dialogue, module, plan);
  for (const each of applied) onEvent({ kind: 'set', applied: each });
  onEvent({ kind: 'verified', line });
  return { module, line };
}

/**
 * Puts the simulated radio into KISS, and one position on the simulated air.
 * @param onAir what was heard there, as a monitor shows it; empty until then
 */
export async function tourRadio(
  link: Link,
  { clock, signal, onEvent }: TourSetup,
  onAir: () => string,
): Promise<string> {
  onEvent({ kind: 'part', part: 'radio' });
  await runInit(link, tmD700, { clock, signal, onStep: (step) => onEvent({ kind: 'step', step }) });
  onEvent({ kind: 'part', part: 'air' });
  await link.send(encodeKiss({ port: 0, command: KISS_COMMANDS.data, data: frame() }));
  for (let waited = 0; onAir() === ''; waited += LOOK_MS) {
    if (waited >= LONGEST_ON_AIR_MS) throw new Error('nothing was heard on the simulated air');
    await clock.sleep(LOOK_MS, signal);
  }
  const monitor = onAir();
  onEvent({ kind: 'heard', monitor });
  return monitor;
}

/** The only place where a placeholder call is right: this air is simulated. */
function frame(): Uint8Array {
  const info = encodePosition({
    latitude: 41.7148,
    longitude: -72.7272,
    symbolTable: '/',
    symbolCode: '>',
    comment: 'onair demo',
  });
  return encodeUi({
    from: parseCallSign('N0CALL-9'),
    to: parseCallSign(TOCALL),
    path: [],
    info: new TextEncoder().encode(info),
  });
}
