import type { Command } from 'commander';
import { endWithProcess } from '../../../firmware/air-up/board/index.js';
import {
  type AirPlan,
  directionOf,
  planOfPreset,
  planOfTargets,
} from '../../../firmware/air-up/vehicle/index.js';
import { OnairError } from '../../base/index.js';
import { version } from '../../base/node/index.js';
import { isNetworkError, listenError } from '../../link/node/index.js';
import { type ListenAddress, type PanelSetup, parseListen, servePanel, urlsOf } from '../../panel/index.js';
import { examples, portCommand } from '../flags/flags.js';
import { checkPort, onPort } from '../port/connect.js';
import type { Io } from '../terminal/io.js';
import { Output } from '../terminal/output.js';
import { agree } from './agree.js';
import { type JobFlags, type JobRequest, jobFlags, readRequest, type Wired } from './job/job-flags.js';
import type { RunFlags } from './job/run-job.js';
import { forgetValves, unprovenOf, unprovenText, valveNames } from './log/unproven.js';
import { ATTENDED, BOARD_PORT, linkWaitFlag, overPort, pinsFlag, readPins, wiredOf } from './on-board.js';
import { AirMachine } from './panel/air-machine.js';
import { Announcer } from './panel/announce.js';
import { historyOrWarning, remainsOf } from './panel/history-file.js';
import { serveBoard } from './panel/serve-board.js';
import { loadVehicle } from './vehicle/load-vehicle.js';

interface ServeFlags extends RunFlags {
  readonly listen: string;
  readonly holdToFill?: boolean;
  readonly history?: string;
}

const ABOUT = `
A browser of this computer opens the address that is shown, which lets it in, once.
With --listen 0.0.0.0:8080 phones on the same Wi-Fi can, too: each types a code that
stands here, once. The key n gives another code, at once. Whoever is in can stop; one
commands at a time.

A phone that is gone leaves no valve open: the job ends by its own limits. With
--hold-to-fill air moves only while a finger rests on a phone.

Programs: /api/openapi.json tells what there is, /metrics is for Prometheus; set
ONAIR_PANEL_KEY, and send it as "Authorization: Bearer KEY".`;

/** `onair air serve`: a phone controls the box. */
export function serveCommand(io: Io): Command {
  return jobFlags(
    linkWaitFlag(pinsFlag(portCommand('serve', 'air up from a phone: a page that the board obeys'))),
  )
    .option('--listen <address>', 'where phones come in; port 0 takes a free one', '127.0.0.1:8080')
    .option('--hold-to-fill', 'air moves only while a finger is on the phone')
    .option('--history <file>', 'where jobs are written down; none: nowhere')
    .option('--yes', 'do not ask before phones are obeyed')
    .option('--attended', ATTENDED)
    .addHelpText('after', ABOUT)
    .addHelpText(
      'after',
      examples(
        'onair air serve --port sim:air-up --tire FL=38 --max 50 --yes',
        'onair air serve --port /dev/ttyUSB0 --vehicle example:jeep',
        'onair air serve --port /dev/ttyUSB0 --vehicle example:jeep --listen 0.0.0.0:8080',
      ),
    )
    .action((flags: ServeFlags) => serve(io, flags));
}

