/**
 * How long commands take beside what the simulated devices themselves need: their silence that ends a command, their
 * rest, their boot, and the time of the bytes on the wire. Virtual time, so the figures are the same on every machine.
 * Run: npm run bench
 */
import { systemClock } from '../../host/clock.js';
import { applyPlan } from '../../host/hc06/apply.js';
import { Dialogue } from '../../host/hc06/dialogue.js';
import { SILENCE } from '../../host/hc06/framing.js';
import { planSettings } from '../../host/hc06/plan.js';
import { probe } from '../../host/hc06/probe.js';
import { hc06Kind } from '../../host/hc06/sim/kind.js';
import { readWanted } from '../../host/hc06/wanted.js';
import { tmD700 } from '../../host/kenwood/profiles/tm-d700.js';
import { runInit } from '../../host/kenwood/runner.js';
import { radioKinds } from '../../host/kenwood/sim/kind.js';
import { DEFAULT_LINE, wireTimeMs } from '../../host/link/line.js';
import { SimLink } from '../../host/link/sim/sim-link.js';
import { inVirtualTime } from '../virtual-time.js';

/** The simulated devices' own delays, ms: defaults of their options. */
const COMMAND_END_MS = 500;
const TNC_RESTORE_MS = 4000;
const TNC_BOOT_MS = 2000;

interface Row {
  readonly what: string;
  readonly tookMs: number;
  readonly reference: string;
  readonly ownMs: number;
}

function open(device: string): { link: SimLink; wireMs: () => number } {
  const link = new SimLink({
    portName: `sim:${device}`,
    device,
    query: [],
    line: { ...DEFAULT_LINE, rtscts: true },
    devices: new Map([hc06Kind, ...radioKinds].map((kind) => [kind.name, kind])),
    clock: systemClock,
  });
  let wireMs = 0;
  link.tap = (_direction, bytes) => {
    wireMs += wireTimeMs(bytes.length, link.line);
  };
  return { link, wireMs: () => wireMs };
}

async function benchHc06(): Promise<Row[]> {
  const { link, wireMs } = open('hc06');
  const dialogue = new Dialogue(link, systemClock);
  const startedAt = systemClock.now();
  const found = await probe(dialogue);
  const probed: Row = {
    what: 'probe, module at factory settings',
    tookMs: systemClock.now() - startedAt,
    reference: 'one answer of the module',
    ownMs: COMMAND_END_MS + wireMs(),
  };
  const plan = planSettings(
    readWanted({ name: 'TM-D700', pin: '4321', baud: '38400' }),
    found.dialect,
    found,
  );
  const setAt = systemClock.now();
  const wireBefore = wireMs();
  const answers = 4; // name, PIN, rate, and the proof at the new rate
  await applyPlan(dialogue, found, plan);
  const set: Row = {
    what: 'set name, PIN and rate, and verify',
    tookMs: systemClock.now() - setAt,
    reference: `${answers} answers, each after the documented rest`,
    ownMs: answers * (COMMAND_END_MS + SILENCE.restMs) + wireMs() - wireBefore,
  };
  await link.close();
  return [probed, set];
}

async function benchTmD700(): Promise<Row> {
  const { link, wireMs } = open('tm-d700');
  const { elapsedMs } = await runInit(link, tmD700, { clock: systemClock });
  await link.close();
  return {
    what: 'tnc init with its round trip',
    tookMs: elapsedMs,
    reference: 'settings restored, two starts, bytes',
    ownMs: TNC_RESTORE_MS + 2 * TNC_BOOT_MS + wireMs(),
  };
}

const { value: rows } = await inVirtualTime(async () => [...(await benchHc06()), await benchTmD700()]);
console.log(`${'what'.padEnd(36)} ${'took ms'.padStart(8)} ${'own ms'.padStart(8)}  ratio  reference`);
for (const { what, tookMs, ownMs, reference } of rows) {
  const figures = [tookMs, ownMs].map((ms) => String(Math.round(ms)).padStart(8)).join(' ');
  console.log(`${what.padEnd(36)} ${figures}  ${(tookMs / ownMs).toFixed(3)}  ${reference}`);
}
