import test from 'ava';
import { SOUNDS } from '../../../firmware/air-up/board/signals/signals.js';
import { OnairError } from '../../../host/base/error.js';
import { type Bare, bare } from './rig.js';

/** Pins 4 (fill), 5 (vent), 6 (relay), 11 (buzzer) become outputs. */
function wired(query = ''): Bare {
  const board = bare(query);
  for (const pin of [4, 5, 6, 11]) board.say(0xf4, pin, 1);
  return board;
}

const psi = ({ device }: Bare, tire = 0): number => device.truth().tires[tire]?.psi ?? Number.NaN;

test('pump and fill valve make pressure, the vent takes it', (t) => {
  const board = wired('psi=20&tire=31x10.5R15');
  board.say(0x90, 0x50, 0);
  board.after(10_000);
  const filled = psi(board);
  t.true(filled > 22, `${filled}`);
  board.say(0x90, 0x20, 0);
  board.after(10_000);
  t.true(psi(board) < filled - 1);
  board.say(0x90, 0, 0);
  const texts = board.events.filter(({ kind }) => kind === 'valve').map(({ text }) => text);
  t.deepEqual(texts, [
    'fill valve of hose opened',
    'fill valve of hose closed',
    'vent valve of hose opened',
    'vent valve of hose closed',
  ]);
  t.true(board.events.some(({ kind, text }) => kind === 'pump' && text === 'pump on'));
  t.true(board.events.some(({ kind, text }) => kind === 'tire' && /^T \d+\.\d psi$/.test(text)));
});

test('without the relay the pump does not run', (t) => {
  const board = wired();
  board.after(5000);
  t.false(board.device.truth().pump.running);
  board.say(0x90, 0x40, 0);
  board.after(5000);
  t.true(board.device.truth().line.psi > 50);
});

test('somebody moves the hose when the buzzer calls with two long beeps, and else not', (t) => {
  const board = wired('tires=FL=20,FR=25&move=3');
  const beep = (rhythm: readonly number[]): void => {
    for (const [index, ms] of rhythm.entries()) {
      board.say(0x91, index % 2 === 0 ? 0x08 : 0, 0);
      board.after(ms);
    }
    board.say(0x91, 0, 0);
  };
  for (const rhythm of [SOUNDS.done.ms, SOUNDS.fault.ms, SOUNDS.fault.ms]) beep(rhythm);
  board.after(10_000);
  t.is(board.device.truth().outlets[0]?.at, 0);
  beep(SOUNDS['move-hose'].ms);
  board.after(2900);
  t.is(board.device.truth().outlets[0]?.at, 'off');
  board.after(3000);
  t.is(board.device.truth().outlets[0]?.at, 1);
  board.after(5000);
  beep(SOUNDS['move-hose'].ms);
  board.after(10_000);
  t.is(board.device.truth().outlets[0]?.at, 0, 'round and round');
});

test('nobody is there with move=0', (t) => {
  const board = wired('tires=FL=20,FR=25&move=0');
  for (const [index, ms] of SOUNDS['move-hose'].ms.entries()) {
    board.say(0x91, index % 2 === 0 ? 0x08 : 0, 0);
    board.after(ms);
  }
  board.after(60_000);
  t.is(board.device.truth().outlets[0]?.at, 0);
});

test('faults begin when they say', (t) => {
  const board = wired('psi=20&break=tire-leak=2@10');
  board.after(9900);
  t.true(psi(board) > 19.9);
  board.after(10_000);
  t.true(psi(board) < 19);
  t.true(wired('psi=20&fault=tire-leak').events.some(({ text }) => text === 'tire-leak'));
});

test('a board that hangs says nothing, hears nothing, and keeps its outputs', (t) => {
  const board = wired('firmware=standard&break=board-hangs@1');
  board.say(0x90, 0x10, 0, 0xc0, 1);
  board.after(1500);
  board.heard();
  board.say(0x90, 0, 0, 0xf9);
  board.after(1000);
  t.true(board.device.isHigh(4));
  t.deepEqual(board.heard(), []);
});

test('buttons are pressed when they say', (t) => {
  const board = wired('press=next@1');
  board.say(0xf4, 10, 0, 0x91, 0x04, 0, 0xd1, 1);
  board.heard();
  board.after(1100);
  t.deepEqual(board.heard(), ['910000']);
});

test('a manifold has an outlet for each tire', (t) => {
  const board = bare('manifold=yes&tires=FL=10,FR=11,RL=12,RR=13');
  t.deepEqual(
    board.device.truth().outlets.map(({ at }) => at),
    [0, 1, 2, 3],
  );
  t.deepEqual(
    bare('manifold=yes')
      .device.truth()
      .tires.map(({ name }) => name),
    ['FL', 'FR', 'RL', 'RR'],
  );
});

for (const [query, message] of [
  ['tire=big', /tire can't be "big"/],
  ['tires=FL', /tires can't be "FL"/],
  ['pump=huge', /pump can't be "huge"/],
  ['psi=500', /psi can't be "500"/],
  ['break=hoseoff', /unknown fault "hoseoff"/],
  ['break=link-lost', /can't break "link-lost"/],
  ['press=stop', /press can't be "stop"/],
  ['pins=nowhere.yaml', /can't read the pin map/],
] as const) {
  test(`refused: ${query}`, (t) => {
    const error = t.throws(() => bare(query), { instanceOf: OnairError });
    t.is(error?.code, 'bad-value');
    t.regex(error?.message ?? '', message);
  });
}
