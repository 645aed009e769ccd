import type { Command } from 'commander';
import type { AirVerified } from '../../bluetooth/index.js';
import {
  type Applied,
  type FoundModule,
  type PlanStep,
  type ProbeOptions,
  planSettings,
  planWarnings,
  type RequestedSettings,
  type RequestedText,
  readBefore,
  readRequested,
  SETTING_WORDS,
  SETTINGS,
  type SettingProof,
} from '../../hc06/index.js';
import { formatLine } from '../../link/index.js';
import { type ChangeFlags, changeCommand, examples, once } from '../flags/flags.js';
import { agree } from '../terminal/agree.js';
import type { Io } from '../terminal/io.js';
import { Output } from '../terminal/output.js';
import { type AirFlags, airJson, airLines, airWanted, type VerifyAir, withAir } from './air.js';
import { DIALECT_FLAG, givenDialect } from './find/dialect-flag.js';
import { find, type ModuleSession, onModule, remember } from './find/find.js';
import { showDryRun } from './write/dry-run.js';
import { macPortLines } from './write/mac-port.js';
import { readProfile } from './write/profile.js';
import { planJson, showPlan } from './write/show-plan.js';
import { afterWriting, WAIT_FLAG, type Written, writePlan } from './write/write.js';

interface SetFlags extends ChangeFlags, RequestedText, Pick<AirFlags, 'air' | 'adapter'> {
  readonly from?: string;
  readonly force?: boolean;
  readonly waitPowerCycle?: boolean;
  readonly dialect?: string;
}

/** `onair hc06 set`. */
export function setCommand(io: Io): Command {
  return changeCommand('set', 'find a module, set what does not hold yet, and verify')
    .option('--name <name>', 'Bluetooth name, 1 to 20 printable ASCII characters', once('--name'))
    .option('--pin <pin>', 'PIN, 4 digits; drops existing pairings', once('--pin'))
    .option('--baud <rate>', 'rate of its serial side, 1200 to 1382400', once('--baud'))
    .option('--parity <parity>', 'none, even or odd', once('--parity'))
    .option('--role <role>', 'slave or master', once('--role'))
    .option('--led <state>', 'on or off', once('--led'))
    .option('--from <file>', 'take these from a YAML file; flags count more', once('--from'))
    .option(...DIALECT_FLAG)
    .option(...WAIT_FLAG)
    .option('--force', 'allow a rate that locks most people out')
    .option('--air', 'afterwards verify name and PIN over the air (Linux; see hc06 verify)')
    .option('--adapter <id>', 'Bluetooth adapter for --air', once('--adapter'))
    .addHelpText(
      'after',
      examples(
        'onair hc06 set --port /dev/ttyUSB0 --name TM-D700 --pin 4321',
        'onair hc06 set --port sim:hc06 --baud 38400 --dry-run',
        'onair hc06 set --port sim:hc06 --name Jeep --yes --json',
      ),
    )
    .action((flags: SetFlags) => runSet(io, flags));
}

async function runSet(io: Io, flags: SetFlags): Promise<void> {
  const out = new Output(io, flags);
  const typed: RequestedText = Object.fromEntries(
    SETTINGS.filter((setting) => flags[setting] !== undefined).map((setting) => [setting, flags[setting]]),
  );
  const wanted =
    flags.from === undefined
      ? readRequested(typed, flags.force)
      : readProfile(flags.from, typed, flags.force);
  const given = givenDialect(flags.dialect);
  if (flags.air) airWanted(wanted); // before anything is written
  const { air = false, dryRun = false } = flags;
  await withAir(io, out, { ...flags, air: air && !dryRun }, (verify) =>
    onModule(io, out, flags, async (talk) => {
      if (dryRun) showDryRun(out, wanted);
      else await set(talk, wanted, flags, given, verify);
    }),
  );
}

/** The steps for one module: find, read, plan, ask, write, verify. */
async function set(
  talk: ModuleSession,
  wanted: RequestedSettings,
  flags: SetFlags,
  given: ProbeOptions,
  verify?: VerifyAir,
): Promise<void> {
  const { io, out, dialogue } = talk;
  const startedAt = io.clock.now();
  const found = await find(talk, given);
  const read = await readBefore(dialogue, found, wanted);
  const plan = planSettings(wanted, found.dialect, found, read);
  for (const warning of planWarnings(plan, found, read)) out.warn(warning);
  showPlan(out, found, plan);
  if (plan.length > 0) await agree(io, flags, 'Write this to the module?');
  const written = await writePlan(talk, found, plan, flags.waitPowerCycle);
  remember(talk, found);
  const air = await verify?.(airWanted(wanted)).catch((error: unknown) => {
    throw afterWriting(out, error, written.applied, plan);
  });
  showResult(talk, found, plan, written, {
    unread: unreadable(plan, read, written.applied),
    elapsedMs: Math.round(io.clock.now() - startedAt),
    air,
  });
}

/** Settings that were written for the module can't be asked whether they held already. */
function unreadable(plan: readonly PlanStep[], read: object, applied: readonly Applied[]): string[] {
  return plan
    .filter(({ setting, from, moves }) => !moves && from === undefined && !(setting in read))
    .filter(({ setting }) => applied.some((each) => each.setting === setting && each.proof === 'confirmed'))
    .map(({ setting }) => SETTING_WORDS[setting]);
}

/** `name, PIN and role`. */
function listed(words: readonly string[]): string {
  return [words.slice(0, -1).join(', '), ...words.slice(-1)].filter((part) => part !== '').join(' and ');
}

interface Ending {
  readonly unread: readonly string[];
  readonly elapsedMs: number;
  readonly air: AirVerified | undefined;
}

/** Note added to a confirmation. */
const PROOFS: Readonly<Record<SettingProof, string>> = {
  'read-back': '; read back',
  'answers-at-rate': '; it answers there',
  confirmed: '',
};

function showResult(
  { out, dialogue }: ModuleSession,
  { dialect, version, lineKnown }: FoundModule,
  plan: readonly PlanStep[],
  { applied, waiting: later }: Written,
  { unread, elapsedMs, air }: Ending,
): void {
  const { line } = dialogue.link;
  const waiting = later.map(({ setting }) => setting);
  out.result({
    schema: 'hc06.set@2',
    data: {
      plan: plan.map((step) => planJson(step, dialect)),
      applied: applied.map((entry) => ({ ...entry, elapsedMs: Math.round(entry.elapsedMs) })),
      verified: !waiting.includes('baud'),
      baudRate: line.baudRate,
      parity: line.parity,
      lineKnown,
      dialect: dialect.id,
      version,
      needsPowerCycle: waiting.length > 0,
      waiting,
      elapsedMs,
      commandEnd: dialect.framing.title,
      notReadable: unread,
      ...(air && { air: airJson(air) }),
    },
    text: [
      ...applied.map(({ setting, value, answer, proof }) =>
        out.done(`${setting} ${value}${answer ? `  (${answer}${PROOFS[proof]})` : ''}`),
      ),
      out.done(`the module answers${lineKnown ? ` at ${formatLine(line)}` : ''}`),
      ...(air ? airLines(out, air) : []),
      ...(waiting.length > 0
        ? [
            `Switch the module off and on: the new ${listed(waiting.map((setting) => SETTING_WORDS[setting]))} counts from then on (--wait-power-cycle waits for it).`,
          ]
        : []),
      ...(unread.length > 0
        ? [
            `${listed(unread)} can’t be read back on ${dialect.title}: look with your phone. Another run writes the same again.`,
          ]
        : []),
      ...macPortLines(applied),
    ],
  });
}
