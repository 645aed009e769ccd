/** A small writer of SVG: what is written can't be anything but well-formed. */

import { escapeXml } from '../../../host/base/index.js';

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
    .map(
      ([key, value]) => ` ${key}="${escapeXml(typeof value === 'number' ? number(value) : String(value))}"`,
    )
    .join('');
  if (children.length === 0) return { svg: `<${name}${written}/>` };
  const inner = children.map((child) => (typeof child === 'string' ? escapeXml(child) : child.svg));
  const text = children.every((child) => typeof child === 'string');
  return { svg: `<${name}${written}>${inner.join(text ? '' : '\n')}</${name}>` };
}

/** A tenth of a pixel is as fine as anybody sees. */
export function number(value: number): string {
  return String(Math.round(value * 10) / 10);
}
