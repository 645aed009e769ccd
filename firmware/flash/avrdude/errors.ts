import { type ErrorCode, OnairError } from '../../../host/base/index.js';
import { explainOpenError } from '../../../host/link/doctor/index.js';
import { type FlashBoard, flashBoards } from '../boards.js';
import type { FlashJob } from './programmer.js';

/** A failed run of avrdude. */
export interface FailedRun {
  /** Its whole output. */
  readonly printed: string;
  /** It was stopped because it printed nothing for too long. */
  readonly stalled: boolean;
}

interface Meaning {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string;
}

type Explain = (found: RegExpExecArray, job: FlashJob, run: FailedRun) => Meaning | Promise<Meaning>;

/** Chips by their signature: data sheets, "signature bytes". */
const SIGNATURES: Readonly<Record<string, string>> = { '1e950f': 'atmega328p', '1e9801': 'atmega2560' };

const PORT_LOST: Meaning = {
  code: 'port-lost',
  message: 'the connection to the board was lost',
  hint: 'check cable and hub',
};

/** Messages of avrdude 6 to 8 and their meaning; the first match counts. */
const MEANINGS: readonly (readonly [says: RegExp, explain: Explain])[] = [
  [/signature = (?:0x)?([\da-f]{2})\s?([\da-f]{2})\s?([\da-f]{2})[\s\S]*expected signature/i, otherChip],
  [
    /verif\w+ (?:mismatch|error)[\s\S]*?(?:addr(?:ess)?|at byte) (0x[\da-f]+)/i,
    ([, address = '']) => ({
      code: 'not-verified',
      message: `what was read back is not what was written, from ${address} on`,
      hint: 'flash it again; a chip that fails in the same place twice is worn out or broken',
    }),
  ],
  [
    /(?:cannot open port|can't open device|unable to open port)[^\n]*?: ([^\n]+)/i,
    async ([, why = ''], { port }) => explainOpenError(port, why),
  ],
  [
    /cannot connect: ([^\n]+)|cannot resolve ([^\n]+)/i,
    ([, refused, unknown], { port }) => ({
      code: 'port-missing',
      message: `${port}: no connection: ${refused ?? unknown}`,
      hint: 'is the serial bridge running, and its port number right?',
    }),
  ],
  [
    /^(?:Writing|Reading) \|[\s\S]*(?:not responding|timeout|communicat|unable to (?:read|write)|failed)/im,
    () => PORT_LOST,
  ],
  [
    /input\/output error|connection reset|broken pipe|bad file descriptor|write error|read error/i,
    () => PORT_LOST,
  ],
  [
    /not in sync: resp=0x(?!00)([\da-f]{2})/i,
    ([, byte = ''], { board }) => ({
      code: 'device-confused',
      message: `the board answers (0x${byte}), but not as the bootloader of the ${board.title} does`,
      hint: `another rate, or a program that talks: ${wrongBoard(board)}`,
    }),
  ],
  [/not in sync|not responding|timeout/i, (_found, job) => noBootloader(job)],
];

function noBootloader({ board }: FlashJob): Meaning {
  return {
    code: 'device-silent',
    message: `no bootloader of the ${board.title} answers`,
    hint: `${wrongBoard(board)}; or press reset just as it begins, and take off what hangs on pins 0 and 1`,
  };
}

/** What to try if the bootloader is not the expected one. */
function wrongBoard({ name }: FlashBoard): string {
  switch (name) {
    case 'nano':
      return 'Nanos made before 2018 have another bootloader: --board nano-old';
    case 'nano-old':
      return 'newer Nanos have another bootloader: --board nano';
    default:
      return 'is it the right port (onair ports) and board? Older Nanos: --board nano-old';
  }
}

function otherChip([, ...bytes]: RegExpExecArray, { board }: FlashJob): Meaning {
  const signature = bytes.join('').toLowerCase();
  const boards = flashBoards().filter(({ chip }) => chip === SIGNATURES[signature]);
  return {
    code: 'device-refused',
    message: `the board's chip has signature ${signature}, not that of the ${board.chip}: nothing was written`,
    hint:
      boards.length > 0
        ? `try ${boards.map(({ name }) => `--board ${name}`).join(' or ')}`
        : `there is firmware for ${flashBoards()
            .map(({ title }) => title)
            .join(', ')} only`,
  };
}

/** The error for a failed run: what happened, and what to do now. */
export async function explainFailure(job: FlashJob, run: FailedRun): Promise<OnairError> {
  const { code, message, hint } = await meaningOf(job, run);
  const hasBegun = /^Writing \|/m.test(run.printed);
  return new OnairError(code, {
    message: `${job.port}: ${message}`,
    hint: hasBegun ? `${hint}; ${HALF_WRITTEN}` : hint,
    details: {
      port: job.port,
      board: job.board.name,
      writingHasBegun: hasBegun,
      said: lastWords(run.printed),
    },
  });
}

/** Must be printed whenever writing has begun and failed. */
export const HALF_WRITTEN =
  'the program on the board may be half of one: flash again before you trust any of its outputs';

async function meaningOf(job: FlashJob, run: FailedRun): Promise<Meaning> {
  for (const [says, explain] of MEANINGS) {
    const found = says.exec(run.printed);
    if (found) return explain(found, job, run);
  }
  if (run.stalled) return /^Writing \|/m.test(run.printed) ? PORT_LOST : noBootloader(job);
  return {
    code: 'device-refused',
    message: `avrdude failed: ${lastWords(run.printed).at(-1) ?? 'no output'}`,
    hint: 'see its full output with --verbose, or run it yourself (--dry-run shows how)',
  };
}

/** The last lines that matter. On a TCP port avrdude keeps complaining about a missing DTR. */
function lastWords(printed: string): readonly string[] {
  return printed
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/TIOCMGET|avrdude done/.test(line))
    .slice(-5);
}