async function serve(io: Io, flags: ServeFlags): Promise<void> {
  const out = new Output(io, flags);
  const pins = readPins(flags);
  const listen = parseListen(flags.listen);
  const key = keyOf(io);
  const { plan, request } = await chosenFirst(flags, wiredOf(pins));
  const { units } = request;
  await checkPort(io, flags);
  await agree(io, flags, 'Obey the phones from now on?');
  const setup = { io, out, flags, ...BOARD_PORT };
  await onPort(setup, async (chosen) => {
    const { clock } = io;
    const { port } = chosen;
    const vehicle = overPort(request.vehicle, flags, port);
    const now = (): Date => new Date();
    const holdToFill = flags.holdToFill ?? false;
    const history = historyOrWarning(io, flags.history, (text) => out.warn(text));
    for (const text of history ? remainsOf(history) : []) out.warn(text);
    const left = unprovenOf(history?.all() ?? []).find((one) => one.vehicle === vehicle.title);
    if (left)
      out.warn(
        `${unprovenText(valveNames(vehicle, left.outlets), left)}. Mended? ${forgetValves(flags.history)}, then serve again`,
      );
    const unproven = left?.outlets ?? [];
    const machine = new AirMachine({ vehicle, units, plan, holdToFill, port, clock, now, unproven });
    const announcer = new Announcer(io, out);
    const end = endWithProcess(chosen.signal);
    try {
      const panel = await opened({
        machine,
        listen,
        clock,
        now,
        version: version(),
        ...(history && { history }),
        ...(key !== undefined && { key }),
        onCode: announcer.code,
        onNote: (text) => out.warn(text),
      });
      const keys = flags.json ? undefined : io.keys;
      const releaseKeys = keys?.((key) => {
        if (key === 'n') panel.newCode();
      });
      try {
        announcer.ready(
          {
            urls: urlsOf(listen, panel.port),
            vehicle: vehicle.title,
            history: history?.path ?? null,
          },
          listen.isLoopback,
        );
        if (keys) out.note('n: another code, also for a phone that has to wait because of wrong ones');
        await serveBoard({
          chosen,
          machine,
          vehicle,
          pins,
          clock,
          signal: end.signal,
          attended: flags.attended ?? false,
          onNote: (text) => out.warn(text),
          onConnected: () => announcer.board('connected', `the board on ${chosen.port} is ready`, null),
          onLost: ({ message, hint }) => announcer.board('lost', message, hint),
        });
      } finally {
        releaseKeys?.();
        await panel.close();
      }
    } finally {
      await history?.close();
      end.release();
    }
    announcer.ended();
  });
}

/** @throws OnairError port-busy, port-denied, port-failed */
async function opened(setup: PanelSetup): ReturnType<typeof servePanel> {
  try {
    return await servePanel(setup);
  } catch (error) {
    throw isNetworkError(error) ? listenError('http', setup.listen satisfies ListenAddress, error) : error;
  }
}

/**
 * What is chosen when the page opens: what was typed, else the first preset. @throws OnairError bad-usage, bad-value,
 * unsafe
 */
async function chosenFirst(
  flags: ServeFlags,
  wired: Wired,
): Promise<{ readonly plan: AirPlan; readonly request: JobRequest }> {
  if (flags.vehicle === undefined || flags.tire !== undefined) {
    const request = await readRequest(flags, 'inflate', wired);
    return { plan: planOfTargets('inflate', request.targets), request };
  }
  const vehicle = await loadVehicle(flags.vehicle);
  const preset = flags.preset ?? [...vehicle.presets.keys()][0];
  if (preset === undefined) {
    throw new OnairError('bad-value', {
      message: `${vehicle.title} has no presets`,
      hint: 'add presets to the vehicle file, or say what to begin with: --tire FL=38',
    });
  }
  const kind = directionOf(vehicle, preset);
  const request = await readRequest({ ...flags, preset } satisfies JobFlags, kind, wired);
  const plan = planOfPreset(vehicle, preset) ?? planOfTargets(kind, request.targets);
  return { plan, request };
}

/** Short keys can be guessed. */
const SHORTEST_KEY = 16;

function keyOf({ env }: Io): string | undefined {
  const key = env.ONAIR_PANEL_KEY;
  if (key === undefined || key === '') return undefined;
  if (key.length >= SHORTEST_KEY && /^\S+$/.test(key)) return key;
  throw new OnairError('bad-value', {
    message: `ONAIR_PANEL_KEY is too short, or has spaces in it`,
    hint: `at least ${SHORTEST_KEY} hard-to-guess characters: openssl rand -hex 16`,
  });
}
