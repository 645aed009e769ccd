import test from 'ava';
import { OnairError } from '../../host/base/error.js';
import { DIALECTS } from '../../host/hc06/dialects/index.js';
import { probe } from '../../host/hc06/probe/probe.js';
import { applyPlan } from '../../host/hc06/settings/apply.js';
import { planSettings } from '../../host/hc06/settings/plan.js';
import { readBefore } from '../../host/hc06/settings/readings.js';
import type { Case } from './case.js';
import { CASES } from './cases.js';
import { outcomeOf, type Rig, withModule } from './rig.js';

/** Commands that may change a module. */
const WRITES =
  /^AT\+(?:NAME[=:]?[^?]|PIN\d|PSWD[=:]|BAUD\w|UART[=:]|P[NEO]$|ROLE[=\d]|LED\d|RESET|ORGL|DEFAULT)/;

/** Runs `onair hc06 set` or `probe`; the result is everything that was reported. */
function play({ talk }: Rig, { set, dialect }: Case): Promise<{ warnings: string[]; waiting: string[] }> {
  return talk(async (dialogue) => {
    const found = await probe(dialogue, { dialect: DIALECTS.find(({ id }) => id === dialect) });
    if (!set) return { warnings: [...found.warnings], waiting: [] };
    const read = await readBefore(dialogue, found, set);
    const done = await applyPlan(dialogue, found, planSettings(set, found.dialect, found, read));
    return {
      warnings: [...found.warnings, ...done.warnings],
      waiting: done.waiting.map(({ setting }) => setting),
    };
  });
}

for (const each of CASES) {
  test.serial(`case: ${each.name}`, async (t) => {
    const start = { name: 'old', pin: '1111', baud: 9600, ...each.sim };
    await withModule({ name: 'old', pin: '1111', ...each.sim }, async (rig) => {
      const { module, said, clock, sleep } = rig;
      const startedAt = clock.now();
      const outcome = await outcomeOf(play(rig, each));
      const tookS = (clock.now() - startedAt) / 1000;
      await sleep(3000);
      const failed = outcome instanceof OnairError ? outcome : undefined;
      const words = failed ? `${failed.message} ${failed.hint}` : JSON.stringify(outcome);
      t.is(failed?.code ?? 'done', each.end, words);
      if (each.says) t.regex(words, each.says);
      if (each.neverSays) t.notRegex(words, each.neverSays);
      if (each.within) t.true(tookS <= each.within, `${tookS} s`);
      const written = said().map(({ text }) => text.replace(/\r\n$/, ''));
      t.deepEqual(new Set(written.filter((text) => WRITES.test(text))), new Set(each.writes), 'written');
      if (each.waiting && !(outcome instanceof OnairError)) t.deepEqual(outcome.waiting, [...each.waiting]);
      const { name, pin, dataLine } = module;
      t.like(
        { name, pin, baud: dataLine.baudRate, parity: dataLine.parity as string },
        {
          name: each.after?.name ?? Buffer.from(String(start.name), 'utf8').toString('latin1'),
          pin: each.after?.pin ?? String(start.pin),
          baud: each.after?.baud ?? Number(start.baud),
          parity: each.after?.parity ?? String(each.sim.parity ?? 'none'),
        },
      );
      if (failed && each.set && module.name !== start.name)
        t.regex(JSON.stringify(failed.details), /Jeep|"inDoubt":"name"/, 'what was set is told');
    });
  });
}
