import type { Command } from 'commander';
import { OnairError } from '../../base/index.js';
import {
  type FoundModule,
  type PlanStep,
  type ProbeOptions,
  planSettings,
  planWarnings,
  type RequestedSettings,
  type RescueCase,
  readDataLine,
  rescueCases,
  SETTING_WORDS,
  stepsByHand,
} from '../../hc06/index.js';
import { formatLine } from '../../link/index.js';
import { rescueText } from '../../text/index.js';
import { type ChangeFlags, changeCommand, examples } from '../flags/flags.js';
import { agree } from '../terminal/agree.js';
import type { Io } from '../terminal/io.js';
import { Output } from '../terminal/output.js';
import { dataRows } from './find/data-line.js';
import { DIALECT_FLAG, givenDialect } from './find/dialect-flag.js';
import { find, type ModuleSession, onModule, remember } from './find/find.js';
import { planJson, showPlan } from './write/show-plan.js';
import { WAIT_FLAG, type Written, writePlan } from './write/write.js';

interface RescueFlags extends ChangeFlags {
  readonly waitPowerCycle?: boolean;
  readonly dialect?: string;
}

/** `onair hc06 rescue`. */
export function rescueCommand(io: Io): Command {
  return changeCommand('rescue', 'bring back a module at an odd rate or parity, or in the master role')
    .option(...DIALECT_FLAG)
    .option(...WAIT_FLAG)
    .addHelpText(
      'after',
      examples(
        'onair hc06 rescue --port /dev/ttyUSB0',
        'onair hc06 rescue --port "sim:hc06?baud=1382400&parity=odd" --yes',
        'onair hc06 rescue --port "sim:hc06?firmware=hc01-2.0&role=master" --dialect hc01 --yes',
      ),
    )
    .action((flags: RescueFlags) => runRescue(io, flags));
}

async function runRescue(io: Io, flags: RescueFlags): Promise<void> {
  const out = new Output(io, flags);
  const given = givenDialect(flags.dialect);
  await onModule(io, out, flags, async (talk) => {
    if (flags.dryRun) return showDryRun(out);
    await rescue(talk, flags, given);
  });
}

function showDryRun(out: Output): void {
  out.result({
    schema: 'hc06.rescue@4',
    data: { dryRun: true, rescued: false },
    text: [
      'dry run: the port was opened, nothing was written',
      'first   questions for the version at every rate and parity',
      'then    role slave, parity none, rate 9600: what does not hold, and the dialect can do',
    ],
  });
}

async function rescue(talk: ModuleSession, flags: RescueFlags, given: ProbeOptions): Promise<void> {
  const { io, out } = talk;
  const found = await find(talk, given).catch((error: unknown) => {
    throw withSteps(error);
  });
  const read = await readDataLine(talk.dialogue, found);
  const cases = rescueCases(found, read);
  for (const [what, text] of dataRows(found, read)) out.note(`${what}: ${text}`);
  for (const { cause } of cases) out.note(`found, but ${rescueText(cause)}`);
  const requested = Object.assign({}, ...cases.map((one) => one.requested)) as RequestedSettings;
  const plan = planSettings(requested, found.dialect, found, read);
  for (const warning of planWarnings(plan, found, read)) out.warn(warning);
  showPlan(out, found, plan);
  if (plan.length > 0) await agree(io, flags, 'Write this to the module?');
  const written = await writePlan(talk, found, plan, flags.waitPowerCycle);
  remember(talk, found);
  showRescued(talk, found, cases, plan, written);
}

function showRescued(
  { out, dialogue }: ModuleSession,
  found: FoundModule,
  cases: readonly RescueCase[],
  plan: readonly PlanStep[],
  { applied, waiting }: Written,
): void {
  const { line } = dialogue.link;
  const waits = waiting.length > 0;
  out.result({
    schema: 'hc06.rescue@4',
    data: {
      rescued: true,
      problems: cases.map(({ cause }) => ({ ...cause, text: rescueText(cause) })),
      plan: plan.map((step) => planJson(step, found.dialect)),
      applied: applied.map((entry) => ({ ...entry, elapsedMs: Math.round(entry.elapsedMs) })),
      baudRate: line.baudRate,
      parity: line.parity,
      dialect: found.dialect.id,
      version: found.version,
      needsPowerCycle: waits,
    },
    text: [
      ...applied.map(({ setting, value }) => out.done(`${setting} ${value}`)),
      out.done(`the module answers at ${formatLine(line)}${plan.length === 0 ? ': nothing to rescue' : ''}`),
      ...(waits
        ? [
            `Switch the module off and on: the new ${waiting.map(({ setting }) => SETTING_WORDS[setting]).join(' and ')} counts from then on.`,
          ]
        : []),
    ],
  });
}

/** If software can do no more, the hint lists the manual steps. */
function withSteps(error: unknown): unknown {
  if (!(error instanceof OnairError) || error.code !== 'device-silent' || error.details.echo === true)
    return error;
  const { refused } = error.details;
  const steps = stepsByHand(Array.isArray(refused) ? refused.map(Number) : []);
  return error.with({ steps }, ['every rate and parity was asked. By hand:', ...numbered(steps)].join('\n'));
}

function numbered(steps: readonly string[]): string[] {
  return steps.map((step, index) => `${index + 1}. ${step}`);
}
