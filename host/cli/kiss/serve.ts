import type { Command } from 'commander';
import { OnairError } from '../../base/index.js';
import { scriptOf } from '../../kenwood/index.js';
import { LIMITS, type Rules } from '../../kiss-server/index.js';
import { parseListenAddress, type TcpAddress } from '../../link/index.js';
import { isLoopback } from '../../link/node/index.js';
import { requireOwnCallSign } from '../../packet/index.js';
import { parameterFrames } from '../../packet/kiss/index.js';
import { readConfig } from '../files/config.js';
import { type ChangeFlags, changeCommand, examples, wholeNumber } from '../flags/flags.js';
import { type LineFlags, lineFlags, lineOf } from '../flags/line-flags.js';
import { wholeSeconds } from '../flags/times.js';
import { type ParameterFlags, parameterFlags, parametersOf } from '../flags/transmit-flags.js';
import { connected } from '../port/connect.js';
import { radioPort } from '../port/radio-port.js';
import { kissMeaning } from '../port/receive-frames.js';
import { agree, agreeToTransmit } from '../terminal/agree.js';
import type { Io } from '../terminal/io.js';
import { Output } from '../terminal/output.js';
import { showDryRun } from '../tnc/dry-run.js';
import { bandFlag, type RadioFlags, radioFlag, radioOf, valuesOf } from '../tnc/radio-flags.js';
import { type Sharing, share } from './share.js';

interface ServeFlags extends ChangeFlags, LineFlags, RadioFlags, ParameterFlags {
  readonly listen: string;
  readonly lan?: boolean;
  readonly pty?: string;
  readonly unix?: string;
  readonly maxClients: number;
  readonly init: boolean;
  readonly exit: boolean;
  readonly check: number;
  readonly receiveOnly?: boolean;
  readonly call?: string;
  readonly copy?: boolean;
  readonly allowExit?: boolean;
  readonly allowHardware?: boolean;
  readonly ports: number;
  readonly escapeC?: boolean;
}

/** Dire Wolf's port, the default of most programs. */
const USUAL_ADDRESS = '127.0.0.1:8001';

const ABOUT = `
What clients transmit goes on the air under the call sign in it. Frames without
a real one (N0CALL and the like, or no AX.25) are refused. --call, ONAIR_CALL or
call: in ~/.config/onair/config.yaml keeps it to your own stations;
--receive-only to nobody. Who can connect can transmit: with --lan that is
everybody in your network, under your license.

While the radio is away nothing is kept for it: what clients send is refused,
and reported here. A client that does not keep up is dropped, and reported. KISS
parameters of clients (TXDELAY ...) count for all, the last one wins; those that
are set here stay.`;

/** `onair kiss serve`: one TNC for many programs. */
export function serveVerb(io: Io): Command {
  return parameterFlags(
    lineFlags(bandFlag(radioFlag(changeCommand('serve', 'share the TNC with many programs: KISS over TCP'))))
      .option('--listen <address>', 'where programs connect; port 0 takes a free one', USUAL_ADDRESS)
      .option('--lan', 'allow an address that other machines can reach: they can transmit, too')
      .option('--pty <path>', 'also a pseudo-terminal, for Xastir, kissattach and others (needs socat)')
      .option('--unix <path>', 'also a socket file, which only you may use')
      .option('--max-clients <n>', 'how many may be here at a time', wholeNumber(1, 1000), LIMITS.clients)
      .option('--no-init', 'the TNC is in KISS by itself: say nothing to it at start and end')
      .option('--no-exit', 'leave the radio in KISS at the end')
      .option(
        '--check <time>',
        'after so long a silence ask whether it is still in KISS (a number alone is s)',
        wholeSeconds(0, 86_400),
        60,
      )
      .option('--receive-only', 'nothing that clients send is transmitted')
      .option(
        '--call <calls>',
        'who may transmit: W1AW is W1AW with every SSID; "any" is every real call sign',
      )
      .option('--copy', 'what one program transmits, the others receive too')
      .option('--allow-exit', 'a leave-KISS frame of a client ends it for all')
      .option('--allow-hardware', 'pass SetHardware frames of clients on')
      .option(
        '--ports <n>',
        'KISS ports of the TNC, from 0 on: frames for others are refused',
        wholeNumber(1, 16),
        1,
      ),
  )
    .option('--escape-c', 'send every C as DB 43 (default: what the radio needs)')
    .addHelpText('after', ABOUT)
    .addHelpText(
      'after',
      examples(
        'onair kiss serve --port /dev/rfcomm0',
        'onair kiss serve --port sim:tm-d700 --listen 127.0.0.1:8001 --yes --json',
        'onair kiss serve --port /dev/rfcomm0 --pty /tmp/kiss-tnc',
        'onair kiss serve --port /dev/rfcomm0 --no-init --receive-only',
        'onair kiss serve --port /dev/rfcomm0 --listen 0.0.0.0:8001 --lan --call W1AW',
      ),
    )
    .action((flags: ServeFlags) => serve(io, flags));
}

