import test from 'ava';
import { readLogText } from '../../../host/packet/aprs/receive/index.js';
import { HeardTraffic } from '../../../host/web/app/radio/heard/heard-traffic.js';
import { frameOf } from '../../packet/frames.js';

const AT = new Date('2026-05-01T12:00:00Z');

test('stations, objects and items are on the map with their last place; what is gone is taken away', (t) => {
  const channel = new HeardTraffic();
  const take = (from: string, info: string): unknown => channel.take(frameOf(from, info), AT, 0);
  take('W1AW', '!4142.89N/07243.63W>on my way');
  take('N1AW', ')Aid #2!4903.50N/07201.75WA');
  take('N1AW', '>only a status');
  take('W1AW', '!4143.00N/07243.63Wk');
  const shown = () => channel.stations.value.map(({ name, kind }) => [name, kind]);
  t.deepEqual(shown(), [
    ['Aid #2', 'aid station'],
    ['W1AW', 'truck'],
  ]);
  t.is(channel.stations.value[1]?.place.latitude.toFixed(4), '41.7167');
  take('N1AW', ')Aid #2_4903.50N/07201.75WA');
  t.deepEqual(shown(), [['W1AW', 'truck']]);
});

test('what a gateway relays is on the map under the name of its sender', (t) => {
  const channel = new HeardTraffic();
  channel.take(frameOf('GATE', '}W1AW-5>APRS,TCPIP,GATE*:!4142.89N/07243.63W>'), AT, 0);
  t.deepEqual(
    channel.stations.value.map(({ name }) => name),
    ['W1AW-5'],
  );
});

test('a log that is saved is played again: the same packets, copies folded by their times', (t) => {
  const channel = new HeardTraffic();
  const packets = [
    ['W1AW', '!4142.89N/07243.63W>', 0],
    ['W1AW', '!4142.89N/07243.63W>', 2],
    ['N1AW', '>at the gate', 5],
    ['W1AW', '!4142.89N/07243.63W>', 60],
  ] as const;
  for (const [from, info, seconds] of packets) {
    const time = new Date(AT.getTime() + 1000 * seconds);
    channel.take(frameOf(from, info), time, 1000 * seconds);
  }
  const { frames, broken } = readLogText(channel.logText(), 'heard.log');
  t.deepEqual(broken, []);
  const played = HeardTraffic.played(frames);
  t.deepEqual(played.packets.value, channel.packets.value);
  t.deepEqual(
    played.packets.value.map(({ copies }) => copies),
    [0, 0, 1],
  );
  t.deepEqual(played.stations.value, channel.stations.value);
});

test('memory stays flat: stations, packets and lines of the log have an end', (t) => {
  const channel = new HeardTraffic();
  for (let index = 0; index < 2500; index++) {
    const minutes = (index % 60).toString().padStart(2, '0');
    channel.take(frameOf(`W${index % 10}A${letters(index)}`, `!41${minutes}.89N/07243.63W>`), AT, index);
  }
  t.is(channel.stations.value.length, 2000);
  t.is(channel.packets.value.length, 200);
  t.is(channel.logged.value, 2500);
});

/** A call sign of its own for each number. */
function letters(index: number): string {
  return [index % 26, Math.floor(index / 26) % 26, Math.floor(index / 676)]
    .map((each) => String.fromCharCode(65 + each))
    .join('');
}
