import five from 'johnny-five';
import { example } from './example.js';

/** Mode of a pin that pulses for a servo: github.com/firmata/protocol, protocol.md. */
const SERVO = 4;
const PIN = 10;
/** What Johnny-Five asks for at 90 degrees: the middle of 600 and 2400 us. */
const MIDDLE_MS = 1.5;

/** A sketch that has no servo says so; one that has moves it. */
example('servo', async (t, rig) => {
  const texts: string[] = [];
  rig.rig.io.on('string', (text: string) => texts.push(text));
  rig.rig.io.pinMode(PIN, SERVO);
  new five.Servo(PIN).to(90);
  await rig.run(200);
  if (!rig.rig.io.pins[PIN]?.supportedModes.includes(SERVO)) {
    t.regex(texts.join('\n'), /pin 10\b/);
    return;
  }
  const pulses = rig.changes.filter(({ pin }) => pin === PIN);
  const last = pulses.findLast(({ state }) => state === 'low')?.atMs ?? Number.NaN;
  const begun = pulses.findLast(({ state, atMs }) => state === 'high' && atMs < last)?.atMs ?? Number.NaN;
  t.true(Math.abs(last - begun - MIDDLE_MS) < 0.05, `${last - begun} ms`);
});
