/** A small SVG writer: its output is always well-formed. */

import { escapeXml } from '../../../host/base/index.js';

/** A well-formed piece of SVG. */
export type Svg = { readonly svg: string };

type Value = string | number | undefined;

/** An element with its attributes and contents; undefined attributes are left out. */
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

/** Rounds to a tenth of a pixel, the finest that anyone can see. */
export function number(value: number): string {
  return String(Math.round(value * 10) / 10);
}
