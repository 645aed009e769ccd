import test from 'ava';
import { systemClock } from '../../../host/base/index.js';
import { Beacon } from '../../../host/web/app/radio/beacon/beacon.js';
import { fixOf, type PlaceFix, type PlaceProblem } from '../../../host/web/app/radio/place/place-fix.js';
import { inVirtualTime } from '../../virtual-time.js';

const AT = { latitude: 41.7148, longitude: -72.7272 };

/** A beacon in a phone whose place, screen and radio a test turns. */
function phone() {
  const state = { isHidden: false, isReady: true, isBroken: false, watchers: 0 };
  const onAir: { readonly monitor: string; readonly atS: number }[] = [];
  let onFix: (fix: PlaceFix) => void = () => {};
  let onProblem: (problem: PlaceProblem) => void = () => {};
  const startedAt = systemClock.now();
  const beacon = new Beacon({
    clock: systemClock,
    watch: (fix, problem) => {
      [onFix, onProblem] = [fix, problem];
      state.watchers++;
      return () => {
        state.watchers--;
      };
    },
    isHidden: () => state.isHidden,
    isReady: () => state.isReady,
    send: async ({ monitor }) => {
      if (state.isBroken) throw new Error('the link is gone');
      onAir.push({ monitor, atS: Math.round((systemClock.now() - startedAt) / 1000) });
    },
  });
  const at = (more: Partial<PlaceFix> = {}): void => onFix({ ...AT, atMs: systemClock.now(), ...more });
  /** The phone tells its place every five seconds. */
  const drive = async (seconds: number, more: Partial<PlaceFix> = {}): Promise<void> => {
    for (let passed = 0; passed < seconds; passed += 5) {
      at(more);
      await systemClock.sleep(5000);
    }
  };
  return { state, onAir, beacon, at, drive, problem: (why: PlaceProblem) => onProblem(why) };
}

test.serial('SmartBeaconing: at once, seldom at a stand, often when fast, and at a turn', async (t) => {
  await inVirtualTime(async () => {
    const { beacon, onAir, drive, state } = phone();
    const ended = beacon.start('w1aw-9', 'onair');
    await drive(600, { speedKmh: 0 });
    t.is(onAir.length, 1);
    t.regex(onAir[0]?.monitor ?? '', /^W1AW-9>APZONA,WIDE1-1,WIDE2-1:!4142\.89N\/07243\.63W>/);
    await drive(600, { speedKmh: 110, courseDeg: 90 });
    const fast = onAir.length - 1;
    t.true(fast >= 3 && fast <= 5, `${fast} beacons in ten minutes`);
    await drive(40, { speedKmh: 110, courseDeg: 90 });
    const before = onAir.length;
    await drive(20, { speedKmh: 50, courseDeg: 180 });
    t.is(onAir.length, before + 1, 'a turn');
    t.is(beacon.state.value.kind === 'on' && beacon.state.value.sent, onAir.length);
    beacon.stop();
    await ended;
    t.deepEqual(beacon.state.value, { kind: 'off', end: 'stopped' });
    t.is(state.watchers, 0, 'the place of the phone is left alone');
  });
});

test.serial('never without an own call sign', async (t) => {
  const { beacon, state } = phone();
  for (const call of ['', 'N0CALL', 'MYCALL-9', 'WIDE1-1'])
    await t.throwsAsync(beacon.start(call, ''), { code: 'no-callsign' }, call);
  t.is(beacon.state.value.kind, 'off');
  t.is(state.watchers, 0);
});

test.serial(
  'it ends by itself: out of sight, after hours, without a radio, without permission',
  async (t) => {
    await inVirtualTime(async () => {
      const hidden = phone();
      const gone = hidden.beacon.start('W1AW', '');
      hidden.state.isHidden = true;
      await hidden.drive(590);
      t.is(hidden.beacon.state.value.kind, 'on');
      await hidden.drive(20);
      await gone;
      t.deepEqual(hidden.beacon.state.value, { kind: 'off', end: 'hidden' });

      const long = phone();
      const over = long.beacon.start('W1AW', '');
      await long.drive(4 * 3600 + 10);
      await over;
      t.deepEqual(long.beacon.state.value, { kind: 'off', end: 'lease' });

      const away = phone();
      const alone = away.beacon.start('W1AW', '');
      away.state.isReady = false;
      await away.drive(610);
      await alone;
      t.deepEqual(away.beacon.state.value, { kind: 'off', end: 'radio' });
      t.deepEqual(away.onAir, []);

      const denied = phone();
      const refused = denied.beacon.start('W1AW', '');
      denied.problem('denied');
      await refused;
      t.deepEqual(denied.beacon.state.value, { kind: 'off', end: 'place' });
    });
  },
);

test.serial('an old place is never sent; a packet that did not go out is tried again', async (t) => {
  await inVirtualTime(async () => {
    const { beacon, onAir, at, drive, state } = phone();
    const ended = beacon.start('W1AW', '');
    at({ atMs: systemClock.now() - 61_000 });
    await systemClock.sleep(120_000);
    t.deepEqual(onAir, []);
    t.is(beacon.state.value.kind === 'on' && beacon.state.value.waitsFor, 'place');
    state.isBroken = true;
    await drive(30);
    t.is(beacon.state.value.kind === 'on' && beacon.state.value.problem, 'the link is gone');
    state.isBroken = false;
    await drive(30);
    t.is(onAir.length, 1);
    t.is(beacon.state.value.kind === 'on' && beacon.state.value.problem, undefined);
    beacon.stop();
    await ended;
  });
});

test('what the browser knows of the place: m/s become km/h, what it does not know is left out', (t) => {
  const { atMs, ...fix } = fixOf({ ...AT, altitude: null, heading: Number.NaN, speed: 10 });
  t.deepEqual(fix, { ...AT, speedKmh: 36 });
  t.true(atMs > 0);
  t.is(fixOf({ ...AT, altitude: 30, heading: 90, speed: null }).courseDeg, 90);
});
