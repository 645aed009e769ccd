import test from 'ava';
import { inVirtualTime } from '../virtual-time.js';
import { run, words } from './run.js';

/**
 * Keys whose values are for people, or come from devices, files and the air; all others hold words, numbers and names.
 */
const TEXTS = new Set(
  (
    'about answer between cannot check comment device do expect eye from heard hex hint info label ' +
    'means message monitor name never note notes part path remark remedy says sent source sources tell text title to ' +
    'warnings what where with wrong look'
  ).split(' '),
);

const LINES = [
  'hc06 probe --port sim:hc06?firmware=jdy-31',
  'hc06 probe --echo-test --port sim:hc06?fault=echo@1',
  'hc06 set --port sim:hc06?firmware=jdy-31 --name X --pin 4321 --baud 38400 --yes',
  'hc06 set --port sim:hc06 --name X --parity even --dry-run',
  'hc06 rescue --port sim:hc06?parity=even&baud=19200 --yes',
  'tnc init --port sim:tm-d700 --yes',
  'tnc exit --port sim:tm-d700?mode=kiss --yes',
  'tnc status --port sim:tm-d700?mode=kiss',
  'tnc radios',
  'firmware list',
  'firmware info --port sim:air-up',
  'air plan --tire FL=38 --max 50',
  'air simulate --tire FL=38 --max 50',
  'air inflate --tire FL=380 --max 50 --yes --port sim:air-up',
  'wiring check',
  'wiring show bench',
  'aprs listen --port sim:tm-d700?mode=kiss&traffic=1 --count 2',
];

/** Where a key that holds a code elsewhere has a sentence of a design. */
const TEXT_PATHS = /\.findings\[\]\.reason$/;

/** Paths of keys with spaces, and of values with spaces that are not meant for people. */
function strange(value: unknown, path: string, key = ''): readonly string[] {
  if (typeof value === 'string') {
    const isText = TEXTS.has(key) || TEXT_PATHS.test(path);
    return value.includes(' ') && !isText ? [`${path}: ${value}`] : [];
  }
  if (Array.isArray(value)) return value.flatMap((each) => strange(each, `${path}[]`, key));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => [
    ...(name.includes(' ') ? [`${path}.${name}`] : []),
    ...strange(each, `${path}.${name}`, name),
  ]);
}

for (const line of LINES) {
  test.serial(`${line}: what programs compare is a word without spaces`, async (t) => {
    const { value } = await inVirtualTime(() => run([...words(line), '--json']));
    t.true(value.documents.length > 0);
    t.is(value.code, line.includes('380') ? 7 : 0, value.stderr);
    for (const document of value.documents) t.deepEqual(strange(document, String(document.schema)), []);
  });
}
