import { Validator } from '@seriousme/openapi-schema-validator';
import test from 'ava';
import { Feed } from '../../host/panel/stream/feed.js';
import { SteppedClock } from '../stepped-clock.js';
import { Rig } from './rig.js';

const START = { order: 'start' };
const STOP = { order: 'stop' };

test('one commands; another asks, and gets it when nobody says no; both may stop', async (t) => {
  const rig = await Rig.serve(t);
  const [first, second] = [await rig.pair(), await rig.pair()];
  t.is((await rig.order(START, first)).status, 200);
  t.is((await rig.order(START, second)).code, 'not-yours');
  t.is((await rig.order(STOP, second)).status, 200);
  t.deepEqual(rig.machine.orders, [START, STOP]);
  // The first has no stream open: it is not there to say no.
  await rig.post('/api/control', {}, second);
  t.is((await rig.order(START, second)).status, 200);
  t.is((await rig.order(START, first)).code, 'not-yours');
});

test('an order that was long on its way starts nothing; a stop is never too late', async (t) => {
  const rig = await Rig.serve(t);
  const cookie = await rig.pair();
  await rig.clock.pass(6000);
  t.is((await rig.post('/api/order', { order: START, seenMs: 500 }, cookie)).code, 'too-old');
  t.is((await rig.post('/api/order', { order: START }, cookie)).code, 'too-old');
  t.is((await rig.post('/api/order', { order: STOP }, cookie)).status, 200);
  t.deepEqual(rig.machine.orders, [STOP]);
});

test('a hold: the first message moves nothing, 0.4 s of silence ends it, and it stays ended', async (t) => {
  const rig = await Rig.serve(t);
  const cookie = await rig.pair();
  const { hold } = JSON.parse((await rig.post('/api/hold', {}, cookie)).text) as { hold: string };
  t.deepEqual(rig.machine.words, []);
  await rig.clock.pass(300);
  t.is((await rig.post('/api/hold', { hold }, cookie)).status, 200);
  t.deepEqual(rig.machine.words, ['hold-on']);
  await rig.clock.pass(399);
  t.deepEqual(rig.machine.words, ['hold-on']);
  await rig.clock.pass(1);
  t.deepEqual(rig.machine.words, ['hold-on', 'let-go']);
  t.is((await rig.post('/api/hold', { hold }, cookie)).code, 'hold-over');
  t.deepEqual(rig.machine.words, ['hold-on', 'let-go']);
});

test('a stop of anybody ends the hold of the one who commands', async (t) => {
  const rig = await Rig.serve(t);
  const [first, second] = [await rig.pair(), await rig.pair()];
  const { hold } = JSON.parse((await rig.post('/api/hold', {}, first)).text) as { hold: string };
  await rig.post('/api/hold', { hold }, first);
  await rig.order(STOP, second);
  t.is((await rig.post('/api/hold', { hold }, first)).code, 'hold-over');
  t.deepEqual(rig.machine.words, ['hold-on', 'let-go']);
});

test('a stream continues where it broke off, and says so when it cannot', (t) => {
  const feed = new Feed({ clock: new SteppedClock(), run: 'r1', state: () => '{}' });
  const heard: string[] = [];
  const end = feed.subscribe((text) => heard.push(text), undefined);
  feed.publish('happening', 1);
  end();
  feed.publish('happening', 2);
  feed.publish('happening', 3);
  const events = (lastId: string): string[] => {
    const again: string[] = [];
    feed.subscribe((text) => again.push(text), lastId)();
    return again.map((text) => /event: (\w+)\ndata: (.*)/.exec(text)?.slice(1).join(' ') ?? text);
  };
  t.regex(heard[1] ?? '', /^id: r1-1\n/);
  t.deepEqual(events('r1-1'), ['happening 2', 'happening 3', 'state {}']);
  t.deepEqual(events('r1-3'), ['state {}']);
  for (const id of ['r0-1', 'r1-4', 'x', '']) t.deepEqual(events(id), ['missed {}', 'state {}'], id);
  for (let n = 4; n < 5000; n++) feed.publish('happening', n);
  t.is(events('r1-1')[0], 'missed {}', 'too long ago');
});

test('the OpenAPI document is one, and has every route', async (t) => {
  const rig = await Rig.serve(t);
  const document = JSON.parse((await rig.send('GET', '/api/openapi.json')).text) as { paths: object };
  const { valid, errors } = await new Validator().validate(document);
  t.true(valid, JSON.stringify(errors));
  t.deepEqual(Object.keys(document.paths).sort(), [
    '/api/control',
    '/api/control/answer',
    '/api/events',
    '/api/history',
    '/api/hold',
    '/api/let-go',
    '/api/openapi.json',
    '/api/order',
    '/api/samples',
    '/api/session',
    '/api/state',
    '/metrics',
  ]);
});

test('metrics in the text format of Prometheus', async (t) => {
  const rig = await Rig.serve(t);
  const { text, headers } = await rig.send('GET', '/metrics');
  t.regex(String(headers['content-type']), /^text\/plain; version=0\.0\.4/);
  for (const line of text.trimEnd().split('\n')) {
    t.regex(line, /^(# (HELP|TYPE) [a-z_]+ .+|[a-z_]+(\{[a-z]+="[^"]*"\})? -?[\d.e+]+)$/);
  }
  t.regex(text, /^onair_air_battery_volts 13\.8$/m);
  t.true(text.endsWith('\n'));
});
