import type { Command } from 'commander';
import {
  type FoundModule,
  isApartFromData,
  type ProbeOptions,
  readBaud,
  readDataLine,
  readParity,
  testEcho,
  type Values,
} from '../../hc06/index.js';
import { formatLine, PARITIES } from '../../link/index.js';
import { examples, type PortFlags, portCommand } from '../flags/flags.js';
import type { Io } from '../terminal/io.js';
import { table } from '../terminal/layout.js';
import { Output } from '../terminal/output.js';
import { dataRows } from './find/data-line.js';
import { DIALECT_FLAG, givenDialect } from './find/dialect-flag.js';
import { find, onModule } from './find/find.js';

interface ProbeFlags extends PortFlags {
  readonly baud?: string;
  readonly parity?: string;
  readonly dialect?: string;
  readonly echoTest?: boolean;
}

/** `onair hc06 probe`. */
export function probeCommand(io: Io): Command {
  return portCommand('probe', 'find a module: rate, parity, firmware. Changes nothing')
    .option('--baud <rate>', 'try only this rate')
    .option('--parity <parity>', 'try only this parity: none, even, odd, all')
    .option(...DIALECT_FLAG)
    .option('--echo-test', 'tell a looped wire from a module instead')
    .addHelpText(
      'after',
      examples(
        'onair hc06 probe --port /dev/ttyUSB0',
        'onair hc06 probe --port /dev/ttyUSB0 --echo-test',
        'onair hc06 probe --port "sim:hc06?baud=38400" --json',
        'onair hc06 probe --port "sim:hc06?firmware=jdy-31&baud=128000"',
      ),
    )
    .action((flags: ProbeFlags) => runProbe(io, flags));
}

async function runProbe(io: Io, flags: ProbeFlags): Promise<void> {
  const out = new Output(io, flags);
  const places = { ...readPlaces(flags), ...givenDialect(flags.dialect) };
  await onModule(io, out, flags, async (talk) => {
    if (!flags.echoTest) {
      const found = await find(talk, places);
      return showFound(out, found, await readDataLine(talk.dialogue, found));
    }
    const { echo, means, remedy } = await testEcho(talk.dialogue);
    out.result({ schema: 'hc06.echo@2', data: { echo, means, remedy }, text: [means, remedy] });
  });
}

/** The search scope from the flags. @throws OnairError bad-value */
export function readPlaces({ baud, parity }: Pick<ProbeFlags, 'baud' | 'parity'>): ProbeOptions {
  return {
    ...(baud !== undefined && { rates: [readBaud(baud, true)] }),
    ...(parity !== undefined && { parities: parity === 'all' ? PARITIES : [readParity(parity)] }),
  };
}

const COMMAND_ENDS = { silence: 'silence', 'cr-lf': 'CR LF' } as const;

function showFound(out: Output, found: FoundModule, data: Values): void {
  const { baudRate, parity, lineKnown, dialect, version, elapsedMs } = found;
  out.result({
    schema: 'hc06.probe@2',
    data: {
      baudRate,
      parity,
      lineKnown,
      ...(isApartFromData(found, data) && { dataBaudRate: Number(data.baud), dataParity: data.parity }),
      dialect: dialect.id,
      version,
      elapsedMs: Math.round(elapsedMs),
      commandEnd: dialect.framing.title,
      confidence: dialect.confidence,
      settings: Object.keys(dialect.settings),
      readable: dialect.readings.flatMap(({ reports }) => reports),
    },
    text: table([
      ['module', `${version || 'no version reported'} (${dialect.title})`],
      ['line', lineKnown ? formatLine(found) : 'known to the other end of the connection only'],
      ...dataRows(found, data),
      ['commands end with', COMMAND_ENDS[dialect.framing.title]],
      ['takes', Object.keys(dialect.settings).join(', ')],
      ['found in', `${(elapsedMs / 1000).toFixed(1)} s`],
    ]),
  });
}
