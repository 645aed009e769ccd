import { Command } from 'commander';
import { applyPlan } from '../hc06/apply.js';
import { linvor } from '../hc06/dialects/linvor.js';
import { SilentDialogue } from '../hc06/dialogue.js';
import {
  type PlanStep,
  planSettings,
  planWarnings,
  readBaud,
  readParity,
  readWanted,
  type Wanted,
} from '../hc06/plan.js';
import { type FoundModule, type ProbeOptions, probe } from '../hc06/probe.js';
import { DEFAULT_LINE, formatLine } from '../link/line.js';
import { agree } from './agree.js';
import { type Connection, connected } from './connect.js';
import { type ChangeFlags, changeCommand, examples, type PortFlags, portCommand } from './flags.js';
import { hex } from './hex.js';
import type { Io } from './io.js';
import { table } from './layout.js';
import { Output } from './output.js';

interface ProbeFlags extends PortFlags {
  readonly baud?: string;
  readonly parity?: string;
}

interface SetFlags extends ChangeFlags {
  readonly name?: string;
  readonly pin?: string;
  readonly baud?: string;
  readonly parity?: string;
  readonly force?: boolean;
}

/** `onair hc06`: find and set an HC-06 Bluetooth module. */
export function hc06Command(io: Io): Command {
  const hc06 = new Command('hc06').description(
    'find and set an HC-06 Bluetooth module (linvor and hc01.com firmware)',
  );
  hc06.addCommand(
    portCommand('probe', 'find a module: rate, parity, firmware. Changes nothing')
      .option('--baud <rate>', 'look at this rate only')
      .option('--parity <parity>', 'look at this parity only: none, even, odd')
      .addHelpText(
        'after',
        examples(
          'onair hc06 probe --port /dev/ttyUSB0',
          'onair hc06 probe --port "sim:hc06?baud=38400" --json',
        ),
      )
      .action((flags: ProbeFlags) => runProbe(io, flags)),
  );
  hc06.addCommand(
    changeCommand('set', 'find a module, then set its name, PIN, rate or parity, and verify')
      .option('--name <name>', 'Bluetooth name, 1 to 20 printable ASCII characters')
      .option('--pin <pin>', 'PIN, 4 digits; drops existing pairings')
      .option('--baud <rate>', 'rate of its serial side, 1200 to 1382400')
      .option('--parity <parity>', 'none, even or odd')
      .option('--force', 'allow a rate that locks most people out')
      .addHelpText(
        'after',
        examples(
          'onair hc06 set --port /dev/ttyUSB0 --name TM-D700 --pin 4321',
          'onair hc06 set --port sim:hc06 --baud 38400 --dry-run',
          'onair hc06 set --port sim:hc06 --name Jeep --yes --json',
        ),
      )
      .action((flags: SetFlags) => runSet(io, flags)),
  );
  return hc06;
}

async function runProbe(io: Io, flags: ProbeFlags): Promise<void> {
  const out = new Output(io, flags);
  const places: ProbeOptions = {
    ...(flags.baud !== undefined && { rates: [readBaud(flags.baud, true)] }),
    ...(flags.parity !== undefined && { parities: [readParity(flags.parity)] }),
  };
  await connected({ io, out, flags, line: () => DEFAULT_LINE }, async (connection) => {
    await talking(connection, io, async (dialogue) => showFound(out, await find(dialogue, out, places)));
  });
}

function showFound(out: Output, found: FoundModule): void {
  const { baudRate, parity, lineKnown, dialect, version, elapsedMs } = found;
  out.result({
    schema: 'hc06.probe@1',
    data: { baudRate, parity, lineKnown, dialect: dialect.id, version, elapsedMs: Math.round(elapsedMs) },
    text: table([
      ['module', `${version} (${dialect.title})`],
      ['line', lineKnown ? formatLine(found) : 'known to the other end of the connection only'],
      ['found in', `${(elapsedMs / 1000).toFixed(1)} s`],
    ]),
  });
}

async function runSet(io: Io, flags: SetFlags): Promise<void> {
  const out = new Output(io, flags);
  const wanted = readWanted(flags, flags.force);
  await connected({ io, out, flags, line: () => DEFAULT_LINE }, async (connection) => {
    if (flags.dryRun) showDryRun(out, wanted);
    else await talking(connection, io, (dialogue) => set(dialogue, io, out, wanted, flags));
  });
}

