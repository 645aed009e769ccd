import { printable, shellWord } from '../../base/index.js';
import type { Link, TrafficDirection } from '../../link/index.js';
import { describeData } from '../../packet/index.js';
import { commandName, KissDecoder, type KissFrame } from '../../packet/kiss/index.js';
import type { Io } from '../terminal/io.js';
import type { Output, Result } from '../terminal/output.js';
import type { Connection } from './connect.js';
import { type HoldEvent, holdRadio, type KissInit } from './hold-radio.js';
import { NoFrames } from './no-frames.js';
import { untilEnough } from './until-enough.js';

/** When a listening command ends. */
export interface ReceiveLimits {
  readonly count?: number;
  readonly for?: number;
}

/** Silence after which the usual causes are shown, once, ms. */
export const QUIET_MS = 30_000;

/** Silence after which the radio is asked whether it is in KISS, ms. */
const ASK = { firstMs: 5000, everyMs: 60_000 };

/** Behind TCP is a program that speaks KISS: queries would only fill its log. */
const ASK_NOTHING = { firstMs: 0, everyMs: 0 };

/** When receiving begins and ends, and what happens to each frame. */
export interface ReceiveSetup {
  readonly limits: ReceiveLimits;
  /** Puts the radio into KISS, and back into it after it left; undefined: prints how. */
  readonly init: KissInit | undefined;
  /** Ends it in the ordinary way when it aborts. */
  readonly over?: AbortSignal;
  /** @returns whether the frame counts */
  onFrame(frame: KissFrame): boolean;
  /** The link for outgoing packets; undefined while none is in KISS. */
  onLink?(link: Link | undefined): void;
}

/**
 * Passes on frames until the requested number or time is reached, through lost links and power cycles; Ctrl-C ends
 * it normally.
 * @returns how many frames counted
 * @throws OnairError of the first opening and init; later only errors that persist
 */
export async function receiveFrames(
  connection: Connection,
  io: Io,
  out: Output,
  { limits, init, over, onFrame, onLink = () => {} }: ReceiveSetup,
): Promise<number> {
  let decoder = new KissDecoder();
  let nothing = new NoFrames(out, connection.link);
  let heard = 0;
  let isReported = false;
  const whenQuiet = () => io.clock.after(QUIET_MS, () => out.note(whyQuiet(connection.link.portName)));
  let quiet = whenQuiet();
  let isLost = false;
  const ask = connection.link.portName.startsWith('tcp://') ? ASK_NOTHING : ASK;
  const { signal, reopen } = connection;
  try {
    await untilEnough(io, signal, limits.for, ({ end, enough }) => {
      over?.addEventListener('abort', enough);
      if (over?.aborted) enough();
      return holdRadio({
        clock: io.clock,
        out,
        connection: { link: connection.link, signal: end, reopen },
        init,
        ask,
        onBytes: (bytes) => {
          const frames = decoder.push(bytes);
          if (frames.length === 0) nothing.take(bytes, decoder.pendingBytes);
          for (const frame of frames) {
            if (heard === limits.count) return;
            if (commandName(frame.command) === 'unknown') continue; // a command line echoes our query
            quiet.cancel();
            isReported = false;
            nothing.end();
            if (onFrame(frame)) heard++;
          }
          if (heard === limits.count) enough();
        },
        onEvent: (event) => {
          onLink(event.kind === 'ready' ? event.link : undefined);
          if (event.kind === 'left') {
            quiet.cancel();
            nothing.end();
            if (!isReported) out.aside(left(event, init !== undefined));
            isReported = init === undefined;
            return;
          }
          decoder = new KissDecoder();
          quiet.cancel();
          if (event.kind === 'lost') out.aside(lost(event));
          else {
            nothing = new NoFrames(out, event.link);
            if (isLost) out.note(`${event.link.portName}: the link is back`);
            quiet = whenQuiet(); // behind TCP nobody asks whether the radio is in KISS still
          }
          isLost = event.kind === 'lost';
        },
      });
    });
  } finally {
    quiet.cancel();
  }
  return heard;
}

function left({ link, heard }: HoldEvent & { kind: 'left' }, isBroughtBack: boolean): Result {
  const { portName } = link;
  const remedy = isBroughtBack
    ? 'Back into it …'
    : `Stop with Ctrl-C, then: onair tnc init --port ${shellWord(portName)} (or listen with --init)`;
  return {
    schema: 'radio.state@1',
    data: { event: 'left', port: portName, heard },
    text: [`the radio is not in KISS: it sent "${heard}". ${remedy}`],
  };
}

function lost({ error: { code, message, hint }, retryMs }: HoldEvent & { kind: 'lost' }): Result {
  return {
    schema: 'radio.state@1',
    data: { event: 'lost', code, message, hint, retryMs },
    text: [`${message}. Next try in ${retryMs / 1000} s`],
  };
}

function whyQuiet(port: string): string {
  return `nothing heard for half a minute: is anybody on the frequency, is the squelch open, and is the TNC in KISS (onair tnc status --port ${shellWord(port)})?`;
}

/** A frame for people: the monitor line, or the KISS command with its bytes. */
export function describeFrame({ port, command, data }: KissFrame): string {
  const name = commandName(command);
  return `[${port}] ${name === 'data' ? describeData(data) : `KISS ${name}: ${printable(data)}`}`;
}

/** Meaning of KISS bytes in a trace: frames that are complete within one chunk, else plain text. */
export function kissMeaning(_direction: TrafficDirection, bytes: Buffer): string {
  const frames = new KissDecoder().push(bytes);
  return frames.length === 0 ? printable(bytes) : frames.map(describeFrame).join(' | ');
}
