import { randomInt } from 'node:crypto';
import type { Command } from 'commander';
import { z } from 'zod';
import { OnairError } from '../../base/index.js';
import { checkYaml } from '../../base/yaml/index.js';
import {
  type AbsenceOptions,
  type BatchItem,
  type Dialect,
  type FoundModule,
  isNumbered,
  type JournalEntry,
  labelOf,
  nameOf,
  planSettings,
  type RequestedText,
  readAddress,
  readBefore,
  readRequested,
  type SettingName,
  uniquePin,
  waitUntilGone,
} from '../../hc06/index.js';
import { formatLine } from '../../link/index.js';
import { type ChangeFlags, changeCommand, examples } from '../flags/flags.js';
import { agree } from '../terminal/agree.js';
import type { Io } from '../terminal/io.js';
import { Output } from '../terminal/output.js';
import { type AirFlags, airJson, airWanted, type VerifyAir, withAir } from './air.js';
import { find, type ModuleSession, onModule } from './find/find.js';
import { type Journal, openJournal, withJournalLock } from './write/journal.js';
import { checkOne, profileShape, readText, requestedText } from './write/profile.js';
import { afterWriting, writePlan } from './write/write.js';

const batchShape = {
  ...profileShape,
  name: z.string({ error: 'must be a name with {n}, for example "TM-D700-{n:02}"' }),
  count: z.int().min(1).max(9999),
  start: z.int().min(0).optional().default(1),
};

interface BatchFlags extends ChangeFlags, Pick<AirFlags, 'air'> {}

interface Batch {
  /** Settings that are the same for all modules. */
  readonly shared: RequestedText;
  readonly template: string;
  readonly uniquePins: boolean;
  readonly numbers: readonly number[];
}

/** `onair hc06 batch`. */
export function batchCommand(io: Io): Command {
  return changeCommand('batch', 'set many modules, one after another, each with its own name and PIN')
    .argument('<file>', 'YAML: name, count, and what set --from takes; pin: unique')
    .option('--air', 'verify each over the air before the next (Linux; see hc06 verify)')
    .addHelpText(
      'after',
      `\nProgress is kept in FILE.journal.ndjson: the same command continues where it\nstopped.\n${examples(
        'onair hc06 batch modules.yaml --port /dev/ttyUSB0',
        'onair hc06 batch modules.yaml --port /dev/ttyUSB0 --dry-run',
      )}`,
    )
    .action((file: string, flags: BatchFlags) => runBatch(io, file, flags));
}

/** @throws OnairError bad-value with file:line:column */
function readBatch(file: string): Batch {
  const shape = z.strictObject(batchShape);
  const checked = checkYaml(readText(file), file, shape, () => Object.keys(batchShape), 'host/README.md');
  const { name: template, count, start, pin, ...others } = checked.value;
  if (count > 1 && !isNumbered(template)) {
    throw checked.error(['name'], `"${template}" is the same for all ${count}`, 'put {n} or {n:02} into it');
  }
  const numbers = Array.from({ length: count }, (_, index) => start + index);
  const uniquePins = pin === 'unique';
  const shared = requestedText({ ...others, ...(pin !== undefined && !uniquePins && { pin }) });
  const longest = { ...shared, name: nameOf(template, start + count - 1) };
  for (const key of Object.keys(longest)) checkOne(checked, longest, key as SettingName);
  return { shared, template, uniquePins, numbers };
}

async function runBatch(io: Io, file: string, flags: BatchFlags): Promise<void> {
  const out = new Output(io, flags);
  const batch = readBatch(file);
  if (flags.dryRun) return runAll(io, out, file, batch, flags);
  await withJournalLock(file, () => runAll(io, out, file, batch, flags));
}

async function runAll(io: Io, out: Output, file: string, batch: Batch, flags: BatchFlags): Promise<void> {
  const journal = openJournal(file);
  if (journal.isTorn) {
    out.warn(
      `${journal.path} ended in half a line (the program or the computer had died): it does not count`,
    );
  }
  const open = batch.numbers.filter((n) => journal.before.get(n)?.state !== 'done');
  out.note(`${open.length} of ${batch.numbers.length} modules are to be set; the journal is ${journal.path}`);
  if (flags.air) airWanted({ name: batch.template, pin: batch.uniquePins ? '0000' : batch.shared.pin });
  const run = (verify?: VerifyAir): Promise<void> =>
    onModule(io, out, flags, async (talk) => {
      if (flags.dryRun) return showDryRun(out, batch, open);
      if (open.length > 0) await agree(io, flags, `Set ${open.length} modules, one after another?`);
      const { failed } = await setAll({ ...talk, verify }, batch, open, journal);
      out.result({
        schema: 'hc06.batch@1',
        data: {
          total: batch.numbers.length,
          done: open.length,
          doneBefore: batch.numbers.length - open.length,
          failed,
          journal: journal.path,
        },
        text: [
          `${open.length} modules set, ${batch.numbers.length - open.length} were done before; ${failed} tries failed`,
        ],
      });
    });
  await withAir(io, out, { ...flags, air: flags.air === true && flags.dryRun !== true }, run);
}

/** The connection to a module, and its verifier over the air if requested. */
type BatchTalk = ModuleSession & { readonly verify: VerifyAir | undefined };

function showDryRun(out: Output, { template, uniquePins, shared }: Batch, open: readonly number[]): void {
  const names = open.map((n) => nameOf(template, n));
  out.result({
    schema: 'hc06.batch@1',
    data: { dryRun: true, names, settings: { ...shared, ...(uniquePins && { pin: 'unique' }) } },
    text: ['dry run: the port was opened, nothing was written', ...names.map((name) => `would set  ${name}`)],
  });
}

