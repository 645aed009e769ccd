import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { packagePath } from '../../host/base/node/index.js';
import { blocksOf, marked } from '../../host/web/app/wiring/markdown.js';

const GUIDES = packagePath('wiring', 'guides');

test('every guide is read whole: no mark of Markdown is left in what is shown, and no word is lost', (t) => {
  for (const name of readdirSync(GUIDES)) {
    const text = readFileSync(join(GUIDES, name), 'utf8');
    const blocks = blocksOf(text);
    const shown = blocks.flatMap((block) => {
      if (block.kind === 'list') return block.items;
      if (block.kind === 'table') return [block.head, ...block.rows].flat();
      return block.kind === 'image' ? [block.name] : [block.text];
    });
    const prose = blocks
      .filter(({ kind }) => kind !== 'text')
      .flatMap((block) => ('text' in block ? [block.text] : []));
    for (const line of prose) t.notRegex(line, /^(#|\||- |!\[|```|<!--)/, name);
    const words = (all: string): number => (all.match(/[\p{L}\p{N}]+/gu) ?? []).length;
    const comments = (text.match(/<!--.*?-->/g) ?? []).join(' ');
    const drawings = (text.match(/!\[.*/g) ?? []).join(' ');
    const fences = (text.match(/^```text$/gm) ?? []).length;
    const images = blocks.filter(({ kind }) => kind === 'image');
    const names = images.map((block) => ('name' in block ? block.name : '')).join(' ');
    t.is(
      words(shown.join(' ')),
      words(text) - words(comments) - words(drawings) - fences + words(names),
      name,
    );
  }
});

test('a table keeps its empty cells and its bars; marks come out in every second piece', (t) => {
  t.deepEqual(blocksOf('| a | |\n|---|---|\n| x \\| y |  |\n'), [
    { kind: 'table', head: ['a', ''], rows: [['x | y', '']] },
  ]);
  t.deepEqual(marked('**Measure** volts: *now*.'), ['', 'Measure', ' volts: ', 'now', '.']);
  t.deepEqual(blocksOf('```text\n1  2\n'), [{ kind: 'text', text: '1  2\n' }]);
});
