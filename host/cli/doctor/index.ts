import type { Command } from 'commander';
import { OnairError } from '../../base/index.js';
import { type Check, runDoctor } from '../../link/doctor/index.js';
import { command, examples } from '../flags/flags.js';
import type { Io } from '../terminal/io.js';
import { Output, type OutputFlags } from '../terminal/output.js';

const MARKS = { ok: ['green', 'ok  '], warn: ['yellow', 'note'], fail: ['red', 'FAIL'] } as const;

/** `onair doctor`: what is wrong with this computer, and what to do. Exit code 3 if something must be fixed. */
export function doctorCommand(io: Io): Command {
  return command('doctor', 'tell what is wrong with this computer, and the remedy')
    .addHelpText('after', examples('onair doctor', 'onair doctor --json'))
    .action(async (flags: OutputFlags) => {
      const out = new Output(io, flags);
      const checks = await runDoctor();
      const failed = checks.filter(({ status }) => status === 'fail');
      const text = checks.flatMap((check) => lines(out, check));
      if (failed.length === 0) {
        out.result({ schema: 'doctor@2', data: { checks }, text: [...text, 'this computer is ready'] });
        return;
      }
      if (!flags.json) out.lines(text);
      throw new OnairError('port-failed', {
        message: `${failed.length === 1 ? 'one thing' : `${failed.length} things`} to mend: ${failed.map(({ name }) => name).join(', ')}`,
        hint: failed[0]?.remedy ?? 'see the list above',
        details: { checks },
      });
    });
}

function lines(out: Output, { name, status, found, remedy }: Check): string[] {
  const [color, mark] = MARKS[status];
  return [`${out.paint(color, mark)}  ${name}: ${found}`, ...(remedy ? [`      ${remedy}`] : [])];
}
