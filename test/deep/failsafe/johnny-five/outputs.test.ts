import five from 'johnny-five';
import { analogPin, example } from './example.js';
import { untyped } from './untyped.js';

example('led-blink', async (t, rig) => {
  new five.Led(13).blink(500);
  await rig.run(2600);
  const [first = 0, ...others] = rig.changes.flatMap(({ pin, state, atMs }) =>
    pin === 13 && state === 'high' ? [atMs] : [],
  );
  t.deepEqual(
    others.map((atMs) => Math.round((atMs - first) / 100)),
    [10, 20],
  );
});

example('led-array', async (t, rig) => {
  const leds = new untyped.Leds([3, 5, 6]);
  leds.on();
  await rig.run(10);
  for (const pin of [3, 5, 6]) t.is(rig.level(pin), 255);
  leds.off();
  await rig.run(10);
  for (const pin of [3, 5, 6]) t.is(rig.level(pin), 0);
});

example('led-fade', async (t, rig) => {
  const led = new five.Led(11);
  led.fadeIn(500);
  await rig.run(250);
  const half = rig.level(11);
  t.true(half > 64 && half < 192, `${half}`);
  await rig.run(350);
  t.is(rig.level(11), 255);
  led.fadeOut(500);
  await rig.run(600);
  t.is(rig.level(11), 0);
});

example('led-pulse', async (t, rig) => {
  const led = new five.Led(11);
  led.pulse(500);
  const levels: number[] = [];
  for (let n = 0; n < 40; n++) {
    await rig.run(50);
    levels.push(rig.level(11));
  }
  t.true(Math.max(...levels) > 230 && Math.min(...levels) < 25, `${levels}`);
  led.stop().off();
  await rig.run(20);
  t.is(rig.level(11), 0);
});

example('led-rgb', async (t, rig) => {
  const led = new five.Led.RGB({ pins: { red: 6, green: 5, blue: 3 } });
  led.on();
  led.color('#FF8000');
  await rig.run(20);
  t.deepEqual(
    [6, 5, 3].map((pin) => rig.level(pin)),
    [255, 128, 0],
  );
  led.off();
  await rig.run(20);
  t.deepEqual(
    [6, 5, 3].map((pin) => rig.level(pin)),
    [0, 0, 0],
  );
});

example('led-rgb-anode', async (t, rig) => {
  const led = new five.Led.RGB({ pins: { red: 6, green: 5, blue: 3 }, isAnode: true });
  led.on();
  led.color('#FF8000');
  await rig.run(20);
  t.deepEqual(
    [6, 5, 3].map((pin) => rig.level(pin)),
    [0, 127, 255],
  );
});

example('relay', async (t, rig) => {
  const relay = new five.Relay(10);
  relay.close();
  await rig.run(10);
  t.is(rig.pin(10), 'high');
  relay.toggle();
  await rig.run(10);
  t.is(rig.pin(10), 'low');
});

example('relay-collection', async (t, rig) => {
  const relays = new five.Relays([10, 11]);
  relays.close();
  await rig.run(10);
  t.deepEqual(
    [10, 11].map((pin) => rig.pin(pin)),
    ['high', 'high'],
  );
  relays.open();
  await rig.run(10);
  t.deepEqual(
    [10, 11].map((pin) => rig.pin(pin)),
    ['low', 'low'],
  );
});

example('relay-on-analog-pin', async (t, rig) => {
  const relay = new five.Relay({ pin: 'A5', type: 'NC' });
  relay.open();
  await rig.run(10);
  t.is(rig.pin(analogPin(5)), 'high', 'a contact that is normally closed opens by current');
});

example('pin', async (t, rig) => {
  const pin = new five.Pin(12);
  pin.high();
  await rig.run(10);
  t.is(rig.pin(12), 'high');
  pin.low();
  await rig.run(10);
  t.is(rig.pin(12), 'low');
});

example('motor', async (t, rig) => {
  const motor = new untyped.Motor({ pin: 5 });
  motor.start(178);
  await rig.run(10);
  t.is(rig.level(5), 178);
  motor.stop();
  await rig.run(10);
  t.is(rig.level(5), 0);
});

example('motor-directional', async (t, rig) => {
  const motor = new five.Motor({ pins: { pwm: 3, dir: 12 } });
  motor.forward(255);
  await rig.run(10);
  t.deepEqual([rig.level(3), rig.pin(12)], [255, 'high']);
  motor.reverse(100);
  await rig.run(10);
  t.deepEqual([rig.level(3), rig.pin(12)], [100, 'low']);
});

example('motor-brake', async (t, rig) => {
  const motor = new five.Motor({ pins: { pwm: 3, dir: 12, brake: 11 } });
  motor.forward(255);
  await rig.run(10);
  motor.brake();
  await rig.run(10);
  t.is(rig.pin(11), 'high');
  motor.release();
  await rig.run(10);
  t.is(rig.pin(11), 'low');
});

example('motor-hbridge', async (t, rig) => {
  const motor = new five.Motor({ pins: { pwm: 3, dir: 12 }, invertPWM: true });
  motor.forward(200);
  await rig.run(10);
  t.deepEqual([rig.level(3), rig.pin(12)], [55, 'high']);
  motor.reverse(50);
  await rig.run(10);
  t.deepEqual([rig.level(3), rig.pin(12)], [50, 'low']);
});

example('motor-3-pin', async (t, rig) => {
  const motor = new five.Motor({ pins: { pwm: 3, dir: 12, cdir: 11 } });
  motor.forward(255);
  await rig.run(10);
  t.deepEqual([rig.level(3), rig.pin(12), rig.pin(11)], [255, 'high', 'low']);
  motor.reverse(120);
  await rig.run(10);
  t.deepEqual([rig.level(3), rig.pin(12), rig.pin(11)], [120, 'low', 'high']);
});

example('shift-register', async (t, rig) => {
  const register = new five.ShiftRegister({ pins: { data: 2, clock: 3, latch: 4 } });
  await rig.run(10);
  rig.changes.length = 0;
  register.send(0b1010_0110);
  await rig.run(30);
  // The chip takes the level of its data pin at each rising edge of its clock.
  let data = false;
  const taken: number[] = [];
  for (const { pin, state } of rig.changes) {
    if (pin === 2) data = state === 'high';
    if (pin === 3 && state === 'high') taken.push(Number(data));
  }
  t.deepEqual(taken, [1, 0, 1, 0, 0, 1, 1, 0]);
  t.is(rig.pin(4), 'high', 'latched');
});

example('piezo', async (t, rig) => {
  const piezo = new five.Piezo(3);
  piezo.frequency(262, 500);
  await rig.run(500);
  const edges = rig.statesOf(3).length;
  t.true(edges > 100, `${edges} edges in half a second`);
  piezo.off();
  await rig.run(50);
  t.is(rig.pin(3), 'low');
});
