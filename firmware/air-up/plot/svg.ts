/** A small writer of SVG: what is written can't be anything but well-formed. */

/** A piece of SVG that is well-formed. */
export type Svg = { readonly svg: string };

type Value = string | number | undefined;

/** An element with its attributes and what is in it; attributes that are undefined are left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, Value>>,
  ...children: readonly (Svg | string)[]
): Svg {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(typeof value === 'number' ? number(value) : String(value))}"`)
    .join('');
  if (children.length === 0) return { svg: `<${name}${written}/>` };
  const inner = children.map((child) => (typeof child === 'string' ? escaped(child) : child.svg));
  const text = children.every((child) => typeof child === 'string');
  return { svg: `<${name}${written}>${inner.join(text ? '' : '\n')}</${name}>` };
}

/** A tenth of a pixel is as fine as anybody sees. */
export function number(value: number): string {
  return String(Math.round(value * 10) / 10);
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text as XML wants it; characters that XML does not allow at all are dropped. */
function escaped(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}
