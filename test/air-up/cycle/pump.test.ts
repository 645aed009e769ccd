import test from 'ava';
import type { DutyLimit, PumpConfig } from '../../../firmware/air-up/cycle/job/job.js';
import { DEFAULT_LIMITS } from '../../../firmware/air-up/cycle/job/limits.js';
import {
  newPump,
  type PumpDemand,
  type PumpState,
  restMs,
  stepPump,
} from '../../../firmware/air-up/cycle/pump.js';
import { near } from '../plant/rig.js';
import { NO_RELAY, RELAY, ratioOf, SOFTWARE } from './rig.js';

const CONTINUOUS: DutyLimit = { kind: 'continuous' };
/** 240 s from cold, 40 % of the time. */
const SMALL: DutyLimit = { kind: 'intermittent', longestRunMs: 240_000, share: 0.4 };
const ASKED: PumpDemand = { allowed: true, drawing: true, neededMs: undefined };

/** A pump that is stepped by hand. */
class Hand {
  pump: PumpState = newPump(0);
  nowMs = 0;

  constructor(readonly config: PumpConfig) {}

  /** Lets time pass with a pressure in the line and a contact of the switch. */
  go(ms: number, linePsi?: number, demand: Partial<PumpDemand> = {}, switchClosed?: boolean): this {
    this.nowMs += ms;
    const supply = linePsi === undefined ? undefined : { ratio: ratioOf(linePsi), atMs: this.nowMs };
    const reading = { outlets: [], supply, switchClosed };
    this.pump = stepPump(
      this.pump,
      this.config,
      DEFAULT_LIMITS,
      reading,
      { ...ASKED, ...demand },
      this.nowMs,
    );
    return this;
  }

  /** The line stands at a pressure for a while. */
  line(psi: number, ms = 200): this {
    for (let i = 0; i < ms; i += 20) this.go(20, psi);
    return this;
  }
}

test('software switch: on at 90 psi and below, off at 110, nothing between', (t) => {
  const hand = new Hand(SOFTWARE);
  const heard = [95, 90.1, 89.9, 100, 109.9, 110.1, 100, 90.1, 89.9].map((psi) => {
    hand.line(psi, 5000);
    return hand.pump.relay;
  });
  t.deepEqual(heard, [false, false, true, true, true, false, false, false, true]);
});

test('software switch: the relay stays off for three seconds, however low the line', (t) => {
  const hand = new Hand(SOFTWARE).line(80);
  t.true(hand.pump.relay, 'the first start waits for nothing');
  hand.line(112);
  t.false(hand.pump.relay);
  const offAtMs = hand.pump.changedAtMs;
  while (!hand.pump.relay && hand.nowMs < 60_000) hand.go(20, 50);
  t.is(hand.nowMs - offAtMs, DEFAULT_LIMITS.pumpMinOffMs);
});

test('software switch: without a fresh reading of the line the relay is off', (t) => {
  const hand = new Hand(SOFTWARE).go(20);
  t.false(hand.pump.relay);
  hand.line(50);
  t.true(hand.pump.relay);
  hand.go(DEFAULT_LIMITS.staleMs);
  t.true(hand.pump.relay);
  hand.go(20);
  t.false(hand.pump.relay);
});

test('a relay before a mechanical switch follows the job; without one there is no output', (t) => {
  t.true(new Hand(RELAY).go(20).pump.relay);
  t.false(new Hand(RELAY).go(20, undefined, { allowed: false }).pump.relay);
  t.false(new Hand(NO_RELAY).go(20).pump.relay);
});

test('a pump that is not allowed is off at once, whatever the line has', (t) => {
  const hand = new Hand(SOFTWARE).line(50);
  t.true(hand.pump.relay);
  t.false(hand.go(20, 50, { allowed: false }).pump.relay);
});

test('starts are counted once each, and the time that it runs', (t) => {
  const hand = new Hand(RELAY);
  for (let i = 0; i < 3; i++) hand.go(1000, undefined, {}, true).go(1000, undefined, {}, false);
  t.is(hand.pump.starts, 3);
  t.is(hand.pump.runMs, 3000);
  t.false(hand.pump.running);
});

test('whether it runs is taken from the contact, else from the open valve, and never without power', (t) => {
  const runs = (config: PumpConfig, demand: Partial<PumpDemand>, contact?: boolean): boolean =>
    new Hand(config).go(20, undefined, demand, contact).pump.running;
  t.true(runs(NO_RELAY, { drawing: true }));
  t.false(runs(NO_RELAY, { drawing: false }));
  t.true(runs(NO_RELAY, { drawing: false, allowed: false }, true), 'nobody can switch it off');
  t.false(runs(RELAY, { drawing: true, allowed: false }, true));
  t.false(runs(RELAY, { drawing: true }, false));
});

