import type { Command } from 'commander';
import { OnairError } from '../../base/index.js';
import { readPin, toAddress, wrongPin } from '../../bluetooth/index.js';
import { examples, once, portCommand } from '../flags/flags.js';
import type { Io } from '../terminal/io.js';
import { Output } from '../terminal/output.js';
import { type AirFlags, type AirWanted, airJson, airLines, withAir } from './air.js';
import { DIALECT_FLAG } from './find/dialect-flag.js';
import { verifyByWire, type WireFlags } from './verify-wire.js';

interface VerifyFlags extends AirFlags, WireFlags {
  readonly address?: string;
  readonly dryRun?: boolean;
}

/** `onair hc06 verify`. */
export function verifyCommand(io: Io): Command {
  return portCommand(
    'verify',
    'prove settings by the wire (--port), or as another computer sees them (--air)',
  )
    .option('--adapter <id>', 'hci0, or its address (default: the first that is on)', once('--adapter'))
    .option('--air', 'over the air, by the Bluetooth of this computer (Linux)')
    .option('--name <name>', 'the name that it must have', once('--name'))
    .option('--address <address>', 'which module, where several have the name', once('--address'))
    .option('--pin <pin>', 'the PIN that it must take', once('--pin'))
    .option('--baud <rate>', 'the rate that it must have (wire)', once('--baud'))
    .option('--parity <parity>', 'the parity that it must have: none, even, odd (wire)', once('--parity'))
    .option(...DIALECT_FLAG)
    .option('--dry-run', 'print what would be tried, and transmit nothing')
    .option('--yes', 'do not ask before a pairing that is there is replaced')
    .addHelpText(
      'after',
      `\nBy the wire it asks only, and writes nothing. Over the air the module must be on,\nand its LED must blink; a wrong PIN is tried first, and a pairing that was not\nthere before is removed again.\n${examples(
        'onair hc06 verify --port /dev/ttyUSB0 --name TM-D700 --baud 9600',
        'onair hc06 verify --port "sim:hc06?firmware=v3.0" --name HC-06 --pin 1234',
        'onair hc06 verify --air --name TM-D700 --pin 4321',
        'onair hc06 verify --air --address 98:D3:31:F5:B2:C7 --pin 4321 --json',
      )}`,
    )
    .action((flags: VerifyFlags) => runVerify(io, flags));
}

async function runVerify(io: Io, flags: VerifyFlags): Promise<void> {
  const out = new Output(io, flags);
  if (!flags.air && (flags.port !== undefined || io.env.ONAIR_PORT !== undefined)) {
    refuse(flags, ['address', 'adapter'], 'by its wire there is one module');
    return verifyByWire(io, out, flags);
  }
  refuse(flags, ['port', 'baud', 'parity', 'dialect'], 'over the air these do not show');
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

/** @throws OnairError bad-usage for flags of the other way to verify */
function refuse(flags: VerifyFlags, others: readonly (keyof VerifyFlags)[], why: string): void {
  const given = others.filter((flag) => flags[flag] !== undefined).map((flag) => `--${flag}`);
  if (!flags.air && others.includes('port')) return; // verify by what? says more
  if (given.length === 0) return;
  throw new OnairError('bad-usage', {
    message: `${given.join(', ')}: ${why}`,
    hint: 'verify by the wire (--port, with --name, --pin, --baud, --parity), or over the air (--air, with --name or --address, and --pin)',
  });
}

/** @throws OnairError bad-usage, bad-value */
function readExpected({ air, name, address, pin }: VerifyFlags): AirWanted {
  if (!air || pin === undefined || (name === undefined && address === undefined)) {
    throw new OnairError('bad-usage', {
      message: !air
        ? 'verify by what? by its wire: --port; over the air: --air'
        : `verify what? give ${pin === undefined ? '--pin' : '--name or --address'}`,
      hint: 'for example: onair hc06 verify --air --name TM-D700 --pin 4321, or onair hc06 verify --port /dev/ttyUSB0 --name TM-D700',
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
