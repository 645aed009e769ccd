import test from 'ava';
import { AckNumbers } from '../../host/kiss-server/ack-numbers.js';
import { ackModeData, KISS_COMMANDS, type KissFrame } from '../../host/packet/kiss/kiss.js';

const asked = (number: number): KissFrame => ({
  port: 3,
  command: KISS_COMMANDS.ackmode,
  data: ackModeData(number, new TextEncoder().encode('a frame')),
});
const answerTo = (frame: KissFrame): KissFrame => ({ ...frame, data: frame.data.subarray(0, 2) });

test('an answer is given once', (t) => {
  const numbers = new AckNumbers<string>();
  const toTnc = numbers.toTnc('one', asked(7));
  t.deepEqual(numbers.fromTnc(answerTo(toTnc)), { client: 'one', frame: answerTo(asked(7)) });
  t.is(numbers.fromTnc(answerTo(toTnc)), undefined);
});

test('1024 may be on their way; the oldest is forgotten for one more', (t) => {
  const numbers = new AckNumbers<number>();
  const sent = Array.from({ length: 1025 }, (_, index) => numbers.toTnc(index, asked(5)));
  const answered = sent.map((frame) => numbers.fromTnc(answerTo(frame))?.client);
  t.is(answered[0], undefined);
  t.deepEqual(answered.slice(1), sent.map((_, index) => index).slice(1));
});

test('after 65536 numbers they start over', (t) => {
  const numbers = new AckNumbers<number>();
  const first = numbers.toTnc(0, asked(5));
  for (let index = 1; index < 0x10000; index++) numbers.toTnc(index, asked(5));
  t.deepEqual(numbers.toTnc(0x10000, asked(9)), first);
  t.like(numbers.fromTnc(answerTo(first)), { client: 0x10000, frame: answerTo(asked(9)) });
});
