import type { Command } from 'commander';
import { OnairError } from '../../base/index.js';
import { readPin, toAddress, wrongPin } from '../../bluetooth/index.js';
import { examples, once } from '../flags/flags.js';
import { bluetoothVerb } from '../port/bluetooth.js';
import type { Io } from '../terminal/io.js';
import { Output } from '../terminal/output.js';
import { type AirFlags, type AirWanted, airJson, airLines, withAir } from './air.js';

interface VerifyFlags extends AirFlags {
  readonly name?: string;
  readonly address?: string;
  readonly pin?: string;
  readonly dryRun?: boolean;
}

/** `onair hc06 verify`. */
export function verifyCommand(io: Io): Command {
  return bluetoothVerb('verify', 'prove name, PIN and serial port as another computer sees them')
    .option('--air', 'over the air, by the Bluetooth of this computer (Linux)')
    .option('--name <name>', 'the name that it must show', once('--name'))
    .option('--address <address>', 'which module, where several have the name', once('--address'))
    .option('--pin <pin>', 'the PIN that it must take', once('--pin'))
    .option('--dry-run', 'print what would be tried, and transmit nothing')
    .option('--yes', 'do not ask before a pairing that is there is replaced')
    .addHelpText(
      'after',
      `\nThe module must be on, and its LED must blink. Tries a wrong PIN first. A\npairing that was not there before is removed again.\n${examples(
        'onair hc06 verify --air --name TM-D700 --pin 4321',
        'onair hc06 verify --air --address 98:D3:31:F5:B2:C7 --pin 4321 --json',
      )}`,
    )
    .action((flags: VerifyFlags) => runVerify(io, flags));
}

async function runVerify(io: Io, flags: VerifyFlags): Promise<void> {
  const out = new Output(io, flags);
  const wanted = readExpected(flags);
  if (flags.dryRun) {
    const wrong = wrongPin(wanted.pin);
    return out.result({
      schema: 'hc06.verify@1',
      data: { dryRun: true, wanted, wrongPin: wrong },
      text: [
        `would look for  ${wanted.name ?? wanted.address}`,
        `would try       PIN ${wrong}, which must be refused`,
        `would try       PIN ${wanted.pin}, which must be taken`,
        'dry run: nothing was transmitted, nothing was changed',
      ],
    });
  }
  await withAir(io, out, flags, async (verify) => {
    const verified = await verify?.(wanted);
    if (!verified) return;
    out.result({
      schema: 'hc06.verify@1',
      data: { verified: true, ...airJson(verified) },
      text: airLines(out, verified),
    });
  });
}

/** @throws OnairError bad-usage, bad-value */
function readExpected({ air, name, address, pin }: VerifyFlags): AirWanted {
  if (!air || pin === undefined || (name === undefined && address === undefined)) {
    throw new OnairError('bad-usage', {
      message: !air
        ? 'verify by what? over the air: --air'
        : `verify what? give ${pin === undefined ? '--pin' : '--name or --address'}`,
      hint: 'for example: onair hc06 verify --air --name TM-D700 --pin 4321. Over its wire a module is verified by set itself',
    });
  }
  const read = address === undefined ? undefined : toAddress(address);
  if (address !== undefined && read === undefined) {
    throw new OnairError('bad-value', {
      message: `--address: "${address}" is no Bluetooth address`,
      hint: 'write it as 98:D3:31:F5:B2:C7; onair bluetooth scan shows it',
    });
  }
  return {
    pin: readPin(pin),
    ...(name !== undefined && { name }),
    ...(read !== undefined && { address: read }),
  };
}
