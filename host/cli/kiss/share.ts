import { OnairError } from '../../base/index.js';
import { runExit, type StepReport } from '../../kenwood/index.js';
import { KissHub, type RadioWire, type Rules } from '../../kiss-server/index.js';
import { type Link, type TcpAddress, wireTimeMs } from '../../link/index.js';
import { listenTcp, listenUnix } from '../../link/node/index.js';
import { type KissFrame, RETURN_FRAME } from '../../packet/kiss/index.js';
import type { Connection } from '../port/connect.js';
import { holdRadio, type KissInit, showStep } from '../port/hold-radio.js';
import type { Io } from '../terminal/io.js';
import type { Output } from '../terminal/output.js';
import { servePtyClient } from './pty-client.js';
import { printEvent, type ServeEvent } from './serve-events.js';
import { TcpClients } from './tcp-clients.js';

/** What to share, where, and how. */
export interface Sharing {
  readonly address: TcpAddress;
  /** Path of a pseudo-terminal for one more client. */
  readonly pty: string | undefined;
  /** Path of a socket file, in addition to TCP. */
  readonly unix: string | undefined;
  readonly rules: Rules;
  readonly parameters: readonly KissFrame[];
  readonly escapeC: boolean;
  readonly copy: boolean;
  readonly maxClients: number;
  /** How to put the radio into KISS and keep it there; undefined for a TNC that is always in KISS. */
  readonly init:
    | (KissInit & {
        /** Whether to return the radio to its own mode at the end. */
        readonly exit: boolean;
      })
    | undefined;
}

/**
 * Shares the radio's TNC until Ctrl-C, or until a client ends KISS if that is allowed.
 * @throws OnairError of the listener, of `keepInKiss`, or of the radio's exit
 */
export async function share(io: Io, out: Output, connection: Connection, sharing: Sharing): Promise<void> {
  const ended = new AbortController();
  const onEvent = (event: ServeEvent): void => {
    printEvent(out, event);
    if (event.kind === 'return') ended.abort();
  };
  const hub = new KissHub({ ...sharing, clock: io.clock, onEvent });
  const clients = new TcpClients(hub);
  const { address, pty, unix, rules } = sharing;
  const open: { close(): Promise<void> }[] = [];
  const closeAll = async (): Promise<void> => {
    await Promise.all(open.map((one) => one.close()));
  };
  try {
    const listener = await listenTcp(address, (socket) => clients.admit(socket));
    open.push(listener);
    if (unix !== undefined) open.push(await listenUnix(unix, (socket) => clients.admit(socket, unix)));
    if (pty !== undefined) open.push(await servePtyClient(hub, pty));
    const paths = { ...(pty !== undefined && { pty }), ...(unix !== undefined && { unix }) };
    onEvent({ kind: 'listening', address: listener.address, ...paths, rules });
  } catch (error) {
    await closeAll();
    throw error;
  }
  const signal = AbortSignal.any([connection.signal, ended.signal]);
  try {
    await hold(io, out, { ...connection, signal }, sharing, { hub, onEvent, byClient: ended.signal });
  } catch (error) {
    // Ctrl-C and an allowed leave-KISS frame end it normally.
    if (!(error instanceof OnairError && error.code === 'interrupted')) throw error;
  } finally {
    const closed = closeAll();
    await clients.end(io.clock);
    await closed;
    onEvent({ kind: 'ended', ...hub.totals, warnings: out.warnings });
  }
}

interface Ends {
  readonly hub: KissHub;
  onEvent(event: ServeEvent): void;
  /** Aborts when a client has ended KISS. */
  readonly byClient: AbortSignal;
}

function hold(
  io: Io,
  out: Output,
  connection: Connection,
  sharing: Sharing,
  { hub, onEvent, byClient }: Ends,
): Promise<never> {
  const { clock } = io;
  const { init } = sharing;
  const onBytes = (bytes: Buffer): void => hub.fromRadio(bytes);
  return holdRadio({
    clock,
    out,
    connection,
    init,
    ask: { firstMs: 0, everyMs: 0 },
    onBytes,
    onEvent: (event) => {
      switch (event.kind) {
        case 'lost':
          hub.radioLost();
          onEvent(event);
          return;
        case 'left':
          if (!init) throw notInKiss(event.link, event.heard);
          hub.radioAway();
          onEvent({ kind: 'left', heard: event.heard });
          return;
        case 'ready': {
          const { link, report } = event;
          const found = report && { foundState: report.foundState, elapsedMs: report.elapsedMs };
          onEvent({ kind: 'ready', port: link.portName, ...found });
          hub.radioReady(wireTo(link));
        }
      }
    },
    farewell: async (link) => {
      hub.radioAway();
      if (!init) {
        if (byClient.aborted) await link.send(RETURN_FRAME);
        return;
      }
      if (!init.exit) return;
      out.note('bringing the radio back; Ctrl-C again leaves it as it is');
      const { profile, values } = init;
      const onStep = (step: StepReport): void => showStep(out, step);
      const { mode, verified } = await runExit(link, profile, { clock, values, onStep, onBytes });
      onEvent({ kind: 'exited', mode, verified });
    },
  });
}

function wireTo(link: Link): RadioWire {
  return {
    send: (bytes) => link.send(bytes),
    wireTimeMs: (bytes) => wireTimeMs(bytes, link.line),
    giveUp: () => void link.close(),
  };
}

function notInKiss(link: Link, heard: string): OnairError {
  return new OnairError('not-verified', {
    message: `${link.portName}: the TNC is not in KISS: it sent "${heard}"`,
    hint: 'bring it into KISS by hand, or omit --no-init and name the --radio',
  });
}
