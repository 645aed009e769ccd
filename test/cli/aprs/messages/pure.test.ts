import test from 'ava';
import { readChatLine } from '../../../../host/cli/aprs/messages/chat-line.js';
import { LineEditor } from '../../../../host/cli/aprs/messages/line-editor.js';
import {
  emptyBook,
  type MessageBook,
  MOST_KEPT,
  readBook,
  withAnswer,
  withReceived,
  withSent,
  writeBook,
} from '../../../../host/packet/aprs/messages/message-book.js';
import { parseCallSign } from '../../../../host/packet/callsign.js';

const AT = '2026-05-01T12:00:00.000Z';
const after = (seconds: number): string => new Date(Date.parse(AT) + 1000 * seconds).toISOString();
const OURS = { from: 'W1AW', to: 'N1AW-9', text: 'at the gate' };
const THEIRS = { from: 'N1AW-9', to: 'W1AW', text: 'hi', id: '7', time: AT };

test('a message without an answer goes on under its number for half an hour; any other takes the next', (t) => {
  let book: MessageBook = { lastNumber: 36 ** 3 - 2, messages: [] };
  const send = (text: string, seconds: number): string => {
    const sent = withSent(book, { ...OURS, text, time: after(seconds) });
    book = sent.book;
    return sent.id;
  };
  t.is(send('at the gate', 0), 'ZZZ');
  t.is(send('at the gate', 1799), 'ZZZ');
  t.is(send('at the gate', 1801), '000');
  t.is(send('coming', 1802), '001');
  book = withAnswer(book, { to: 'N1AW-9', id: '001' }, 'acknowledged');
  t.is(send('coming', 1803), '002');
  t.is(send('at the gate', 1804), '000');
  t.is(book.messages.length, 4);
  t.deepEqual(
    book.messages.map(({ state }) => state),
    ['sent', 'sent', 'acknowledged', 'sent'],
  );
  const own = withSent(book, { ...OURS, id: 'A1', time: AT });
  t.is(own.id, 'A1');
  t.is(own.book.lastNumber, book.lastNumber);
});

test('what comes twice is kept once: by its number for a day, by its text for half a minute', (t) => {
  const book = withReceived(emptyBook(new Date(AT)), THEIRS);
  if (!book) return t.fail();
  t.is(withReceived(book, { ...THEIRS, time: after(86_000) }), undefined);
  t.is(withReceived(book, { ...THEIRS, time: after(86_500) })?.messages.length, 2);
  t.is(withReceived(book, { ...THEIRS, id: '8' })?.messages.length, 2);
  t.is(withReceived(book, { ...THEIRS, from: 'N1AW-7' })?.messages.length, 2);
  const { id, ...unnumbered } = THEIRS;
  const more = withReceived(book, unnumbered);
  t.is(more?.messages.length, 2);
  t.is(more && withReceived(more, { ...unnumbered, time: after(29) }), undefined);
  t.is(more && withReceived(more, { ...unnumbered, time: after(31) })?.messages.length, 3);
  t.is(id, '7');
});

test('an answer counts for the message that waits for it; the oldest message makes room', (t) => {
  const { book, id } = withSent(emptyBook(new Date(AT)), { ...OURS, time: AT });
  t.is(withAnswer(book, { to: 'N1AW', id }, 'acknowledged'), book);
  t.is(withAnswer(book, { to: 'N1AW-9', id }, 'rejected').messages[0]?.state, 'rejected');
  let full = book;
  for (let count = 0; count < MOST_KEPT; count++)
    full = withReceived(full, { ...THEIRS, id: `${count}` }) ?? full;
  t.is(full.messages.length, MOST_KEPT);
  t.is(full.messages[0]?.state, 'received');
  t.deepEqual(readBook(writeBook(full), 'here'), full);
  for (const text of ['', '{}', '[]', '{"lastNumber":-1,"messages":[]}', '{"lastNumber":1,"messages":[{}]}'])
    t.throws(() => readBook(text, 'here'), { message: /here is not what onair wrote/ });
});

const partner = parseCallSign('K1ABC');
for (const [line, kind, about, withPartner] of [
  ['', 'nothing', ''],
  ['   ', 'nothing', ''],
  ['N1AW-9 at the gate', 'send', 'N1AW-9'],
  ['n1aw-9: at the gate', 'send', 'N1AW-9'],
  ['hi there', 'refused', 'no call sign'],
  ['73 de W1AW', 'refused', 'no call sign'],
  ['N1AW-9', 'refused', 'and the text'],
  ['N1AW-77 hi', 'refused', 'SSID'],
  ['/with n1aw', 'partner', 'N1AW'],
  ['/with', 'partner', 'undefined'],
  ['/with WXBOT', 'partner', 'WXBOT'],
  ['/with N1AW hello', 'refused', '/help'],
  ['/wth N1AW', 'refused', '/help'],
  ['/quit', 'quit', ''],
  ['/help', 'help', ''],
  ['hi there', 'send', 'K1ABC', true],
  ['/quit', 'quit', '', true],
] as const) {
  test(`typed "${line}"${withPartner ? ' to a partner' : ''}: ${kind} ${about}`, (t) => {
    const order = readChatLine(line, withPartner ? partner : undefined);
    t.is(order.kind, kind);
    if (order.kind === 'refused') t.true(order.why.includes(about), order.why);
    if (order.kind === 'send' || order.kind === 'partner') t.is(String(order.to), about);
  });
}

test('the line editor: backspace, words, arrow keys, UTF-8', (t) => {
  const editor = new LineEditor();
  const type = (keys: string): unknown[] =>
    [...Buffer.from(keys).toString('latin1')].flatMap((key) => editor.press(key) ?? []);
  t.deepEqual(type('hx\u007fi\r'), [{ line: 'hi' }]);
  t.deepEqual(type('one two  \u0017three\r'), [{ line: 'one three' }]);
  t.deepEqual(type('gone\u0015stays\r'), [{ line: 'stays' }]);
  t.deepEqual(type('a\u001b[A\u001b[1;5Cb\u001bOPc\u001bxd\n'), [{ line: 'abcd' }]);
  t.deepEqual(type('grüß €\u007f\u007f\r'), [{ line: 'grüß' }]);
  t.deepEqual(type('x\u0004\u007f\u0004'), ['end']);
  t.is(editor.text, '');
});
