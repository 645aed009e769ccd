import type { Clock, OnairError } from '../../base/index.js';
import { PROBE } from '../../kenwood/conversation/index.js';
import {
  type InitReport,
  keepInKiss,
  type RadioProfile,
  type StepReport,
  watchKiss,
} from '../../kenwood/index.js';
import { keepOpen, type Link } from '../../link/index.js';
import type { Output } from '../terminal/output.js';
import type { Connection } from './connect.js';

/** How a radio is put into KISS and kept there. */
export interface KissInit {
  readonly profile: RadioProfile;
  readonly values: Readonly<Record<string, string>>;
  /** Silence after which the radio is asked whether it is still in KISS, ms; 0 for never. */
  readonly checkMs: number;
}

/** Events while a radio is in use. */
export type HoldEvent =
  | { readonly kind: 'ready'; readonly link: Link; readonly report?: InitReport }
  /** It answers, as a TNC in KISS does not. With {@link KissInit} it is put back immediately. */
  | { readonly kind: 'left'; readonly link: Link; readonly heard: string }
  | { readonly kind: 'lost'; readonly error: OnairError; readonly retryMs: number };

/** What keeping a radio in KISS takes, through losses and restarts. */
export interface HoldSetup {
  readonly clock: Clock;
  readonly out: Output;
  readonly connection: Connection;
  /** Undefined: the TNC is expected to be in KISS already. */
  readonly init: KissInit | undefined;
  /** Without {@link KissInit}: silence before the first query and before the others, ms; 0 for never. */
  readonly ask: { readonly firstMs: number; readonly everyMs: number };
  onBytes(bytes: Buffer): void;
  /** If it throws, the link counts as lost. */
  onEvent(event: HoldEvent): void;
  readonly farewell?: (link: Link) => Promise<void>;
}

/**
 * Uses a radio in KISS until the signal aborts: through lost links, power cycles, and a TNC that left KISS.
 * @throws OnairError as `keepOpen` and `keepInKiss`
 */
export function holdRadio(setup: HoldSetup): Promise<never> {
  const { clock, out, connection, init, ask, onBytes, onEvent, farewell } = setup;
  const { signal } = connection;
  const open = opener(connection);
  const ending = farewell && { farewell };
  const onLost = (error: OnairError, retryMs: number): void => onEvent({ kind: 'lost', error, retryMs });
  if (init) {
    let current: Link;
    return keepInKiss({
      clock,
      signal,
      open,
      profile: init.profile,
      values: init.values,
      checkMs: init.checkMs,
      onStep: (step) => showStep(out, step),
      onBytes,
      onEvent: (event) => {
        if (event.kind === 'ready') current = event.link;
        onEvent(event.kind === 'left' ? { ...event, link: current } : event);
      },
      ...ending,
    });
  }
  return keepOpen({
    clock,
    signal,
    open,
    onLost,
    use: async (link, ready) => {
      ready();
      onEvent({ kind: 'ready', link });
      for (let firstMs = ask.firstMs; ; firstMs = ask.everyMs) {
        const options = { clock, signal, onBytes, probe: PROBE, checkMs: ask.everyMs, firstCheckMs: firstMs };
        onEvent({ kind: 'left', link, ...(await watchKiss(link, options)) });
      }
    },
    ...ending,
  });
}

/** A step of a script, while it runs. */
export function showStep(out: Output, step: StepReport): void {
  out.progress(`${step.ok ? 'done' : 'no answer'}: ${step.label} …`);
  out.detail(`${step.label}: ${step.sent} -> ${step.heard} (${step.elapsedMs} ms)`);
}

/** Gives the open link, and after that a new one each time. */
export function opener({ link, reopen }: Pick<Connection, 'link' | 'reopen'>): () => Promise<Link> {
  let first = true;
  return async () => {
    if (!first) return reopen();
    first = false;
    return link;
  };
}
