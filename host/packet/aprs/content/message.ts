import type { AprsReport, TelemetryDefinition } from '../report.js';
import { humanLine, humanText } from '../text.js';

const DEFINITIONS: Readonly<Record<string, TelemetryDefinition>> = {
  PARM: 'names',
  UNIT: 'units',
  EQNS: 'coefficients',
  BITS: 'bits',
};

/** `:ADDRESSEE:text{id` and everything that is built upon it (chapters 13 to 15, APRS 1.1 reply-acks). */
export function readMessage(info: string): AprsReport {
  // Nine characters; some senders don't fill them up.
  const [, addressee = '', body = ''] = /^:([^:]{1,9}):(.*)$/s.exec(info) ?? [];
  const to = addressee.trimEnd();
  if (to === '') return { kind: 'unreadable', error: 'bad-addressee', text: humanText(info) };
  const text = humanLine(body);
  return readReceipt(to, text) ?? readDefinition(to, text) ?? readBulletin(to, text) ?? readText(to, text);
}

function readReceipt(to: string, text: string): AprsReport | undefined {
  const [, kind, id = '', acks] = /^(ack|rej)([A-Za-z0-9]{1,5})(?:\}([A-Za-z0-9]{0,5}))?$/.exec(text) ?? [];
  if (kind === undefined) return undefined;
  return { kind: kind === 'ack' ? 'ack' : 'reject', to, id, ...(acks !== undefined && { acks }) };
}

function readDefinition(to: string, text: string): AprsReport | undefined {
  const [, name = '', cells = ''] = /^(PARM|UNIT|EQNS|BITS)\.(.*)$/.exec(text) ?? [];
  const defines = DEFINITIONS[name];
  if (!defines) return undefined;
  return { kind: 'telemetry-definition', to, defines, values: cells.split(',').map((cell) => cell.trim()) };
}

/** BLN and a digit is a bulletin, BLN and a letter an announcement, a group may follow; NWS is weather (chapter 14). */
function readBulletin(to: string, body: string): AprsReport | undefined {
  const [, number, group = ''] = /^BLN([0-9A-Z])(.{0,5})$/.exec(to) ?? [];
  if (number === undefined && !/^(NWS|SKY|CWA|BOM)[-_]/.test(to)) return undefined;
  const { text, id } = splitId(body);
  return {
    kind: 'bulletin',
    to,
    bulletin: number ?? '',
    ...(group !== '' && { group }),
    text,
    ...(id && { id }),
  };
}

function readText(to: string, body: string): AprsReport {
  const [, query] = /^\?([A-Z]{1,6})\??( .*)?$/.exec(body) ?? [];
  if (query !== undefined) return { kind: 'directed-query', to, query: body.slice(1) };
  const { text, id, acks } = splitId(body);
  return { kind: 'message', to, text, ...(id && { id }), ...(acks !== undefined && { acks }) };
}

/**
 * `text{12`, or `text{12}34`: number 12, and 34 of the other side is acknowledged by the way; `text{12}` says that it
 * may be. An ack repeats what stood after the brace.
 */
function splitId(body: string): { text: string; id?: string; acks?: string } {
  const [, text, id, acks] = /^(.*)\{([A-Za-z0-9]{1,5})(?:\}([A-Za-z0-9]{0,5}))?$/s.exec(body) ?? [];
  if (text === undefined || id === undefined) return { text: body };
  return { text, id, ...(acks !== undefined && { acks }) };
}