async function serve(io: Io, flags: ServeFlags): Promise<void> {
  const out = new Output(io, flags);
  const sharing = await sharingOf(io, flags);
  const line = (port: string) => lineOf(flags, port);
  await connected({ io, out, flags, line, meaning: kissMeaning, ...radioPort(out) }, async (connection) => {
    const { init } = sharing;
    const profile = radioOf(flags);
    if (flags.dryRun) {
      const script = init ? scriptOf(profile, 'init', init.values) : [];
      return showDryRun(out, 'kiss.serve@1', profile, script);
    }
    if (flags.lan) out.warn(`${flags.listen}: everybody in your network can transmit under your license`);
    const doing = init ? `Bring the ${profile.title} into KISS, and share it` : 'Share the TNC';
    if (!flags.receiveOnly) await agreeToTransmit(io, flags, `${doing}? Programs may transmit through it.`);
    else if (init) await agree(io, flags, `${doing}?`);
    await share(io, out, connection, sharing);
  });
}

/** @throws OnairError bad-usage, bad-value, no-callsign */
async function sharingOf(io: Io, flags: ServeFlags): Promise<Sharing> {
  const profile = radioOf(flags);
  const values = valuesOf(flags, profile);
  const parameters = parameterFrames(parametersOf(flags));
  const { receiveOnly = false, allowExit = false, allowHardware = false, copy = false, maxClients } = flags;
  return {
    address: addressOf(flags),
    pty: flags.pty,
    unix: flags.unix,
    rules: {
      receiveOnly,
      calls: receiveOnly ? [] : await callsOf(io, flags.call),
      fixed: new Set(parameters.map(({ command }) => command)),
      allowExit,
      allowHardware,
      ports: flags.ports,
    },
    parameters,
    escapeC: flags.escapeC ?? (flags.init && profile.escapeC.default),
    copy,
    maxClients,
    init: flags.init ? { profile, values, checkMs: flags.check * 1000, exit: flags.exit } : undefined,
  };
}

function addressOf({ listen, lan }: ServeFlags): TcpAddress {
  const address = parseListenAddress(listen);
  if (lan || isLoopback(address)) return address;
  throw new OnairError('bad-usage', {
    message: `${address.host} can be reached from other machines: everybody there could transmit under your license`,
    hint: 'take 127.0.0.1, or add --lan if that is what you want (--call or --receive-only keep it narrower)',
  });
}

/** Who may transmit: the flag, else the own call sign if known, else every real one. */
async function callsOf(io: Io, flag: string | undefined): Promise<Rules['calls']> {
  const text = flag ?? io.env.ONAIR_CALL ?? (await readConfig(io)).call;
  if (text === undefined || /^\s*any\s*$/i.test(text)) return 'any';
  return text.split(',').map(requireOwnCallSign);
}
