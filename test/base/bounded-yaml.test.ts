import test from 'ava';
import { z } from 'zod';
import { checkYaml, parseYaml } from '../../host/base/yaml/index.js';

/** Nine lists of nine aliases each: 387 million values. */
const BOMB = [
  'a: &a [x, x, x, x, x, x, x, x, x]',
  ...[...'bcdefghi'].map((name, index) => {
    const before = `*${'abcdefgh'[index]}`;
    return `${name}: &${name} [${Array(9).fill(before).join(', ')}]`;
  }),
].join('\n');

/** Texts that would take minutes, gigabytes or the stack, and where they go too far. */
const TOO_MUCH: Readonly<Record<string, readonly [text: string, says: RegExp]>> = {
  'two megabytes': ['#'.repeat(2e6), /^f:1:131073: it has 2000000 characters/],
  'many keys': [
    Array.from({ length: 5001 }, (_, n) => `k${n}:`).join('\n'),
    /^f:1:1: .* 5000 keys and items/,
  ],
  'many items': [`a: [${'1,'.repeat(5001)}]`, /^f:1:4: .* 5000 keys and items/],
  'deep lists': ['- '.repeat(20_000), /^f:1:\d+: more than 32 blocks within one another/],
  'deep brackets': ['['.repeat(20_000), /^f:1:34: more than 32 blocks/],
  'deep keys': ['? '.repeat(20_000), /^f:1:\d+: more than 32 blocks/],
  'an alias bomb': [BOMB, /^f:2:8: its aliases can't be followed/],
  'many aliases': [`- &a 1\n${'- *a\n'.repeat(101)}`, /^f:\d+:3: it has more than 100 aliases/],
};

for (const [name, [text, says]] of Object.entries(TOO_MUCH)) {
  test(`YAML with ${name} is refused at its place`, (t) => {
    t.throws(() => parseYaml(text, 'f', 'none'), { code: 'bad-value', message: says });
  });
}

test('YAML within the limits: aliases, a byte order mark, Windows line ends, the place of a mistake', (t) => {
  t.deepEqual(parseYaml('\ufeffa: &x [1]\r\nb: *x\r\n', 'f', '').value, { a: [1], b: [1] });
  t.throws(() => parseYaml('a: 1\r\nb: [\r\n', 'f', 'h'), { message: /^f:3:1: / });
});

test('an empty file is called so, with its place', (t) => {
  for (const text of ['', '\n', '# nothing\n', '---\n...\n']) {
    t.throws(() => checkYaml(text, 'f', z.strictObject({ a: z.int() }), () => ['a'], 'an example'), {
      message: /^f:1:\d: nothing is in this file/,
    });
  }
});
