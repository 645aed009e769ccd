import test from 'ava';
import fc from 'fast-check';
import {
  encodeAck,
  encodeBulletin,
  encodeMessage,
  encodeObject,
  encodePosition,
  encodeStatus,
} from '../../host/packet/aprs/encode.js';
import { decodeFrame, encodeUi, PID_NO_LAYER_3, type UiContent } from '../../host/packet/ax25/ax25.js';
import { parseCallSign } from '../../host/packet/callsign.js';
import { encodeKiss, KISS_COMMANDS } from '../../host/packet/kiss/kiss.js';
import { formatMonitor } from '../../host/packet/monitor.js';
import { anyCall, anyContent, anyPosition, anyWords } from '../packet/arbitraries.js';
import { direWolfFacts } from '../packet/judges/dire-wolf.js';
import { unexplained } from '../packet/judges/direwolf-differs.js';
import { specimens } from '../packet/packets.js';
import { direWolf } from '../peers.js';
import { decodeAprsSays } from './decode-aprs.js';

const judged = direWolf ? test : test.skip;

judged('the answers in packets.txt are those of decode_aprs (needs direwolf)', async (t) => {
  const all = specimens();
  const answers = await decodeAprsSays(all.map(({ line }) => line));
  t.is(answers.length, all.length);
  for (const [index, specimen] of all.entries()) {
    t.deepEqual(direWolfFacts(answers[index] ?? []), direWolfFacts(specimen.direWolf), specimen.line);
  }
});

const FROM = parseCallSign('W1AW-9');
const TO = parseCallSign('APZ001');

/** Always the same ones: what one machine proves, the next does too. */
const FIXED = { seed: 20_261_126 };

const frameOf = (content: UiContent): string =>
  (
    Buffer.from(encodeKiss({ port: 0, command: KISS_COMMANDS.data, data: encodeUi(content) }))
      .toString('hex')
      .match(/../g) ?? []
  ).join(' ');

/** What people send, one of each kind for each draw. */
const texts: fc.Arbitrary<string[]> = fc
  .record({
    position: anyPosition,
    name: fc.stringMatching(/^[A-Z][A-Z0-9-]{0,7}[A-Z]$/),
    live: fc.boolean(),
    words: anyWords,
    to: anyCall,
    id: fc.stringMatching(/^[A-Za-z0-9]{1,5}$/),
    bulletin: fc.stringMatching(/^[0-9A-Z]$/),
  })
  .map(({ position, name, live, words, to, id, bulletin }) => [
    encodePosition(position),
    encodeObject({ ...position, name, live, time: position.time ?? new Date(0) }),
    encodeMessage(to, words, id),
    encodeMessage(to, words),
    encodeAck(to, id),
    encodeBulletin(bulletin, words),
    encodeStatus(`on ${words.replaceAll('^', '')}`), // a ^ before the last two is a beam, of any letters to Dire Wolf
  ]);

judged('decode_aprs reads every frame that we encode as we do (needs direwolf)', async (t) => {
  const infos = fc.sample(texts, { ...FIXED, numRuns: 200 }).flat();
  const answers = await decodeAprsSays(
    infos.map((info) => frameOf({ from: FROM, to: TO, path: [], info: Buffer.from(info) })),
  );
  t.is(answers.length, infos.length);
  for (const [index, info] of infos.entries()) {
    const specimen = {
      section: 'our own',
      line: info,
      from: FROM,
      to: TO,
      info: Buffer.from(info),
      direWolf: answers[index] ?? [],
    };
    t.deepEqual(unexplained(specimen), [], `${info}\n${answers[index]?.join('\n')}`);
  }
});

judged('decode_aprs reads our addresses and paths as we do (needs direwolf)', async (t) => {
  const contents = fc
    .sample(anyContent, { ...FIXED, numRuns: 500 })
    .map((content) => ({ ...content, pid: PID_NO_LAYER_3, info: Buffer.from('>on the air') }));
  const answers = await decodeAprsSays(contents.map(frameOf));
  t.is(answers.length, contents.length);
  for (const [index, content] of contents.entries()) {
    const decoded = decodeFrame(encodeUi(content));
    t.is(answers[index]?.[0], decoded.ok ? formatMonitor(decoded.frame) : decoded.error);
  }
});
