import five from 'johnny-five';
import { Registers } from '../../../failsafe/board/slaves.js';
import { eventsOf, example } from './example.js';
import { untyped } from './untyped.js';

/** Share of 5 V that the converter reads as this, 0 to 1023. */
const ratio = (reading: number): number => (reading + 0.5) / 1024;

for (const name of [
  'sensor',
  'potentiometer',
  'photoresistor',
  'sensor-slider',
  'sensor-fsr',
  'flex',
  'microphone',
]) {
  example(name, async (t, rig) => {
    const values: number[] = [];
    const sensor = new five.Sensor({ pin: 'A2', freq: 100 });
    sensor.on('data', () => values.push(Number(sensor.value)));
    rig.ratios[2] = ratio(300);
    await rig.run(500);
    rig.ratios[2] = ratio(900);
    await rig.run(300);
    t.true(values.length >= 6 && values.length <= 8, `${values.length}`);
    t.deepEqual([values[1], values.at(-1)], [300, 900]);
    t.is(sensor.scaleTo(0, 100), 87);
  });
}

example('led-slider', async (t, rig) => {
  const led = new five.Led(11);
  const slider = new five.Sensor('A0');
  slider.on('data', () => led.brightness(slider.fscaleTo([0, 255])));
  rig.ratios[0] = ratio(512);
  await rig.run(200);
  t.is(rig.level(11), 127);
  rig.ratios[0] = ratio(1023);
  await rig.run(200);
  t.is(rig.level(11), 255);
});

for (const name of ['joystick', 'joystick-shield']) {
  example(name, async (t, rig) => {
    const joystick = new five.Joystick({ pins: ['A0', 'A1'] });
    [rig.ratios[0], rig.ratios[1]] = [ratio(512), ratio(512)];
    await rig.run(200);
    t.true(Math.abs(joystick.x) < 0.1, `${joystick.x}`);
    [rig.ratios[0], rig.ratios[1]] = [ratio(1023), ratio(0)];
    await rig.run(200);
    t.true(joystick.x > 0.9 && Math.abs(joystick.y) > 0.9, `${joystick.x}, ${joystick.y}`);
  });
}

for (const [name, controller, cmAt400] of [
  ['proximity', 'GP2Y0A21YK', 12343.85 * 400 ** -1.15],
  ['proximity-mb1000', 'MB1000', (400 / 2) * 2.54],
] as const) {
  example(name, async (t, rig) => {
    const proximity = new five.Proximity({ controller, pin: 'A0' });
    let cm = Number.NaN;
    proximity.on('data', (now: { cm: number }) => {
      cm = now.cm;
    });
    rig.ratios[0] = ratio(400);
    await rig.run(300);
    t.true(Math.abs(cm - cmAt400) < 0.5, `${cm} cm`);
  });
}

example('motion-GP2Y0A60SZLF', async (t, rig) => {
  const seen = eventsOf(
    new untyped.Motion({ controller: 'GP2Y0A60SZLF', pin: 'A0' }),
    'motionstart',
    'motionend',
  );
  await rig.run(200);
  rig.ratios[0] = ratio(600);
  await rig.run(200);
  rig.ratios[0] = ratio(100);
  await rig.run(200);
  t.deepEqual(seen, ['motionstart', 'motionend']);
});

example('ir-reflect-array', async (t, rig) => {
  const eyes = new untyped.ReflectanceArray({ emitter: 13, pins: ['A0', 'A1', 'A2'], freq: 25 });
  let raw: readonly number[] = [];
  eyes.on('data', (now: readonly number[]) => {
    raw = now;
  });
  eyes.enable();
  for (const channel of [0, 1, 2]) rig.ratios[channel] = ratio(200 + 300 * channel);
  await rig.run(300);
  t.is(rig.pin(13), 'high');
  t.deepEqual(raw, [200, 500, 800]);
});

for (const [controller, volts, celsius] of [
  ['LM35', 0.25, 25],
  ['TMP36', 0.75, 25],
  ['LM335', 2.98, 25],
] as const) {
  example(`temperature-${controller.toLowerCase()}`, async (t, rig) => {
    const thermometer = new five.Thermometer({ controller, pin: 'A0' });
    rig.ratios[0] = volts / 5;
    await rig.run(300);
    t.true(Math.abs(thermometer.celsius - celsius) <= 1, `${thermometer.celsius} °C`);
  });
}

for (const [controller, zeros, perG] of [
  ['ADXL335', [330, 330, 330], 66.5],
  ['MMA7361', [372, 372, 287], 170],
] as const) {
  example(`accelerometer-${controller.toLowerCase()}`, async (t, rig) => {
    const accelerometer = new five.Accelerometer({ controller, pins: ['A0', 'A1', 'A2'] });
    for (const [channel, zero] of zeros.entries()) rig.ratios[channel] = ratio(zero);
    rig.ratios[2] = ratio(Math.round(zeros[2] + perG));
    await rig.run(300);
    t.true(Math.abs(accelerometer.x) < 0.02, `${accelerometer.x} g`);
    t.true(Math.abs(accelerometer.z - 1) < 0.02, `${accelerometer.z} g`);
  });
}

example('temperature-tmp102', async (t, rig) => {
  // 25.0625 °C in sixteenths, at the left of two bytes (TMP102 data sheet, 7.5.2).
  rig.rig.uno.bus.slaves.set(0x48, new Registers([0x19, 0x10]));
  const thermometer = new untyped.Thermometer({ controller: 'TMP102' });
  await rig.run(300);
  t.is(thermometer.celsius, 25.1);
});
