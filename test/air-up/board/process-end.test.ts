import { EventEmitter } from 'node:events';
import test from 'ava';
import { endWithProcess } from '../../../firmware/air-up/board/index.js';

const fake = (): NodeJS.Process & EventEmitter => new EventEmitter() as NodeJS.Process & EventEmitter;

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  test(`${name} aborts the signal`, (t) => {
    const on = fake();
    const end = endWithProcess(undefined, on);
    on.emit(name);
    t.true(end.signal.aborted);
    end.release();
    t.deepEqual(on.eventNames(), []);
  });
}

test('an uncaught error aborts, and is thrown when everything is released', (t) => {
  for (const name of ['uncaughtException', 'unhandledRejection']) {
    const on = fake();
    const end = endWithProcess(undefined, on);
    on.emit(name, new Error('a bug'));
    on.emit(name, new Error('what came of it'));
    t.true(end.signal.aborted);
    t.throws(() => end.release(), { message: 'a bug' });
    t.deepEqual(on.eventNames(), []);
  }
});

test('the signal of the caller counts too', (t) => {
  const controller = new AbortController();
  const end = endWithProcess(controller.signal, fake());
  t.false(end.signal.aborted);
  controller.abort();
  t.true(end.signal.aborted);
  end.release();
});
