import test from 'ava';
import { systemClock } from '../../../host/base/index.js';
import { heardIn } from '../../../host/packet/aprs/receive/index.js';
import { decodeFrame } from '../../../host/packet/ax25/index.js';
import { formatMonitor } from '../../../host/packet/index.js';
import { KissDecoder } from '../../../host/packet/kiss/index.js';
import { Mail } from '../../../host/web/app/radio/messages/mail.js';
import { storedMessages, type TextStore } from '../../../host/web/app/radio/messages/storage-book.js';
import { frameOf } from '../../packet/frames.js';
import { inVirtualTime } from '../../virtual-time.js';

/** Storage of a page, and what went wrong with it. */
function storage(text?: string) {
  const texts = new Map<string, string>(text === undefined ? [] : [['onair-messages', text]]);
  const state = { texts, problems: 0, isFull: false };
  const store: TextStore = {
    read: (key) => texts.get(key),
    write: (key, value) => {
      if (!state.isFull) texts.set(key, value);
      return !state.isFull;
    },
  };
  const open = (isSimulated = false) => storedMessages(store, isSimulated, () => state.problems++);
  return { state, open };
}

/** Mail on a TNC that keeps what it is given, as monitor lines without their path. */
function mailOn(kept = storage().open().kept) {
  const onAir: string[] = [];
  const mail = new Mail(systemClock, kept);
  mail.use({
    send: async (bytes) => {
      for (const { data } of new KissDecoder().push(bytes)) {
        const decoded = decodeFrame(data);
        if (decoded.ok) onAir.push(formatMonitor(decoded.frame).replace(/,WIDE1-1,WIDE2-1/, ''));
      }
    },
  });
  const hear = (from: string, info: string): void => {
    const heard = heardIn(frameOf(from, info));
    if (heard) mail.heard(heard, new Date());
  };
  return { mail, onAir, hear };
}

test.serial('a message is sent, acknowledged, and kept; one that comes is acknowledged once', async (t) => {
  await inVirtualTime(async () => {
    const { mail, onAir, hear } = mailOn();
    mail.open('w1aw-9');
    mail.send('n1aw', 'at the gate');
    await systemClock.sleep(1000);
    const [sent = ''] = onAir;
    const [, id = ''] = /^W1AW-9>APZONA::N1AW {5}:at the gate\{(\w+)$/.exec(sent) ?? [];
    t.regex(id, /^\w{1,5}$/, sent);
    hear('N1AW', `:W1AW-9   :ack${id}`);
    await mail.settled();
    t.deepEqual(
      mail.list.value.map(({ text, state }) => [text, state]),
      [['at the gate', 'acknowledged']],
    );
    hear('N1AW', ':W1AW-9   :coming{7');
    hear('N1AW', ':W1AW-9   :coming{7');
    await systemClock.sleep(1000);
    t.is(mail.list.value.length, 2);
    t.deepEqual(onAir.slice(1), ['W1AW-9>APZONA::N1AW     :ack7']);
  });
});

test.serial('nothing is transmitted before it is switched on, nor after it is off', async (t) => {
  await inVirtualTime(async () => {
    const { mail, onAir, hear } = mailOn();
    for (const call of ['', 'N0CALL', 'hello'])
      t.throws(() => mail.open(call), { code: 'no-callsign' }, call);
    hear('N1AW', ':W1AW     :hi{1');
    t.throws(() => mail.send('N1AW', 'hi'));
    mail.open('W1AW');
    t.throws(() => mail.send('W1AW', 'to myself'), { code: 'bad-value' });
    t.throws(() => mail.send('N1AW', 'x'.repeat(68)), { code: 'bad-value' });
    mail.send('N1AW', 'hi');
    await systemClock.sleep(1000);
    mail.close();
    const before = onAir.length;
    hear('N1AW', ':W1AW     :hi{2');
    await systemClock.sleep(300_000);
    t.is(onAir.length, before);
    t.is(before, 1);
    t.is(mail.call.value, undefined);
  });
});

test.serial('while the radio is away it waits, and goes on when it is back', async (t) => {
  await inVirtualTime(async () => {
    const onAir: Uint8Array[] = [];
    const mail = new Mail(systemClock, storage().open().kept);
    mail.open('W1AW');
    mail.send('N1AW', 'hi');
    await systemClock.sleep(60_000);
    t.is(mail.list.value[0]?.state ?? 'sent', 'sent');
    mail.use({ send: async (bytes) => void onAir.push(bytes) });
    await systemClock.sleep(1000);
    t.is(onAir.length, 1);
    await mail.settled();
    t.is(onAir.length, 4, 'four tries, and no more');
    t.is(mail.list.value[0]?.state, 'sent');
    mail.close();
  });
});

test('messages outlive the page, simulated ones apart; what is not ours is left as it is', (t) => {
  const { state, open } = storage();
  open().kept.sent({ from: 'W1AW', to: 'N1AW', text: 'hi' }, new Date());
  open(true).kept.sent({ from: 'W1AW', to: 'N1AW', text: 'simulated' }, new Date());
  t.deepEqual(
    open().kept.list.map(({ text }) => text),
    ['hi'],
  );
  t.is(state.problems, 0);
  const other = storage('{"of":"a later version"}');
  const { kept, isReadable } = other.open();
  t.false(isReadable);
  kept.sent({ from: 'W1AW', to: 'N1AW', text: 'hi' }, new Date());
  t.is(other.state.texts.get('onair-messages'), '{"of":"a later version"}');
  t.is(other.state.problems, 1);
  t.is(kept.list.length, 1, 'it is kept as long as the page is open');
});

test('two tabs write one book; a full storage is told, and loses nothing of the page', (t) => {
  const { state, open } = storage();
  const [one, other] = [open().kept, open().kept];
  one.sent({ from: 'W1AW', to: 'N1AW', text: 'of one tab' }, new Date());
  other.sent({ from: 'W1AW', to: 'N1AW', text: 'of the other' }, new Date());
  t.is(open().kept.list.length, 2);
  state.isFull = true;
  one.sent({ from: 'W1AW', to: 'N1AW', text: 'too much' }, new Date());
  t.is(state.problems, 1);
  t.is(one.list.length, 3);
});
