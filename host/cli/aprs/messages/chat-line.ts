import { messageOf, OnairError } from '../../../base/index.js';
import { type CallSign, parseCallSign } from '../../../packet/index.js';

/** What a typed line asks for. */
export type ChatOrder =
  | { readonly kind: 'nothing' | 'quit' | 'help' }
  | { readonly kind: 'send'; readonly to: CallSign; readonly text: string }
  | { readonly kind: 'partner'; readonly to: CallSign | undefined }
  | { readonly kind: 'refused'; readonly why: string };

/** What can be typed in a chat, a line each. */
export const CHAT_HELP = [
  'CALL text   a message to one station: N1AW-9 at the gate',
  '/with CALL  every line that follows goes to this station; /with alone ends that',
  '/quit       ends, as Ctrl-C does',
];

/** Reads a line. A slip must not go on the air: without a partner the first word must look like a call sign. */
export function readChatLine(line: string, partner: CallSign | undefined): ChatOrder {
  const text = line.trim();
  if (text === '') return { kind: 'nothing' };
  if (text.startsWith('/')) return readCommand(text);
  if (partner !== undefined) return { kind: 'send', to: partner, text };
  const [, call = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(text) ?? [];
  if (!/^(?=.*\d)(?=.*[A-Z])[A-Z0-9]{3,6}(-\d{1,2})?:?$/i.test(call)) {
    return { kind: 'refused', why: `to whom? "${call}" is no call sign: N1AW-9 ${text}` };
  }
  if (rest === '')
    return { kind: 'refused', why: `${call}: and the text? (/with ${call} chooses a partner)` };
  return attempt(() => ({ kind: 'send', to: parseCallSign(call.replace(/:$/, '')), text: rest }));
}

function readCommand(text: string): ChatOrder {
  const [name = '', ...words] = text.toLowerCase().split(/\s+/);
  const [call] = words;
  if (['/quit', '/q', '/exit', '/bye'].includes(name)) return { kind: 'quit' };
  if (['/help', '/h', '/?'].includes(name)) return { kind: 'help' };
  if (name !== '/with' || words.length > 1)
    return { kind: 'refused', why: `${name} is no command here; /help lists them` };
  return attempt(() => ({ kind: 'partner', to: call === undefined ? undefined : parseCallSign(call) }));
}

function attempt(act: () => ChatOrder): ChatOrder {
  try {
    return act();
  } catch (error) {
    const hint = error instanceof OnairError ? ` (${error.hint})` : '';
    return { kind: 'refused', why: `${messageOf(error)}${hint}` };
  }
}
