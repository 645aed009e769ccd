import test from 'ava';
import { systemClock } from '../../host/base/clock.js';
import { Dialogue } from '../../host/hc06/dialogue/dialogue.js';
import { testEcho } from '../../host/hc06/probe/echo-test.js';
import { inVirtualTime } from '../virtual-time.js';
import { type Pieces, ScriptLink } from './script-link.js';

const SENT = 'UUonair-echo-testUU';

/** What comes at the first rate, and at the second. */
for (const [title, first, second, echo] of [
  ['nothing at either rate', [], [], 'none'],
  ['the pattern at both', [[5, SENT]], [[5, SENT]], 'wire'],
  [
    'the pattern in pieces',
    [
      [5, 'UUonair-'],
      [9, 'echo-testUU'],
    ],
    [[5, SENT]],
    'wire',
  ],
  ['the pattern at the first rate, silence at the other', [[5, SENT]], [], 'one-rate'],
  ['the pattern at the second rate, noise at the first', [[5, '\xfe\x00']], [[5, SENT]], 'one-rate'],
  ['text that is no echo, at one rate', [], [[5, '$GPRMC,']], 'other-bytes'],
  ['text that is no echo, at both', [[5, '$GPRMC,']], [[5, 'x']], 'other-bytes'],
  ['half of the pattern, as a noisy wire gives it', [[5, SENT.slice(0, 9)]], [[5, SENT.slice(0, 9)]], 'wire'],
  ['something of the length of the pattern', [[5, 'x'.repeat(19)]], [], 'other-bytes'],
] as const satisfies readonly (readonly [string, Pieces, Pieces, string])[]) {
  test.serial(`an echo test that hears ${title}: ${echo}`, async (t) => {
    const link = new ScriptLink();
    link.answers.push(first, second);
    const dialogue = new Dialogue(link, systemClock);
    const { value } = await inVirtualTime(() => testEcho(dialogue));
    t.is(value.echo, echo);
    t.true(value.means.length > 0 && value.remedy.length > 0);
  });
}
