import type { OnairError } from '../../base/index.js';
import { EXIT_MODES, type ExitMode } from '../../kenwood/index.js';
import {
  type ClientFacts,
  type HubEvent,
  type HubTotals,
  REFUSALS,
  type Rules,
} from '../../kiss-server/index.js';
import { commandName, KISS_COMMANDS, type KissFrame } from '../../packet/kiss/index.js';
import { describeFrame } from '../port/receive-frames.js';
import type { Output } from '../terminal/output.js';
import { frameFacts } from './frame-facts.js';

/** Events of a shared TNC: in the hub, with the radio, and around both. */
export type ServeEvent =
  | HubEvent
  | {
      readonly kind: 'listening';
      readonly address: string;
      readonly pty?: string;
      readonly unix?: string;
      readonly rules: Rules;
    }
  /** `foundState` and `elapsedMs` if it was put into KISS. */
  | {
      readonly kind: 'ready';
      readonly port: string;
      readonly foundState?: string;
      readonly elapsedMs?: number;
    }
  | { readonly kind: 'left'; readonly heard: string }
  | { readonly kind: 'lost'; readonly error: OnairError; readonly retryMs: number }
  /** The radio is back in its own mode. */
  | { readonly kind: 'exited'; readonly mode: ExitMode; readonly verified: boolean }
  | ({ readonly kind: 'ended'; readonly warnings: readonly string[] } & HubTotals);

/** An event for programs, and for people. */
interface Shown {
  readonly data: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** Prints events: packets on stdout, everything else on stderr; with `--json` all on stdout. */
export function printEvent(out: Output, event: ServeEvent): void {
  const { data, text } = shown(event);
  if (event.kind === 'heard') out.event({ schema: 'kiss.frame@1', data, text: [text] });
  else {
    const result = { schema: 'kiss.served@2', data: { event: event.kind, ...data }, text: [text] };
    if (event.kind === 'sent') out.event(result);
    else out.aside(result);
  }
}

function shown(event: ServeEvent): Shown {
  switch (event.kind) {
    case 'listening': {
      const { address, pty, unix, rules } = event;
      const paths = { ...(pty !== undefined && { pty }), ...(unix !== undefined && { unix }) };
      const also = Object.values(paths).map((path) => ` and ${path}`);
      return {
        data: { address, ...paths, mayTransmit: rules.calls },
        text: `KISS over TCP on ${address}${also.join('')}; stop with Ctrl-C. ${whoTransmits(rules)}`,
      };
    }
    case 'ready': {
      const { kind: _kind, ...facts } = event;
      const found = event.foundState === undefined ? '' : ` (found in state: ${event.foundState})`;
      return { data: facts, text: `the TNC on ${event.port} is shared${found}` };
    }
    case 'left':
      return {
        data: { heard: event.heard },
        text: `the TNC is no longer in KISS: it sent "${event.heard}". Bringing it back …`,
      };
    case 'lost': {
      const { error, retryMs } = event;
      const { code, message, hint } = error;
      return {
        data: { code, message, hint, retryMs },
        text: `${message}. Clients stay, what they send is refused. Next try in ${retryMs / 1000} s`,
      };
    }
    case 'joined':
      return {
        data: who(event.client, event.clients),
        text: `${name(event.client)} is here (${event.clients} now)`,
      };
    case 'gone': {
      const { client, clients, dropped, why, totals } = event;
      const done = `heard ${totals.heard}, sent ${totals.sent}, refused ${totals.refused}`;
      return {
        data: { ...who(client, clients), dropped, why, totals },
        text: `${name(client)} ${dropped ? 'was dropped' : 'is gone'}: ${why} (${done}; ${clients} now)`,
      };
    }
    case 'turned-away': {
      const { name, clients } = event;
      return {
        data: { address: name, clients },
        text: `${name} was turned away: ${clients} clients are here (--max-clients)`,
      };
    }
    case 'heard':
      return {
        data: { ...frameFacts(event.frame), clients: event.clients },
        text: describeFrame(event.frame),
      };
    case 'sent':
      return {
        data: { ...who(event.client), ...frameFacts(event.frame) },
        text: `${name(event.client)} sends ${describeFrame(event.frame)}`,
      };
    case 'parameter': {
      const { port, command, value } = parameter(event.frame);
      return {
        data: { ...who(event.client), port, command, value },
        text: `${name(event.client)} sets ${command} to ${value}${timed(event.frame) ? ' ms' : ''}, for all`,
      };
    }
    case 'refused': {
      const { client, reason, detail, pendingReports, frame } = event;
      const because = detail === '' ? REFUSALS[reason] : `${REFUSALS[reason]}: ${detail}`;
      const more = pendingReports === 0 ? '' : ` (${pendingReports} more before it)`;
      return {
        data: { ...who(client), reason, because, pendingReports, ...frameFacts(frame) },
        text: `${name(client)}: not sent${more}, ${because}: ${describeFrame(frame)}`,
      };
    }
    case 'return':
      return { data: who(event.client), text: `${name(event.client)} ends KISS, for all` };
    case 'stuck':
      return {
        data: { afterMs: event.afterMs },
        text: `the radio takes no bytes for ${event.afterMs / 1000} s: is it on? Over a cable it must raise CTS`,
      };
    case 'exited': {
      const { mode, verified } = event;
      const doubt = verified ? '' : '; it did not confirm the mode: check its display';
      return { data: { mode, verified }, text: `the radio is back in ${EXIT_MODES[mode]}${doubt}` };
    }
    case 'ended': {
      const { kind: _kind, ...totals } = event;
      const { clients, heard, sent, refused } = totals;
      return {
        data: totals,
        text: `clients: ${clients}; packets heard: ${heard}, sent: ${sent}, refused: ${refused}`,
      };
    }
  }
}

function whoTransmits({ receiveOnly, calls }: Rules): string {
  if (receiveOnly) return 'Receive only: nothing that clients send is transmitted';
  if (calls === 'any') return 'Clients transmit under every real call sign; --call keeps it to your own';
  return `Clients transmit as ${calls.map((call) => (call.includes('-') ? call : `${call} (any SSID)`)).join(', ')}`;
}

function who({ id, name }: ClientFacts, clients?: number): Record<string, unknown> {
  return { client: id, address: name, ...(clients !== undefined && { clients }) };
}

function name({ id, name }: ClientFacts): string {
  return `client ${id} (${name})`;
}

/** A KISS parameter; times in ms. */
function parameter(frame: KissFrame): { port: number; command: string; value: number } {
  const byte = frame.data[0] ?? 0;
  return { port: frame.port, command: commandName(frame.command), value: timed(frame) ? byte * 10 : byte };
}

/** Whether the parameter is a time, in steps of 10 ms. */
function timed({ command }: KissFrame): boolean {
  const { txdelay, slottime, txtail } = KISS_COMMANDS;
  return command === txdelay || command === slottime || command === txtail;
}
