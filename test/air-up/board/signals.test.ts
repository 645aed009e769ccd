import test from 'ava';
import { soundOf } from '../../../firmware/air-up/board/components/show-state.js';
import { LIGHTS, presetSound, RhythmPlayer, SOUNDS } from '../../../firmware/air-up/board/signals/signals.js';
import { ManualClock } from '../../link/manual-clock.js';

/** Plays something for a while; gives the moments at which the output changed. */
function played(act: (player: RhythmPlayer, clock: ManualClock) => void, untilMs: number): number[] {
  const clock = new ManualClock();
  const edges: number[] = [];
  let level = false;
  const player = new RhythmPlayer(clock, (on) => {
    if (on !== level) edges.push(clock.now());
    level = on;
  });
  act(player, clock);
  clock.run(untilMs);
  return edges;
}

test('a rhythm ends with silence', (t) => {
  t.deepEqual(
    played((player) => player.play(SOUNDS['move-hose']), 10_000),
    [0, 400, 600, 1000],
  );
  t.deepEqual(played((player) => player.play(presetSound(3)), 10_000).length, 6);
  t.deepEqual(
    played((player) => player.play(LIGHTS.off), 10_000),
    [],
  );
});

test('one that repeats goes on, also when it is asked for again', (t) => {
  const edges = played((player, clock) => {
    player.play(SOUNDS.fault);
    clock.run(450);
    player.play(SOUNDS.fault);
  }, 1250);
  t.deepEqual(edges, [0, 100, 200, 300, 1000, 1100, 1200]);
});

test('stop is silence at once, and leaves no timer', (t) => {
  const clock = new ManualClock();
  let level = false;
  const player = new RhythmPlayer(clock, (on) => {
    level = on;
  });
  player.play(SOUNDS.fault);
  t.true(level);
  player.stop();
  t.false(level);
  t.is(clock.pending, 0);
});

test('waiting for a rhythm lasts one round', async (t) => {
  const clock = new ManualClock();
  const player = new RhythmPlayer(clock, () => {});
  for (const rhythm of [SOUNDS.done, SOUNDS.fault]) {
    player.play(rhythm);
    const { played: over } = player;
    clock.run(clock.now() + 1200);
    await over;
  }
  t.pass();
});

test('the last event with a sound decides', (t) => {
  t.is(soundOf([{ kind: 'move-hose', outlet: 0, tire: 1 }]), SOUNDS['move-hose']);
  t.is(soundOf([{ kind: 'finished', reason: 'stopped' }]), 'silence');
  t.is(soundOf([{ kind: 'hose-off', outlet: 0 }]), undefined);
});
