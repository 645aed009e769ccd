import five from 'johnny-five';
import type { Clock } from '../../../../host/base/index.js';
import type { PinName } from '../pins/boards.js';
import { RhythmPlayer } from '../signals/signals.js';

/** A buzzer with its own oscillator. It is a Relay, because that writes levels and never PWM. */
export function buzzerOn(
  pin: PinName | undefined,
  board: five.Board,
  clock: Clock,
): RhythmPlayer | undefined {
  if (pin === undefined) return undefined;
  const relay = new five.Relay({ pin, board });
  return new RhythmPlayer(clock, (on) => {
    if (on) relay.close();
    else relay.open();
  });
}

/** An LED; undefined if none is wired. */
export function ledOn(pin: PinName | undefined, board: five.Board, clock: Clock): RhythmPlayer | undefined {
  if (pin === undefined) return undefined;
  const led = new five.Led({ pin, board });
  return new RhythmPlayer(clock, (on) => {
    if (on) led.on();
    else led.off();
  });
}
