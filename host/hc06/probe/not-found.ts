import { OnairError, printable } from '../../base/index.js';
import { formatLine, type Link } from '../../link/index.js';
import type { ModuleLine } from '../dialects/dialect.js';
import type { Answer } from '../dialogue/answer.js';
import { isReadable, placeOf } from './unknown-device.js';

/**
 * Causes of silence, likeliest first, each with the test that tells it from the next.
 * @param refused rates that the adapter does not support
 * @param onlyRate the user named one rate, and only that was asked
 */
function causesOfSilence(refused: readonly number[], onlyRate: boolean): string[] {
  return [
    ...(onlyRate ? ['it is at another rate (leave out --baud);'] : []),
    'a phone is connected (LED solid: disconnect it, AT works only while the LED blinks; a JDY disconnects it on onair hc06 raw AT+DISC --dialect jdy-33);',
    'TX and RX are not crossed, or ground is missing (swap the two wires; onair hc06 probe --echo-test checks the wire);',
    'the module has no power (LED dark), or its RX pin is dead from 5 V (it still blinks: try another module);',
    ...(onlyRate ? [] : causesAtOtherRates(refused)),
    'it is not in command mode: in the master role, or a board whose button must be held at power-up (onair hc06 rescue)',
  ];
}

function causesAtOtherRates(refused: readonly number[]): string[] {
  return [
    refused.length > 0
      ? `it is at a rate that this adapter does not support (${refused.join(', ')}: use another adapter);`
      : 'it is at a higher rate than this adapter supports (use another adapter);',
    'it answers late, at an unlikely rate (onair hc06 probe --baud RATE waits 2.5 s there);',
  ];
}

/** Number of echoes, without anything else in them, that are no chance. */
const ECHOES = 3;

/**
 * The error for silence, for an echo only, or for something that is not an answer.
 * @param refused rates that the adapter does not support, which were not tried
 * @param talks bytes arrived while nothing was asked
 */
export function notFound(
  link: Link,
  asked: readonly ModuleLine[],
  remarks: readonly Answer[],
  refused: readonly number[],
  talks = false,
): OnairError {
  const received = remarks
    .map(({ text }) => printable(text.trim()).slice(0, 60))
    .filter((text) => text !== '');
  const readable = remarks.some(({ text }) => isReadable(text));
  // A device that returns what it is sent does so at one rate; at the others that is garbage.
  const echoes = remarks.filter(({ echoed, text }) => echoed && text.trim() === '').length;
  const unasked = remarks.flatMap((remark) => remark.unasked);
  const tried = link.carriesLine ? placesTried(asked) : placeOf(link);
  if (unasked.length > 0 && received.length === 0) {
    return new OnairError('device-silent', {
      message: `${link.portName}: a module sends "${unasked[0]}" unasked, but answers no command`,
      hint: 'a phone or another module is connected to it: disconnect that one, then run the command again',
      details: { unasked: unasked.slice(0, 5) },
    });
  }
  if (received.length > 0 && (readable || echoes < ECHOES)) {
    return new OnairError('device-confused', {
      message: `${link.portName}: something ${talks ? 'sends unasked, and in binary or at an unlikely rate' : 'answers, but not like an HC-06'}: "${received[0]}"`,
      hint: `${readable ? 'an answer that is truncated or changes' : 'noise'}, or another device: check ground, wiring and that this is the right port (onair ports); other programs on the port disturb it too (onair doctor)`,
      details: { heard: received.slice(0, 5) },
    });
  }
  if (remarks.length > 0) {
    return new OnairError('device-silent', {
      message: `${link.portName}: only our own commands are echoed, no module answers`,
      hint: 'TX and RX are joined, or the adapter echoes: disconnect the module; if the echo stays it is the wire',
      details: { echo: true },
    });
  }
  return new OnairError('device-silent', {
    message: `${link.portName}: no module answers ${tried}`,
    hint: [
      'likeliest causes first:',
      ...causesOfSilence(refused, link.carriesLine && ratesOf(asked).size === 1),
    ].join(' '),
    details: {
      attempts: asked.length,
      rates: [...ratesOf(asked)],
      refused: [...refused],
    },
  });
}

function ratesOf(asked: readonly ModuleLine[]): Set<number> {
  return new Set(asked.map(({ baudRate }) => baudRate));
}

/** The rates and parities that were tried, in words. */
function placesTried(asked: readonly ModuleLine[]): string {
  const [first] = asked;
  const rates = ratesOf(asked);
  const parities = new Set(asked.map(({ parity }) => parity));
  if (!first || rates.size > 1) return 'at any rate that was tried';
  return parities.size > 1 ? `at ${first.baudRate} baud, at any parity` : `at ${formatLine(first)}`;
}
