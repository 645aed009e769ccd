import { OnairError } from '../../base/index.js';
import { type LineSettings, type Link, parsePort } from '../../link/index.js';
import { openLink } from '../../link/node/index.js';
import { listPorts } from '../../link/ports/index.js';
import { type DeviceEvent, findDevice } from '../../link/sim/index.js';
import type { PortFlags } from '../flags/flags.js';
import type { Io } from '../terminal/io.js';
import type { Output } from '../terminal/output.js';
import { timeLimit } from './time-limit.js';
import { type Meaning, openTrace } from './trace.js';

/** An open port, for a command. */
export interface Connection {
  readonly link: Link;
  /** Aborts on Ctrl-C and when `--timeout` is over. */
  readonly signal: AbortSignal;
  /** Opens the same port again, after the link was lost or closed. */
  reopen(): Promise<Link>;
}

/** What opening the port of a command takes. */
export interface ConnectSetup {
  readonly io: Io;
  readonly out: Output;
  readonly flags: PortFlags;
  /** The port of a simulated device, for users without one. */
  readonly simulated: string;
  /** The initial line settings, for the port in use. @throws OnairError bad-value */
  readonly line: (port: string) => LineSettings;
  /** What the bytes mean, for `--trace`. */
  readonly meaning?: Meaning;
  readonly onEvent?: (event: DeviceEvent) => void;
}

/** The port of a command that may open it more than once: another program can have it in between. */
export interface ChosenPort {
  readonly port: string;
  /** Aborts on Ctrl-C and when `--timeout` is over. */
  readonly signal: AbortSignal;
  /** Opens the port, passes it to `act`, and always closes it. */
  open<T>(act: (connection: Connection) => Promise<T>): Promise<T>;
}

/**
 * Parses the named port before any question: a typing mistake needs no consent.
 * @throws OnairError bad-value
 */
export async function checkPort(io: Io, { port = io.env.ONAIR_PORT }: PortFlags): Promise<void> {
  if (port === undefined) return;
  const target = parsePort(port);
  if (target.kind !== 'sim') return;
  const { DEVICES } = await import('./devices.js');
  findDevice(DEVICES, target.device);
}

/**
 * Opens the port of the flags, passes it to `act`, and always closes it.
 * @throws OnairError of the port, of `act`, or device-silent when `--timeout` is over
 */
export function connected<T>(setup: ConnectSetup, act: (connection: Connection) => Promise<T>): Promise<T> {
  return onPort(setup, ({ open }) => open(act));
}

/** Like {@link connected}, for commands that open the port themselves. */
export async function onPort<T>(setup: ConnectSetup, act: (chosen: ChosenPort) => Promise<T>): Promise<T> {
  const { io, flags, onEvent } = setup;
  const port = flags.port ?? io.env.ONAIR_PORT ?? (await onlyPort(setup));
  const { DEVICES } = await import('./devices.js');
  const trace = flags.trace === undefined ? undefined : openTrace(flags.trace, setup.out, setup.meaning);
  const limit = timeLimit(io, flags.timeout);
  const openPort = async (): Promise<Link> => {
    const context = { clock: io.clock, devices: DEVICES, ...(onEvent && { onEvent }) };
    const link = await openLink(port, setup.line(port), context);
    if (trace) link.tap = (direction, bytes) => trace.write(io.clock.now(), direction, bytes);
    return link;
  };
  const open: ChosenPort['open'] = async (use) => {
    let link = await openPort();
    const reopen = async (): Promise<Link> => {
      link = await openPort();
      return link;
    };
    try {
      return await use({ link, signal: limit.signal, reopen });
    } finally {
      await link.close();
    }
  };
  try {
    return await act({ port, signal: limit.signal, open });
  } finally {
    limit.cancel();
    trace?.close();
  }
}

/** The only candidate for the port. */
async function onlyPort({ out, simulated }: ConnectSetup): Promise<string> {
  const ports = (await listPorts()).filter(({ kind }) => kind === 'usb' || kind === 'bluetooth');
  const [only] = ports;
  if (only && ports.length === 1) {
    out.note(`using ${only.path}${only.product ? ` (${only.product})` : ''}, the only port here`);
    return only.path;
  }
  throw new OnairError('bad-usage', {
    message: only
      ? `which port? there are ${ports.map(({ path }) => path).join(', ')}`
      : 'no port is given, and none is plugged in',
    hint: only
      ? `for example --port ${only.path}`
      : `plug the device in (onair ports), or try a simulated one: --port ${simulated}`,
  });
}
