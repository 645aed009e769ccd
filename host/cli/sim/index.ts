import { Command } from 'commander';
import { OnairError } from '../../base/index.js';
import { parseListenAddress } from '../../link/index.js';
import { isLoopback } from '../../link/node/index.js';
import { type Served, type ServeSetup, servePty, serveTcp } from '../../link/serve/index.js';
import {
  type DeviceEvent,
  type DeviceKind,
  type OptionSpec,
  WIRE_FAULTS,
  WIRE_OPTIONS,
} from '../../link/sim/index.js';
import { command, examples, wholeNumber } from '../flags/flags.js';
import { DEVICES } from '../port/devices.js';
import type { Io } from '../terminal/io.js';
import { table } from '../terminal/layout.js';
import { Output, type OutputFlags } from '../terminal/output.js';

interface SimFlags extends OutputFlags {
  readonly listen?: string;
  readonly pty?: string;
  readonly lan?: boolean;
  readonly count?: number;
  readonly [option: string]: string | boolean | number | undefined;
}

/** `onair sim`: serves simulated devices to any program. */
export function simCommand(io: Io): Command {
  const sim = new Command('sim').description('simulated devices for any program, and the demo');
  for (const kind of DEVICES.values()) sim.addCommand(deviceCommand(io, kind));
  sim.addCommand(
    command('demo', 'the five-minute tour: module found and set, radio into KISS, first packet')
      .addHelpText('after', examples('onair sim demo'))
      .action(async (flags: OutputFlags) => {
        const { demo } = await import('./demo.js');
        await demo(io, new Output(io, flags));
      }),
  );
  return sim;
}

function deviceCommand(io: Io, kind: DeviceKind): Command {
  const serve = command(kind.name, `serve a simulated ${kind.title}`)
    .option('--listen <address>', 'serve on TCP: tcp://127.0.0.1:PORT (port 0 takes a free one)')
    .option('--pty <path>', 'serve on a pseudo-terminal at this path (needs socat)')
    .option('--count <n>', 'serve several: the next port numbers, or PATH-2 and so on', wholeNumber(1, 16), 1)
    .option('--lan', 'allow an address that other machines can reach');
  for (const [name, spec] of Object.entries({ ...kind.options, ...WIRE_OPTIONS })) {
    serve.option(`--${name} <value>`, optionHelp(spec));
  }
  const faults = table(
    Object.entries({ ...WIRE_FAULTS, ...kind.faults }).map(([name, help]) => [`  ${name}`, help]),
  );
  return serve
    .addHelpText('after', `\nFaults:\n${faults.join('\n')}`)
    .addHelpText(
      'after',
      examples(
        `onair sim ${kind.name} --listen tcp://127.0.0.1:4000`,
        `onair sim ${kind.name} --pty /tmp/${kind.name} --fault noise,silent@3`,
      ),
    )
    .action((flags: SimFlags) => serveDevice(io, kind, flags));
}

function optionHelp(spec: OptionSpec): string {
  const values = spec.kind === 'choice' ? `: ${spec.choices.join(', ')}` : '';
  return `${spec.help}${values}${spec.default === '' ? '' : ` (default ${spec.default})`}`;
}

async function serveDevice(io: Io, kind: DeviceKind, flags: SimFlags): Promise<void> {
  const out = new Output(io, flags);
  const count = flags.count ?? 1;
  const given = [...Object.keys(kind.options), ...Object.keys(WIRE_OPTIONS)].flatMap(
    (name): [string, string][] => {
      const value = flags[camelCase(name)];
      return value === undefined ? [] : [[name, String(value)]];
    },
  );
  // Several radios are served on one channel.
  if (count > 1 && 'channel' in kind.options && flags.channel === undefined)
    given.push(['channel', 'shared']);
  const all: Served[] = [];
  try {
    for (let index = 0; index < count; index++) {
      const which = count === 1 ? {} : { number: index + 1 };
      const prefix = count === 1 ? '' : `${index + 1} `;
      const onEvent = (event: DeviceEvent): void =>
        out.event({
          schema: `sim.${event.kind}@1`,
          data: { device: kind.name, ...which, text: event.text, ...event.facts },
          text: [`${prefix}${event.kind}: ${event.text}`],
        });
      const served = await serve(flags, index, { kind, options: given, clock: io.clock, onEvent });
      all.push(served);
      out.event({
        schema: 'sim.ready@1',
        data: { device: kind.name, ...which, port: served.port },
        text: [`${prefix}ready: simulated ${kind.title} on ${served.port}; stop with Ctrl-C`],
      });
    }
    await new Promise<void>((resolve, reject) => {
      if (io.signal.aborted) resolve();
      io.signal.addEventListener('abort', () => resolve(), { once: true });
      for (const { port, whenGone } of all) void whenGone.then(() => reject(goneAway(port)));
    });
  } finally {
    await Promise.all(all.map((served) => served.close()));
  }
}

function goneAway(port: string): OnairError {
  return new OnairError('port-lost', {
    message: `the pseudo-terminal ${port} is gone`,
    hint: 'its socat was ended from outside: start the simulated device again',
  });
}

/** @param index 0 for the first of several, which gets exactly the address that was given */
function serve(flags: SimFlags, index: number, setup: ServeSetup): Promise<Served> {
  const { listen, pty } = flags;
  if ((listen === undefined) === (pty === undefined)) {
    throw new OnairError('bad-usage', {
      message:
        listen === undefined ? 'where should the device be served?' : 'either --listen or --pty, not both',
      hint: 'for example --listen tcp://127.0.0.1:4000, or --pty /tmp/device',
    });
  }
  if (pty !== undefined) return servePty(index === 0 ? pty : `${pty}-${index + 1}`, setup);
  const address = parseListenAddress(listen ?? '');
  if (!flags.lan && !isLoopback(address)) {
    throw new OnairError('bad-usage', {
      message: `${address.host} can be reached from other machines`,
      hint: 'take 127.0.0.1, or add --lan if that is what you want',
    });
  }
  return serveTcp({ ...address, port: address.port === 0 ? 0 : address.port + index }, setup);
}

/** `command-end` -> `commandEnd`, as commander names the values of its options. */
function camelCase(name: string): string {
  return name.replace(/-(.)/g, (_dash, letter: string) => letter.toUpperCase());
}