/** Both silent families take the same bytes, so the plan is exact before the module was asked. */
function showDryRun(out: Output, wanted: Wanted): void {
  const plan = planSettings(wanted, linvor, undefined);
  for (const warning of planWarnings(wanted, undefined)) out.warn(warning);
  out.result({
    schema: 'hc06.set@1',
    data: {
      dryRun: true,
      plan: plan.map(planJson),
      applied: [],
      verified: false,
      baudRate: null,
      elapsedMs: 0,
    },
    text: [
      'dry run: the port was opened, nothing was written',
      'first   AT+VERSION at each rate until a module answers',
      ...plan.flatMap((step) => [`then    ${step.command}`, `        ${hex(step.command)}`]),
      'each in one burst, without CR or LF; what holds already is left out',
    ],
  });
}

async function set(
  dialogue: SilentDialogue,
  io: Io,
  out: Output,
  wanted: Wanted,
  flags: SetFlags,
): Promise<void> {
  const startedAt = io.clock.now();
  const found = await find(dialogue, out);
  const plan = planSettings(wanted, found.dialect, found);
  for (const warning of planWarnings(wanted, found)) out.warn(warning);
  showPlan(out, found, plan);
  if (plan.length > 0) await agree(io, flags, 'Write this to the module?');
  const { applied, line, warnings } = await applyPlan(dialogue, found, plan, (step) =>
    out.progress(`writing ${step.setting} …`),
  );
  for (const warning of warnings) out.warn(warning);
  const { dialect, version } = found;
  const changesRate = plan.some(({ setting }) => setting === 'baud');
  const powerCycle = plan.some(({ takesEffect }) => takesEffect === 'after a power cycle');
  out.result({
    schema: 'hc06.set@1',
    data: {
      plan: plan.map(planJson),
      applied: applied.map((entry) => ({ ...entry, elapsedMs: Math.round(entry.elapsedMs) })),
      verified: true,
      baudRate: line.baudRate,
      parity: line.parity,
      lineKnown: found.lineKnown,
      dialect: dialect.id,
      version,
      needsPowerCycle: powerCycle,
      elapsedMs: Math.round(io.clock.now() - startedAt),
    },
    text: [
      ...applied.map(({ setting, value, answer }) =>
        out.done(`${setting} ${value}${answer ? `  (${answer})` : ''}`),
      ),
      out.done(`the module answers${found.lineKnown || changesRate ? ` at ${formatLine(line)}` : ''}`),
      ...(powerCycle ? ['Switch the module off and on: the new parity counts from then on.'] : []),
      ...(plan.some(({ setting }) => setting === 'name' || setting === 'pin')
        ? ['Name and PIN can’t be read back: look for the module with your phone.']
        : []),
    ],
  });
}

function talking<T>(
  { link, signal }: Connection,
  io: Io,
  act: (dialogue: SilentDialogue) => Promise<T>,
): Promise<T> {
  const dialogue = new SilentDialogue(link, io.clock, signal);
  return act(dialogue).finally(() => dialogue.end());
}

async function find(dialogue: SilentDialogue, out: Output, places: ProbeOptions = {}): Promise<FoundModule> {
  const found = await probe(dialogue, {
    ...places,
    onProgress: ({ line, longestMs }) =>
      out.progress(`looking at ${formatLine(line)} … at most ${Math.ceil(longestMs / 1000)} s to go`),
  });
  for (const warning of found.warnings) out.warn(warning);
  return found;
}

function showPlan(out: Output, found: FoundModule, plan: readonly PlanStep[]): void {
  out.note(`found ${found.version} at ${found.lineKnown ? formatLine(found) : 'an unknown rate'}`);
  if (plan.length === 0) out.note('everything holds already: nothing to write');
  else {
    const rows = plan.map(({ setting, from, to, command }) => [
      setting,
      from ?? '(can’t be read)',
      to,
      command,
    ]);
    for (const line of table([['plan', 'now', 'wanted', 'command'], ...rows])) out.note(line);
  }
  for (const { remark } of plan) if (remark) out.warn(remark);
}

function planJson({ setting, from, to, command, takesEffect }: PlanStep): Readonly<Record<string, unknown>> {
  return { setting, from: from ?? null, to, command, hex: hex(command), takesEffect };
}
