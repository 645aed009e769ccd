import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { findBoard, flashBoards } from '../../../firmware/flash/index.js';
import { loadDesign } from '../../../wiring/node/index.js';
import { OnairError } from '../../base/index.js';
import { listPorts, type PortInfo } from '../../link/ports/index.js';
import {
  airUpWalk,
  type GuideSteps,
  NOTHING_YET,
  nextStep,
  type Progress,
  shellLine,
  simulatedAnswers,
  tmD700Walk,
  type Walk,
} from '../../setup/index.js';
import { readConfig } from '../files/config.js';
import { command, examples } from '../flags/flags.js';
import type { Io, RunLine } from '../terminal/io.js';
import { Output, type OutputFlags } from '../terminal/output.js';
import { type ProgressFile, progressFile } from './progress-file.js';
import { paragraphs, runWalk } from './run-walk.js';
import { saveSummary } from './save-summary.js';
import { simulation } from './simulation.js';

interface SetupFlags extends OutputFlags {
  readonly simulate?: boolean;
  readonly list?: boolean;
  readonly again?: boolean;
}

/** `onair setup`: a guided walk, step by step, for first-time users. */
export function setupCommand(io: Io, onair: RunLine): Command {
  const ownCall = async (): Promise<string | undefined> => io.env.ONAIR_CALL ?? (await readConfig(io)).call;
  const setup = new Command('setup').description('a guided walk from the parts to something that works');
  const add = (name: string, summary: string, walk: (isSimulated: boolean) => Walk): void => {
    setup.addCommand(
      command(name, summary)
        .option('--simulate', 'run it on simulated devices')
        .option('--list', 'print the steps and run nothing')
        .option('--again', 'start over, with the answers of the last time as suggestions')
        .addHelpText(
          'after',
          '\nLeave at any step; the same command continues there. Commands are shown before they run.',
        )
        .addHelpText(
          'after',
          examples(`onair setup ${name}`, `onair setup ${name} --simulate`, `onair setup ${name} --list`),
        )
        .action((flags: SetupFlags) => run(io, onair, walk(flags.simulate === true), flags)),
    );
  };
  add('tm-d700', 'an HC-06 in a TM-D700: from the bag of parts to APRSdroid', () =>
    tmD700Walk({ ownCall, guideOf, plugged }),
  );
  add('air-up', 'a board, a valve, a sensor: from the bench to the first tire', (isSimulated) =>
    airUpWalk({
      guideOf,
      plugged,
      // The walk has the wires of air-up and its pin map, which are for the chip of an Uno.
      boards: flashBoards().flatMap(({ name, chip }) => (chip === findBoard('uno').chip ? [name] : [])),
      hasFile: existsSync,
      isSimulated,
    }),
  );
  return setup;
}

const guideOf: GuideSteps = (design) => loadDesign(design).file.steps;

async function plugged(kind: PortInfo['kind']): Promise<string | undefined> {
  const [port, another] = (await listPorts()).filter((one) => one.kind === kind);
  return another ? undefined : (port?.byId ?? port?.path);
}

async function run(io: Io, onair: RunLine, walk: Walk, flags: SetupFlags): Promise<void> {
  const out = new Output(io, flags);
  if (flags.list) return list(out, walk);
  const { ask, choose } = io;
  if (!ask || !choose || flags.json) {
    throw new OnairError('bad-usage', {
      message: 'a walk needs somebody at a keyboard',
      hint: `onair setup ${walk.name} --list prints its steps`,
    });
  }
  const file = progressFile(io, walk.name, flags.simulate === true);
  let progress = begin(file, flags);
  greet(out, walk, progress, flags);
  if (!file.isKept) out.warn('there is no home folder (HOME): when you leave, where you were is not kept');
  const simulated = flags.simulate ? simulation(io, out) : undefined;
  try {
    const ending = await runWalk(walk, progress, {
      io,
      out,
      ask,
      choose,
      onair,
      save: (now) => {
        progress = now;
        file.save(now);
      },
      ...(simulated && { simulate: simulated.portOf }),
    });
    if (ending === 'left') {
      const line = ['setup', walk.name, ...(flags.simulate ? ['--simulate'] : [])];
      out.lines(['', `Left. To continue: ${shellLine(line)}`]);
      return;
    }
    const answered = { ...progress.answers, ...(flags.simulate && simulatedAnswers(walk)) };
    await saveSummary(walk, answered, { out, ask, choose });
    file.save({ ...NOTHING_YET, answers: progress.answers }); // the next walk starts from the beginning
  } finally {
    await simulated?.close();
  }
}

/** The point at which the walk resumes; `--again` keeps the answers and forgets the finished steps. */
function begin(file: ProgressFile, flags: SetupFlags): Progress {
  if (!flags.again) return file.load() ?? NOTHING_YET;
  try {
    return { ...NOTHING_YET, answers: file.load()?.answers ?? {} };
  } catch {
    return NOTHING_YET; // an unreadable file is replaced, as requested
  }
}

function greet(out: Output, walk: Walk, begun: Progress, flags: SetupFlags): void {
  out.lines([out.paint('bold', walk.title)]);
  if (flags.simulate) out.lines(['Everything is simulated: no port is opened, nothing is transmitted.']);
  if (nextStep(walk, begun) > 0) out.lines([`Going on where you were. From the beginning: --again`]);
}

function list(out: Output, walk: Walk): void {
  out.result({
    schema: 'setup.list@2',
    data: {
      walk: walk.name,
      steps: walk.steps.map(({ id, title, only, text }) => ({
        id,
        title,
        only: only ?? null,
        text: text({}),
      })),
    },
    text: walk.steps.flatMap(({ title, only, text }, index) => [
      ...(index === 0 ? [] : ['']),
      out.paint(
        'bold',
        `${index + 1}  ${title}${only ? ` (only for ${Object.values(only).join(', ')})` : ''}`,
      ),
      ...paragraphs(text({})).slice(1),
    ]),
  });
}
