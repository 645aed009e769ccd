import { readFileSync } from 'node:fs';
import test from 'ava';
import { commandNames, helpOf } from './docs/documents.js';
import { run, words } from './run.js';

/** What a command wants beside its port. */
const WANTS: Readonly<Record<string, string>> = {
  'hc06 set': '--name Jeep',
  'hc06 raw': 'AT',
  'kiss send': '--from W1AW hi',
  'aprs beacon': '--from W1AW --at 41.7,-72.7',
  'aprs message': '--from W1AW --to N1AW-9 hi',
  'air inflate': '--tire FL=38:50',
  'air deflate': '--tire FL=12:50',
  'air hold': '--tire FL=38:50',
  'air box': '--vehicle example:jeep',
  'firmware flash': '--board uno',
};

/** A batch opens its file before its port; over the air there is no port. Their own tests have that. */
const ELSEWHERE = /^(hc06 (batch|verify)|bluetooth )/;

test('which commands open the port for --dry-run, as host/README.md says', async (t) => {
  const text = readFileSync('host/README.md', 'utf8').replace(/\s+/g, ' ');
  const [, opening = '', leaving = ''] =
    /transmits nothing\. (.*?) open the port for it.*?; (.*?) leave the port alone/.exec(text) ?? [];
  const isListed = (list: string, command: string): boolean =>
    list.includes(`\`${command}\``) || list.includes(`\`${command.split(' ')[0]}\``);
  let count = 0;
  for (const command of await commandNames()) {
    if (ELSEWHERE.test(command) || !(await helpOf(command)).includes('--dry-run ')) continue;
    const line = `${command} ${WANTS[command] ?? ''} --port /dev/nothing-there --dry-run`;
    const { code, stderr } = await run(words(line));
    t.is(isListed(opening, command), code === 3, `${line}: ${stderr}`);
    t.is(isListed(leaving, command), code === 0, `${line}: ${stderr}`);
    count++;
  }
  t.true(count > 10);
});
