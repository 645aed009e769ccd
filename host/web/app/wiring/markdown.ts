/** A part of a guide. */
export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly kind: 'text'; readonly text: string }
  /** A drawing; `name` is its file without folder and ending. */
  | { readonly kind: 'image'; readonly name: string };

interface Reader {
  readonly begins: RegExp;
  /** Takes the lines of its block; the first is the one that begins it. */
  read(lines: readonly string[], first: RegExpExecArray): { readonly block: Block; readonly taken: number };
}

/** What our own guides are written in, and no more: the output of `guideOf`. */
const READERS: readonly Reader[] = [
  {
    begins: /^(#+) (.*)$/,
    read: (_, [, marks = '', text = '']) => ({
      block: { kind: 'heading', level: marks.length, text },
      taken: 1,
    }),
  },
  {
    begins: /^!\[[^\]]*\]\((?:.*\/)?([^/)]+)\.svg\)$/,
    read: (_, [, name = '']) => ({ block: { kind: 'image', name }, taken: 1 }),
  },
  {
    begins: /^```/,
    read: (lines) => {
      const end = lines.indexOf('```', 1);
      const length = end === -1 ? lines.length : end;
      return { block: { kind: 'text', text: lines.slice(1, length).join('\n') }, taken: length + 1 };
    },
  },
  {
    begins: /^\|/,
    read: (lines) => {
      const rows = linesWhile(lines, /^\|/);
      const [head = [], , ...others] = rows.map(cells);
      return { block: { kind: 'table', head, rows: others }, taken: rows.length };
    },
  },
  {
    begins: /^- /,
    read: (lines) => {
      const items = linesWhile(lines, /^- /);
      return { block: { kind: 'list', items: items.map((item) => item.slice(2)) }, taken: items.length };
    },
  },
  {
    begins: /^/,
    read: (lines) => {
      const text = linesWhile(lines, /^(?!#|!\[|```|\||- |$)/);
      const taken = Math.max(1, text.length);
      return { block: { kind: 'paragraph', text: lines.slice(0, taken).join(' ') }, taken };
    },
  },
];

/** The blocks of a guide; empty lines and comments are none. */
export function blocksOf(markdown: string): readonly Block[] {
  let lines: readonly string[] = markdown.split('\n').filter((line) => !line.startsWith('<!--'));
  const blocks: Block[] = [];
  while (lines.length > 0) {
    const [line = ''] = lines;
    if (line.trim() === '') {
      lines = lines.slice(1);
      continue;
    }
    for (const { begins, read } of READERS) {
      const first = begins.exec(line);
      if (!first) continue;
      const { block, taken } = read(lines, first);
      blocks.push(block);
      lines = lines.slice(taken);
      break;
    }
  }
  return blocks;
}

/** `**Measure** volts` as pieces, every second one marked. */
export function marked(text: string): readonly string[] {
  return text.split(/\*+([^*]+)\*+/);
}

function linesWhile(lines: readonly string[], like: RegExp): readonly string[] {
  const end = lines.findIndex((line) => !like.test(line));
  return end === -1 ? lines : lines.slice(0, end);
}

/** Cells of a row; a bar within one is written `\|`. */
function cells(row: string): readonly string[] {
  return row
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim().replaceAll('\\|', '|'));
}
