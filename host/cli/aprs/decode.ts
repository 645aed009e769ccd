import type { Command } from 'commander';
import { OnairError, visible } from '../../base/index.js';
import { decodeAprs, deviceOf, TelemetryBook } from '../../packet/aprs/index.js';
import { monitorBytes, parseLatLon } from '../../packet/index.js';
import { describe, describeScaled, IMPERIAL, METRIC, type Reader } from '../../text/aprs/index.js';
import { command, examples } from '../flags/flags.js';
import type { Io } from '../terminal/io.js';
import { Output, type OutputFlags } from '../terminal/output.js';

interface DecodeFlags extends OutputFlags {
  readonly at?: string;
  readonly imperial?: boolean;
}

/** `onair aprs decode`: explains lines of a monitor or a log. Opens no port. */
export function decodeVerb(io: Io): Command {
  return command('decode', 'say what lines of a log mean; opens no port')
    .argument('[line]', 'SOURCE>DESTINATION,PATH:text; without it, lines on stdin')
    .option('--at <lat,lon>', 'where you are: shows distance and bearing')
    .option('--imperial', 'miles, feet and Fahrenheit')
    .addHelpText(
      'after',
      `${examples(
        'onair aprs decode "N0CALL-9>APK102:=4903.50N/07201.75W>146.520MHz T100 Hi"',
        'onair aprs decode --json "N0CALL-9>APK102:>on the air"',
      )}
Without a line, a file on stdin is read: put "< FILE" behind it. A byte that is
no text is written <0x1c>. Lines of "onair kiss listen" and of APRS-IS are taken
as they are; empty lines and those that begin with # are left out.
`,
    )
    .action((line: string | undefined, flags: DecodeFlags) => decode(io, line, flags));
}

async function decode(io: Io, line: string | undefined, flags: DecodeFlags): Promise<void> {
  const decoder = new Decoder(new Output(io, flags), {
    units: flags.imperial ? IMPERIAL : METRIC,
    at: flags.at === undefined ? undefined : parseLatLon(flags.at),
  });
  if (line !== undefined) {
    if (!decoder.show(line)) throw noLine(`"${visible(line)}" is no line of a monitor`);
    return;
  }
  if (!io.lines) throw noLine('there is no line to decode');
  for await (const each of io.lines(io.signal)) {
    if (io.signal.aborted) break;
    decoder.next(each);
  }
  if (decoder.nothingRead) throw noLine('no line could be read');
  decoder.end();
}

const FORM = 'SOURCE>DESTINATION,PATH:text';

function noLine(message: string): OnairError {
  return new OnairError('bad-value', {
    message,
    hint: `write ${FORM} in quotes, or put a file of such lines on stdin`,
  });
}

/** `[0] ` of `kiss listen`; any address, because APRS-IS has longer ones than AX.25. */
const LINE = /^(?:\[\d+\] )?([^\s>:,]{1,15})>([^\s>:,]{1,15})((?:,[^\s>:,]{1,15})*):(.*)$/s;

class Decoder {
  readonly #book = new TelemetryBook();
  #lines = 0;
  #read = 0;
  #skipped = 0;

  constructor(
    private readonly out: Output,
    private readonly reader: Reader,
  ) {}

  /** Whether there were lines, and all of them wrong. */
  get nothingRead(): boolean {
    return this.#read === 0 && this.#skipped > 0;
  }

  /** An empty log is no error: a quiet night. But it may be the wrong file. */
  end(): void {
    if (this.#read === 0) this.out.warn(`nothing to decode: no ${FORM} on stdin`);
  }

  /** One line of many: an invalid one is reported, and reading continues. */
  next(line: string): void {
    this.#lines++;
    if (line.trim() === '' || line.startsWith('#')) return;
    if (this.show(line)) this.#read++;
    else {
      this.#skipped++;
      this.out.warn(`line ${this.#lines} is no line of a monitor: ${visible(line)}`);
    }
  }

  /** @returns false if it is not a monitor line */
  show(line: string): boolean {
    const [, from, to, hops = '', text = ''] = LINE.exec(line) ?? [];
    if (from === undefined || to === undefined) return false;
    const report = decodeAprs({ from, to, info: monitorBytes(text) });
    this.#book.add(report);
    const scaled = this.#book.scaledIn(from, report);
    const device = 'device' in report ? report.device : deviceOf(to);
    this.out.event({
      schema: 'aprs.decoded@1',
      data: {
        from,
        to,
        path: hops.split(',').slice(1),
        ...(device !== undefined && { device }),
        report,
        ...(scaled && { scaled }),
      },
      text: [
        `${this.out.paint('bold', visible(from))} ${visible(describe(report, this.reader))}`,
        ...(scaled ? [`  ${visible(describeScaled(scaled))}`] : []),
      ],
    });
    return true;
  }
}
