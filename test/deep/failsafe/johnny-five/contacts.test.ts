import five from 'johnny-five';
import { eventsOf, example } from './example.js';
import { untyped } from './untyped.js';

example('button', async (t, bench) => {
  const seen = eventsOf(new five.Button(2), 'down', 'hold', 'up');
  await bench.run(50);
  t.is(bench.pin(2), 'input');
  bench.drive(2, true);
  await bench.run(700);
  bench.drive(2, false);
  await bench.run(50);
  t.deepEqual([...new Set(seen)], ['down', 'hold', 'up']);
});

example('button-pullup', async (t, bench) => {
  const seen = eventsOf(new five.Button({ pin: 2, isPullup: true }), 'down', 'up');
  await bench.run(50);
  t.is(bench.pin(2), 'pull-up');
  bench.drive(2, false);
  await bench.run(50);
  bench.drive(2, undefined);
  await bench.run(50);
  t.deepEqual(seen, ['down', 'up']);
});

example('button-bumper', async (t, bench) => {
  const bumper = new five.Button(7);
  const led = new five.Led(13);
  // Its word "hit" is no event of Johnny-Five 2: "press" is.
  bumper.on('press', () => led.on());
  bumper.on('release', () => led.off());
  await bench.run(50);
  bench.drive(7, true);
  await bench.run(50);
  t.is(bench.pin(13), 'high');
  bench.drive(7, false);
  await bench.run(50);
  t.is(bench.pin(13), 'low');
});

for (const name of ['switch', 'toggle-switch', 'switch-tilt-SW_200D']) {
  example(name, async (t, bench) => {
    const seen = eventsOf(new five.Switch(8), 'close', 'open');
    await bench.run(50);
    t.is(bench.pin(8), 'pull-up', 'a contact to ground: the pin is never driven');
    bench.drive(8, false);
    await bench.run(50);
    bench.drive(8, undefined);
    await bench.run(50);
    t.deepEqual(seen.slice(-2), ['close', 'open']);
    t.false(bench.statesOf(8).includes('high'));
  });
}

example('switch-magnetic-door', async (t, bench) => {
  const seen = eventsOf(new five.Switch({ pin: 8, type: 'NC' }), 'close', 'open');
  await bench.run(50);
  t.is(bench.pin(8), 'input');
  bench.drive(8, true);
  await bench.run(50);
  bench.drive(8, false);
  await bench.run(50);
  t.deepEqual(seen.slice(-2), ['close', 'open']);
});

example('motion', async (t, bench) => {
  const seen = eventsOf(new five.Motion(7), 'calibrated', 'motionstart', 'motionend');
  await bench.run(2200);
  t.deepEqual(seen, ['calibrated']);
  bench.drive(7, true);
  await bench.run(100);
  bench.drive(7, false);
  await bench.run(100);
  t.deepEqual(seen, ['calibrated', 'motionstart', 'motionend']);
});

example('sensor-digital-microwave', async (t, bench) => {
  const levels: number[] = [];
  const sensor = new untyped.Sensor.Digital(7);
  sensor.on('change', () => levels.push(Number(sensor.value)));
  await bench.run(100);
  bench.drive(7, true);
  await bench.run(100);
  bench.drive(7, false);
  await bench.run(100);
  t.deepEqual(levels.slice(-2), [1, 0]);
});
