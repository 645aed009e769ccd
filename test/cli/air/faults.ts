import type { ExecutionContext } from 'ava';
import { type Json, of } from '../json.js';
import { run, words } from '../run.js';

const air = (line: string) => run(['air', ...words(line)]);

/** Every fault by name: the exit code, and the fault that must be reported. */
const FAULTED: Readonly<Record<string, readonly [typed: string, code: number, fault?: string]>> = {
  'pump-weak': ['pump-weak=0.02', 7, 'no-rise'],
  'pump-dead': ['pump-dead', 7, 'no-rise'],
  'check-valve-worn': ['check-valve-worn', 0],
  'switch-stuck-closed': ['switch-stuck-closed', 0],
  'switch-stuck-open': ['switch-stuck-open', 7, 'no-rise'],
  'battery-low': ['battery-low', 7, 'battery-low'],
  'line-leak': ['line-leak', 0],
  'hose-leak': ['hose-leak=0.5@10', 7],
  'hose-off': ['hose-off@10', 7, 'hose-off'],
  'core-shut': ['core-shut', 7, 'rise-too-fast'],
  'tire-leak': ['tire-leak=FL/1', 7],
  'fill-stuck-open': ['fill-stuck-open@10', 7],
  'fill-stuck-shut': ['fill-stuck-shut', 7, 'fill-stuck-shut'],
  'vent-stuck-open': ['vent-stuck-open@10', 7],
  'vent-stuck-shut': ['vent-stuck-shut', 0],
  'sensor-frozen': ['sensor-frozen@10', 7],
  'sensor-open': ['sensor-open@10', 7, 'sensor-open'],
  'sensor-short': ['sensor-short@10', 7, 'sensor-short'],
  'sensor-out-of-range': ['sensor-out-of-range@10', 7, 'sensor-out-of-range'],
  'link-lost': ['link-lost@10', 3, 'link-lost'],
  'emergency-stop': ['emergency-stop@10', 7, 'emergency-stop'],
};

/** `air simulate --faults NAME` ends as the table says, and keeps what was reached. */
export async function endsAsFaulted(t: ExecutionContext, name: string): Promise<void> {
  const [typed, code, fault] = FAULTED[name] ?? [name, Number.NaN];
  const line = `simulate --tire FL=38 --from 25 --max 45 --vent --faults ${typed}`;
  const { code: found, documents } = await air(`${line} --json`);
  t.is(found, code, JSON.stringify(documents[0]));
  const truth = (tires: unknown): number => Number(of({ tires }, 'tires', 0, 'truth').psi);
  if (code === 0) {
    t.true(truth(documents[0]?.tires) < 45);
    return;
  }
  const error = documents[0]?.error as Json;
  const details = error.details as Json;
  t.is(error.code, code === 3 ? 'port-lost' : 'stopped-for-safety');
  if (fault) t.is(details.fault, fault);
  t.is(details.stopReason, details.fault);
  t.true(truth(details.tires) < 45, 'the maximum holds whatever breaks');
  t.truthy(error.hint);
  const plain = await air(line);
  t.regex(plain.stderr, /tire, psi {2}from/, 'what was reached is not lost');
}
