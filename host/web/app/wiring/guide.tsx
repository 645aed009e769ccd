import { useMemo } from 'preact/hooks';
import { Wide } from '../shell/parts.js';
import { words } from '../shell/words.js';
import { type Block, blocksOf, marked } from './markdown.js';

/** A guide with its drawings. */
export function Guide({ markdown, title }: { readonly markdown: string; readonly title: string }) {
  const blocks = useMemo(() => blocksOf(markdown), [markdown]);
  return (
    <article lang="en">
      {blocks.map((block, index) => (
        <BlockView key={index} block={block} title={title} />
      ))}
    </article>
  );
}

function BlockView({ block, title }: { readonly block: Block; readonly title: string }) {
  switch (block.kind) {
    case 'heading':
      return <Heading level={block.level} text={block.text} />;
    case 'paragraph':
      return (
        <p>
          <Marked text={block.text} />
        </p>
      );
    case 'list':
      return (
        <ul>
          {block.items.map((item) => (
            <li key={item}>
              <Marked text={item} />
            </li>
          ))}
        </ul>
      );
    case 'table':
      return <Table head={block.head} rows={block.rows} title={title} />;
    case 'text':
      return (
        <Wide label={title}>
          <pre>{block.text}</pre>
        </Wide>
      );
    case 'image':
      return <Drawing name={block.name} title={title} />;
  }
}

/** The title of the page is the door's; that of a guide is one below. */
function Heading({ level, text }: { readonly level: number; readonly text: string }) {
  if (level === 1) return <h2>{text}</h2>;
  return level === 2 ? <h3>{text}</h3> : <h4>{text}</h4>;
}

function Table({
  head,
  rows,
  title,
}: Omit<Block & { readonly kind: 'table' }, 'kind'> & { readonly title: string }) {
  return (
    <Wide label={`${title}: ${head.join(', ')}`}>
      <table>
        <thead>
          <tr>
            {head.map((cell, index) =>
              cell === '' ? (
                <td key={index} />
              ) : (
                <th key={index} scope="col">
                  {cell}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Wide>
  );
}

/** A drawing, as wide as it is: it scrolls, and opens alone. */
function Drawing({ name, title }: { readonly name: string; readonly title: string }) {
  const texts = words.value.wiring;
  const file = `drawing-${name}.svg`;
  const sheet = /-schematic-(\d+)$/.exec(name)?.[1];
  const label = sheet === undefined ? texts.drawing(title) : texts.schematic(title, sheet);
  return (
    <>
      <Wide label={label} isPaper>
        <img src={file} alt={label} />
      </Wide>
      <p>
        <a class="button" href={file} target="_blank" rel="noreferrer">
          {texts.whole}
        </a>
      </p>
    </>
  );
}

function Marked({ text }: { readonly text: string }) {
  return (
    <>
      {marked(text).map((piece, index) => (index % 2 === 1 ? <strong key={index}>{piece}</strong> : piece))}
    </>
  );
}