/** Sets one module after another; one that fails is reported, and its number goes to the next, with another PIN. */
async function setAll(
  talk: BatchTalk,
  batch: Batch,
  open: readonly number[],
  journal: Journal,
): Promise<{ failed: number }> {
  const { out, dialogue } = talk;
  const { before, write } = journal;
  const used = new Set([...before.values()].flatMap(({ pin }) => (pin === undefined ? [] : [pin])));
  let failed = 0;
  for (const [index, n] of open.entries()) {
    let begun = before.get(n);
    for (;;) {
      const item = itemOf(batch, n, begun, used);
      write({ ...item, state: 'begun' }); // before the first byte: after a stop the module gets the same PIN
      const { found, address } = await newModule(talk, journal);
      const ended = await setOne(talk, batch, item, found).catch((error: unknown) => {
        if (error instanceof OnairError && /^(device-|not-verified|bad-value)/.test(error.code)) return error;
        throw error;
      });
      const ok = !(ended instanceof OnairError);
      write({
        ...item,
        state: ok ? 'done' : 'failed',
        time: new Date().toISOString(),
        version: found.version,
        ...(address !== undefined && { address }),
      });
      if (ok && address !== undefined) journal.doneByAddress.set(address, n);
      const facts = ok ? ended : { error: { code: ended.code, message: ended.message, hint: ended.hint } };
      const text = ok ? ended.label : `failed  ${item.name}: ${ended.message}`;
      out.event({
        schema: 'hc06.batch.module@1',
        data: { ...item, ok, ...(address !== undefined && { address }), ...facts },
        text: [text],
      });
      if (!ok) failed++;
      if (ok && index === open.length - 1) break;
      out.note('take this module off, and put the next one in its place …');
      await waitUntilGone(dialogue, found.dialect, address === undefined ? absence(out) : {});
      if (ok) break;
      begun = undefined; // the failed module may have kept its PIN
    }
  }
  return { failed };
}

/** A module without an address can't be recognized, so a loose contact must not look like the next module. */
const ABSENT_MS = 5000;

function absence(out: Output): AbsenceOptions {
  const text = `a module answers again within ${ABSENT_MS / 1000} s. It tells no address, so it is taken for the same one: nothing was written to it. Leave its place empty for ${ABSENT_MS / 1000} s`;
  return { leastMs: ABSENT_MS, onBack: () => out.warn(text) };
}

function itemOf(
  { template, uniquePins, shared }: Batch,
  n: number,
  begun: JournalEntry | undefined,
  used: Set<string>,
): BatchItem {
  const name = nameOf(template, n);
  const pin = uniquePins ? (begun?.pin ?? uniquePin(used, (below) => randomInt(below))) : shared.pin;
  if (pin !== undefined) used.add(pin);
  return { n, name, ...(pin !== undefined && { pin }) };
}

/** The next module that this batch has not set: one that reports its address is recognized. */
async function newModule(
  talk: ModuleSession,
  { doneByAddress }: Journal,
): Promise<{ readonly found: FoundModule; readonly address: string | undefined }> {
  const { out, dialogue } = talk;
  for (;;) {
    const found = await nextModule(talk);
    dialogue.framing = found.dialect.framing;
    const address = await readAddress(dialogue, found.dialect);
    const done = address === undefined ? undefined : doneByAddress.get(address);
    if (done === undefined) return { found, address };
    out.warn(
      `this is module ${done} again (${address}): it is done, nothing was written to it; put the next one in its place`,
    );
    await waitUntilGone(dialogue, found.dialect);
  }
}

/**
 * Searches until a module answers: often at the rate of new ones, sometimes at all. Touching the wire makes noise,
 * and a module of another kind may be among them: that is reported once, and the batch continues.
 */
async function nextModule(talk: ModuleSession): Promise<FoundModule> {
  const reported = new Set<string>();
  for (let look = 1; ; look++) {
    try {
      return await find(talk, look % 5 === 0 ? {} : { rates: [9600], parities: ['none'] });
    } catch (error) {
      talk.dialogue.throwIfInterrupted(); // the end of --timeout looks like a silent device
      if (!(error instanceof OnairError) || !error.code.startsWith('device-')) throw error;
      if (error.code !== 'device-silent' && !reported.has(error.message)) talk.out.warn(error.message);
      reported.add(error.message);
      talk.out.progress('waiting for the next module …');
    }
  }
}

interface SetOne {
  readonly label: string;
  readonly version: string;
  readonly dialect: Dialect['id'];
  readonly baudRate: number;
  readonly parity: string;
  readonly needsPowerCycle: boolean;
  /** The facts that were verified over the air. */
  readonly air?: Record<string, unknown>;
}

async function setOne(talk: BatchTalk, batch: Batch, item: BatchItem, found: FoundModule): Promise<SetOne> {
  const { out, dialogue, verify } = talk;
  const { dialect, version } = found;
  const wanted = readRequested({ ...batch.shared, name: item.name, pin: item.pin });
  const read = await readBefore(dialogue, found, wanted);
  const plan = planSettings(wanted, dialect, found, read);
  const { applied, waiting } = await writePlan(talk, found, plan);
  const { line } = dialogue.link;
  const air = await verify?.(airWanted(wanted)).catch((error: unknown) => {
    throw afterWriting(out, error, applied, plan);
  });
  return {
    label: labelOf(item, formatLine(line), version),
    version,
    dialect: dialect.id,
    baudRate: line.baudRate,
    parity: line.parity,
    needsPowerCycle: waiting.length > 0,
    ...(air && { air: airJson(air) }),
  };
}
