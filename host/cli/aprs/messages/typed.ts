import { messageOf, OnairError, visible } from '../../../base/index.js';
import type { CallSign } from '../../../packet/index.js';
import type { Io } from '../../terminal/io.js';
import type { Output } from '../../terminal/output.js';
import { CHAT_HELP, readChatLine } from './chat-line.js';
import type { ChatScreen } from './chat-screen.js';
import { LineEditor } from './line-editor.js';

/** What typed lines do. */
export interface TypedOrders {
  /** @throws OnairError bad-value where it is not sent */
  send(to: CallSign, text: string): void;
  /** Until every message has its answer, or none. */
  allSettled(): Promise<void>;
  end(): void;
}

/** The lines that a person types while a chat runs. */
export interface Typed {
  /** Lines that were no order. */
  readonly refused: number;
  /** Gives keyboard and screen back. */
  close(): void;
}

/** Reads what somebody types below the messages, or lines of a pipe. */
export function readTyped(
  io: Io,
  out: Output,
  screen: ChatScreen,
  orders: TypedOrders,
  until: AbortSignal,
): Typed {
  const typed = { refused: 0, close: () => {} };
  const obey = (line: string): void => {
    const order = readChatLine(line, screen.partner);
    switch (order.kind) {
      case 'nothing':
        return;
      case 'quit':
        orders.end();
        return;
      case 'help':
        for (const help of CHAT_HELP) out.note(help);
        return;
      case 'partner':
        screen.partner = order.to;
        return;
      case 'refused':
        refuse(order.why);
        return;
      case 'send':
        try {
          orders.send(order.to, order.text);
        } catch (error) {
          refuse(error instanceof OnairError ? `${error.message} (${error.hint})` : messageOf(error));
        }
    }
  };
  const refuse = (why: string): void => {
    typed.refused++;
    out.warn(`not sent: ${why}`);
  };
  if (io.keys) typed.close = readKeys(io.keys, out, screen, obey, orders.end);
  else if (io.lines) void readLines(io.lines(until), obey, orders).then(orders.end, orders.end);
  return typed;
}

function readKeys(
  keys: NonNullable<Io['keys']>,
  out: Output,
  screen: ChatScreen,
  obey: (line: string) => void,
  end: () => void,
): () => void {
  const editor = new LineEditor();
  const show = (): void => out.keepLine(`${screen.partner ?? ''}> ${visible(editor.text)}`);
  show();
  const restore = keys((key) => {
    const pressed = editor.press(key);
    if (pressed === 'end') end();
    else if (pressed) obey(pressed.line);
    show();
  });
  return () => {
    restore();
    out.keepLine(undefined);
  };
}

/** After the last line it ends as soon as every message has its answer. */
async function readLines(
  lines: AsyncIterable<string>,
  obey: (line: string) => void,
  orders: TypedOrders,
): Promise<void> {
  for await (const line of lines) obey(line);
  await orders.allSettled();
}
