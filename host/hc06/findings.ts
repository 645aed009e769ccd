import { OnairError } from '../error.js';
import { formatLine } from '../link/line.js';
import type { Link } from '../link/link.js';
import { printable } from '../printable.js';
import { otherFamily } from './dialects/index.js';
import type { Answer } from './dialogue.js';

/** A module answers that this program can't set. */
export function unknownModule(link: Link, answer: Answer): OnairError {
  const family = otherFamily(answer.text);
  const { baudRate, parity } = link.line;
  return new OnairError('device-unknown', {
    message: `a module answers at ${formatLine(link.line)}, but it is ${family}: "${printable(answer.text)}"`,
    hint: 'this version of onair sets the linvor and hc01.com families only; nothing was changed',
    details: { baudRate, parity, answer: printable(answer.text) },
  });
}

/**
 * Silence, only our own echo, or something that is no answer: three different findings.
 * @param refused rates that the adapter can't do, so nobody was asked there
 */
export function notFound(
  link: Link,
  attempts: number,
  remarks: readonly Answer[],
  refused: readonly number[],
): OnairError {
  const heard = remarks.map(({ text }) => printable(text).slice(0, 60)).filter((text) => text !== '');
  const looked = attempts <= 2 ? `at ${formatLine(link.line)}` : `at any rate that was tried`;
  if (heard.length > 0) {
    return new OnairError('device-confused', {
      message: `${link.portName}: something answers, but not as an HC-06 would: "${heard[0]}"`,
      hint: 'noise or another device: check ground, wiring and that this is the right port (onair ports)',
      details: { heard: heard.slice(0, 5) },
    });
  }
  if (remarks.length > 0) {
    return new OnairError('device-silent', {
      message: `${link.portName}: only our own commands come back, no module answers`,
      hint: 'TX and RX are joined, or the adapter echoes: take the module off; if the echo stays it is the wire',
      details: { echo: true },
    });
  }
  return new OnairError('device-silent', {
    message: `${link.portName}: no module answers ${looked}`,
    hint: [
      'likeliest causes first:',
      'a phone is connected (LED solid: disconnect it, AT works only while the LED blinks);',
      'TX and RX are not crossed, or ground is missing;',
      'the module has no power;',
      ...(refused.length > 0 ? [`it is at a rate that this adapter can't do (${refused.join(', ')});`] : []),
      'it is not at one of these rates, is in the master role, or ends commands with CR LF (firmware 2.x/3.x, JDY-31)',
    ].join(' '),
    details: { attempts },
  });
}
