import test from 'ava';
import five from 'johnny-five';
import { A0, CHANNELS, PIN_COUNT } from './board/board-under-test.js';
import { type Rig, withJohnnyFive } from './board/johnny-five-rig.js';
import * as wire from './messages/wire-format.js';

const { lease, REASON } = wire;

test.serial('firmata-io learns the board by itself', (t) =>
  withJohnnyFive(async ({ io, uno }) => {
    t.deepEqual(io.firmware, { name: 'onair-failsafe', version: { major: 1, minor: 1 } });
    t.is(io.pins.length, PIN_COUNT);
    t.deepEqual(
      io.analogPins,
      CHANNELS.map((channel) => A0 + channel),
    );
    t.true(uno.nowMs < 500, `ready after ${uno.nowMs} ms`);
  }),
);

test.serial('a Led blinks at its rate, and fades by PWM', (t) =>
  withJohnnyFive(async ({ uno, pump }) => {
    const changes: number[] = [];
    uno.onPin = (pin, _state, atMs) => pin === 13 && changes.push(atMs);
    const led = new five.Led(13);
    led.blink(100);
    await pump.run(1050);
    led.stop();
    const gaps = changes.slice(1).map((at, i) => at - (changes[i] as number));
    t.true(gaps.length >= 9);
    t.true(
      gaps.slice(1).every((gap) => Math.abs(gap - 100) < 3),
      `${gaps}`,
    );

    const dimmed = new five.Led(9);
    dimmed.brightness(51);
    await pump.run(5);
    t.is(uno.duty(9), 0.2);
    dimmed.off();
    await pump.run(5);
    t.is(uno.pin(9), 'low');
  }),
);

test.serial('a Relay closes and opens', (t) =>
  withJohnnyFive(async ({ uno, pump }) => {
    const relay = new five.Relay(7);
    await pump.run(5);
    t.is(uno.pin(7), 'input', 'the constructor sends nothing, not even a mode');
    relay.open();
    await pump.run(5);
    t.is(uno.pin(7), 'input', 'held off by its resistor');
    for (const round of [1, 2]) {
      relay.close();
      await pump.run(3);
      t.is(uno.pin(7), 'high', `round ${round}`);
      relay.open();
      await pump.run(3);
      t.is(uno.pin(7), 'low', `round ${round}`);
    }
  }),
);

test.serial('a Servo goes to its angle', (t) =>
  withJohnnyFive(async ({ uno, pump }) => {
    let rose = 0;
    let pulseUs = 0;
    uno.onPin = (pin, state, atMs) => {
      if (pin !== 9) return;
      if (state === 'high') rose = atMs;
      else pulseUs = Math.round((atMs - rose) * 1000);
    };
    // Its own range of pulses is 600 to 2400 us, which it sends with SERVO_CONFIG.
    const servo = new five.Servo({ pin: 9, startAt: 0 });
    await pump.run(100);
    t.true(Math.abs(pulseUs - 600) < 15, `${pulseUs} us at 0 degrees`);
    servo.to(90);
    await pump.run(100);
    t.true(Math.abs(pulseUs - 1500) < 15, `${pulseUs} us at 90 degrees`);
  }),
);

test.serial('a Sensor tells what is at its channel', (t) => {
  let ratio = 0.25;
  return withJohnnyFive(
    async ({ pump }) => {
      const values: number[] = [];
      const sensor = new five.Sensor({ pin: 'A2', freq: 50 });
      sensor.on('data', () => values.push(Number(sensor.value)));
      await pump.run(1000);
      t.true(values.length >= 18 && values.length <= 20, `${values.length} in a second`);
      t.is(values.at(-1), 256);
      ratio = 0.75;
      await pump.run(200);
      t.is(values.at(-1), 768);
    },
    (channel) => (channel === 2 ? ratio : 0),
  );
});

test.serial('a Button with the pull-up of the board is pressed and released', (t) =>
  withJohnnyFive(async ({ uno, pump }) => {
    const button = new five.Button({ pin: 4, isPullup: true });
    const events: string[] = [];
    button.on('press', () => events.push('press'));
    button.on('release', () => events.push('release'));
    await pump.run(50);
    t.is(uno.pin(4), 'pull-up');
    uno.driveInput(4, false);
    await pump.run(50);
    uno.driveInput(4, undefined);
    await pump.run(50);
    t.deepEqual(events, ['press', 'release']);
  }),
);

test.serial('a lease beside Johnny-Five: renewed it holds, and with the last renewal it ends', (t) =>
  withJohnnyFive(async ({ uno, io, pump }) => {
    const reported: number[][] = [];
    const texts: string[] = [];
    io.sysexResponse(6, (data) => reported.push([...data]));
    io.on('string', (text: string) => texts.push(text));
    const say = (message: readonly number[]): void => io.sysexCommand(message.slice(1, -1));
    try {
      say(lease.configure({ pin: 7, safe: 0, silenceMs: 300, activeMs: 0 }));
      const renewing = setInterval(() => say(lease.renew), 100);
      const relay = new five.Relay(7);
      relay.close();
      await pump.run(2000);
      t.is(uno.pin(7), 'high');
      clearInterval(renewing); // the program is stuck somewhere
      await pump.run(310);
      t.is(uno.pin(7), 'low');
      await pump.run(20);
      t.deepEqual(reported, [[7, REASON.silence]]);
      t.deepEqual(texts, ['pin 7 safe: silence']);
      relay.open();
      relay.close();
      await pump.run(20);
      t.is(uno.pin(7), 'low', 'Johnny-Five believes it is closed');
      say(lease.clear(7));
      relay.close();
      await pump.run(20);
      t.is(uno.pin(7), 'high');
    } finally {
      io.clearSysexResponse(6);
    }
  }),
);

const ENDS: Readonly<Record<string, (rig: Rig) => unknown>> = {
  'the host closes the port': ({ link }) => link.close(),
  'the cable is pulled': ({ link }) => link.unplug(),
  'the board is reset by DTR': ({ uno }) => uno.reset(),
  'the host sends SYSTEM_RESET': ({ io }) => io.reset(),
};

for (const [what, end] of Object.entries(ENDS)) {
  test.serial(`a leased valve is safe in time when ${what}`, (t) =>
    withJohnnyFive(async (rig) => {
      const { uno, io, pump } = rig;
      io.sysexCommand(lease.configure({ pin: 7, safe: 0, silenceMs: 250, activeMs: 0 }).slice(1, -1));
      new five.Relay(7).close();
      await pump.run(100);
      t.is(uno.pin(7), 'high');
      io.sysexCommand(lease.renew.slice(1, -1));
      const renewedAt = uno.nowMs + 1.6; // a write takes effect with the next slice; three bytes take 0.5 ms
      await pump.run(2);
      end(rig);
      const safe = (): boolean => uno.pin(7) !== 'high';
      await pump.until('the valve is safe', safe, 300);
      t.true(uno.nowMs - renewedAt <= 255, `${uno.nowMs - renewedAt} ms`);
      await pump.run(300);
      t.is(uno.pin(7), 'low');
    }),
  );
}

test.serial('the emulation and Johnny-Five together are faster than real time', async (t) => {
  let times = 0;
  await withJohnnyFive(async ({ pump }) => {
    new five.Led(13).blink(50);
    new five.Sensor({ pin: 'A0', freq: 25 });
    await pump.run(200);
    const start = process.cpuUsage();
    await pump.run(3000);
    const { user, system } = process.cpuUsage(start);
    times = 3_000_000 / (user + system);
  });
  t.log(`${times.toFixed(0)} times real time`);
  t.true(times > 2); // far more on an idle machine
});
