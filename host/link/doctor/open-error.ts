import { realpath } from 'node:fs/promises';
import { OnairError } from '../../base/index.js';
import { holdersByNode } from '../ports/holders.js';
import { thisComputer } from './computer.js';
import { explainDenied } from './ports.js';

/** Messages of the operating systems when a port can't be opened, and their meaning. */
const MEANINGS = [
  {
    code: 'port-missing',
    says: /no such file|file not found|cannot find the file|no such device|not a directory/i,
  },
  { code: 'port-busy', says: /cannot lock|resource (temporarily un|busy)|access (is )?denied/i },
  { code: 'port-denied', says: /permission denied|operation not permitted/i },
] as const;

/** Turns the message of a failed open into an error that names the remedy for this port on this computer. */
export async function explainOpenError(path: string, reason: string): Promise<OnairError> {
  const code = MEANINGS.find((meaning) => meaning.says.test(reason))?.code ?? 'port-failed';
  const details = { port: path, said: reason };
  switch (code) {
    case 'port-missing':
      return new OnairError(code, {
        message: `${path}: there is no such port`,
        hint: missingHint(path),
        details,
      });
    case 'port-busy': {
      const node = await realpath(path).catch(() => path);
      const holder = holdersByNode().get(node);
      return new OnairError(code, {
        message: `${path}: another program has this port open${holder ? `: ${holder}` : ''}`,
        hint: 'close it (a terminal program, ModemManager, another onair) and try again',
        details: { ...details, holder: holder ?? null },
      });
    }
    case 'port-denied': {
      const { found, remedy } = await explainDenied(thisComputer(), path);
      return new OnairError(code, { message: found, hint: remedy ?? 'see: onair doctor', details });
    }
    case 'port-failed': {
      const isOther = /ioctl|not a tty|attributes|is a directory/i.test(reason);
      return new OnairError(code, {
        message: isOther
          ? `${path}: this is not a serial port`
          : `${path}: can't be opened as a serial port: ${reason.replace(/^Error: /, '')}`,
        hint: isOther ? 'ports that are there: onair ports' : 'see what is wrong with: onair doctor',
        details,
      });
    }
  }
}

function missingHint(path: string): string {
  if (/^(tty|cu\.|rfcomm|serial\/)/.test(path)) return `a port is named in full: --port /dev/${path}`;
  if (path.startsWith('/dev/rfcomm')) {
    return 'pair the module, then bind it (lost at a restart): onair bluetooth bind NAME';
  }
  return 'plug the adapter in and run: onair ports. A name under /dev/serial/by-id stays the same when ports are renumbered.';
}