test('duty: from cold it rests a little before the longest run of its plate', (t) => {
  const hand = new Hand({ ...RELAY, duty: SMALL });
  while (!hand.pump.resting && hand.nowMs < 600_000) hand.go(100, undefined, {}, true);
  t.true(hand.nowMs < 240_000 && hand.nowMs > 215_000, `${hand.nowMs}`);
  t.true(hand.pump.heat >= 0.97 && hand.pump.heat < 1);
  t.false(hand.pump.relay);
});

test('duty: a rest takes as long as announced, and ends at half the heat', (t) => {
  const hand = new Hand({ ...RELAY, duty: SMALL });
  while (!hand.pump.resting && hand.nowMs < 3_600_000) hand.go(100, undefined, {}, true);
  const saidMs = restMs(hand.config, hand.pump.heat, undefined);
  const fromMs = hand.nowMs;
  while (hand.pump.resting && hand.nowMs < 3_600_000) hand.go(100, undefined, {}, true);
  t.true(near(hand.nowMs - fromMs, saidMs, 0.01), `${hand.nowMs - fromMs} ${saidMs}`);
  t.true(near(hand.pump.heat, 0.5, 0.01));
  t.true(hand.pump.relay);
});

test('duty: it goes on earlier when what is needed fits, and is not hot again before that', (t) => {
  const rest = (neededMs: number | undefined): { ms: number; hand: Hand } => {
    const hand = new Hand({ ...RELAY, duty: SMALL });
    while (!hand.pump.resting && hand.nowMs < 3_600_000) hand.go(100, undefined, { neededMs }, true);
    const fromMs = hand.nowMs;
    while (hand.pump.resting && hand.nowMs < 3_600_000) hand.go(100, undefined, { neededMs }, true);
    return { ms: hand.nowMs - fromMs, hand };
  };
  const [full, short, long] = [rest(undefined), rest(40_000), rest(10_000_000)];
  t.true(short.ms < 0.6 * full.ms, `${short.ms} ${full.ms}`);
  t.true(long.ms <= full.ms && long.ms > 0.97 * full.ms, `${long.ms} ${full.ms}`);
  const { hand } = short;
  const fromMs = hand.nowMs;
  while (!hand.pump.resting && hand.nowMs < 3_600_000) hand.go(100, undefined, {}, true);
  t.true(hand.nowMs - fromMs >= 40_000);
  t.true(rest(0).ms > 10_000, 'a part of the way to hot is always rested');
});

test('duty: what takes two rests takes two that are equally long', (t) => {
  const hand = new Hand({ ...RELAY, duty: SMALL });
  const rests: number[] = [];
  let leftMs = 210_000;
  while (!hand.pump.resting) hand.go(100, undefined, {}, true);
  while (leftMs > 0) {
    const fromMs = hand.nowMs;
    while (hand.pump.resting) hand.go(100, undefined, { neededMs: leftMs }, true);
    rests.push(hand.nowMs - fromMs);
    for (; !hand.pump.resting && leftMs > 0; leftMs -= 100) hand.go(100, undefined, {}, true);
  }
  t.is(rests.length, 2, `${rests}`);
  const [first = 0, second = 0] = rests;
  t.true(Math.abs(first - second) < 0.25 * first, `${rests}`);
});

test('duty: its share of the time in short runs never makes it rest; a continuous one never rests', (t) => {
  const rests = (duty: DutyLimit, share: number): boolean => {
    const hand = new Hand({ ...RELAY, duty });
    for (let i = 0; i < 3000; i++) {
      hand.go(1000, undefined, {}, i % 10 < share * 10);
      if (hand.pump.resting) return true;
    }
    return false;
  };
  t.false(rests(SMALL, 0.3));
  t.true(rests(SMALL, 0.6));
  t.false(rests(CONTINUOUS, 1));
  t.is(restMs(RELAY, 1, undefined), 0);
});

test('the mark moves while the line gains or air is drawn, and stays while it gains nothing', (t) => {
  const hand = new Hand(SOFTWARE).line(50, 400);
  t.is(hand.pump.mark.atMs, hand.nowMs, 'drawn');
  const alone = { drawing: false };
  const fromMs = hand.nowMs;
  for (let i = 0; i < 100; i++) hand.go(20, 50.5, alone);
  t.is(hand.pump.mark.atMs, fromMs);
  for (let i = 0; i < 100; i++) hand.go(20, 51.5, alone);
  t.true(hand.pump.mark.atMs > fromMs);
});
