import five from 'johnny-five';
import { eventsOf, example } from './example.js';
import { untyped } from './untyped.js';

example('button', async (t, rig) => {
  const seen = eventsOf(new five.Button(2), 'down', 'hold', 'up');
  await rig.run(50);
  t.is(rig.pin(2), 'input');
  rig.drive(2, true);
  await rig.run(700);
  rig.drive(2, false);
  await rig.run(50);
  t.deepEqual([...new Set(seen)], ['down', 'hold', 'up']);
});

example('button-pullup', async (t, rig) => {
  const seen = eventsOf(new five.Button({ pin: 2, isPullup: true }), 'down', 'up');
  await rig.run(50);
  t.is(rig.pin(2), 'pull-up');
  rig.drive(2, false);
  await rig.run(50);
  rig.drive(2, undefined);
  await rig.run(50);
  t.deepEqual(seen, ['down', 'up']);
});

example('button-bumper', async (t, rig) => {
  const bumper = new five.Button(7);
  const led = new five.Led(13);
  // Its word "hit" is no event of Johnny-Five 2: "press" is.
  bumper.on('press', () => led.on());
  bumper.on('release', () => led.off());
  await rig.run(50);
  rig.drive(7, true);
  await rig.run(50);
  t.is(rig.pin(13), 'high');
  rig.drive(7, false);
  await rig.run(50);
  t.is(rig.pin(13), 'low');
});

for (const name of ['switch', 'toggle-switch', 'switch-tilt-SW_200D']) {
  example(name, async (t, rig) => {
    const seen = eventsOf(new five.Switch(8), 'close', 'open');
    await rig.run(50);
    t.is(rig.pin(8), 'pull-up', 'a contact to ground: the pin is never driven');
    rig.drive(8, false);
    await rig.run(50);
    rig.drive(8, undefined);
    await rig.run(50);
    t.deepEqual(seen.slice(-2), ['close', 'open']);
    t.false(rig.statesOf(8).includes('high'));
  });
}

example('switch-magnetic-door', async (t, rig) => {
  const seen = eventsOf(new five.Switch({ pin: 8, type: 'NC' }), 'close', 'open');
  await rig.run(50);
  t.is(rig.pin(8), 'input');
  rig.drive(8, true);
  await rig.run(50);
  rig.drive(8, false);
  await rig.run(50);
  t.deepEqual(seen.slice(-2), ['close', 'open']);
});

example('motion', async (t, rig) => {
  const seen = eventsOf(new five.Motion(7), 'calibrated', 'motionstart', 'motionend');
  await rig.run(2200);
  t.deepEqual(seen, ['calibrated']);
  rig.drive(7, true);
  await rig.run(100);
  rig.drive(7, false);
  await rig.run(100);
  t.deepEqual(seen, ['calibrated', 'motionstart', 'motionend']);
});

example('sensor-digital-microwave', async (t, rig) => {
  const levels: number[] = [];
  const sensor = new untyped.Sensor.Digital(7);
  sensor.on('change', () => levels.push(Number(sensor.value)));
  await rig.run(100);
  rig.drive(7, true);
  await rig.run(100);
  rig.drive(7, false);
  await rig.run(100);
  t.deepEqual(levels.slice(-2), [1, 0]);
});
