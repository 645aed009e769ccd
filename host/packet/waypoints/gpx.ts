import { parseXml, type XmlDocument, XmlElement, XmlError } from '@rgrove/parse-xml';
import { escapeXml } from '../../base/index.js';
import { symbolName } from '../aprs/symbols/symbols.js';
import { type FileLayout, ForeignFile, type MapFormat, type TextSpan } from './map-file.js';
import type { HeardWaypoint } from './waypoint.js';

/** Source of a waypoint, `<src>`: by it we know our own again. */
const OURS = 'onair waypoints';

const NAMESPACE = /^http:\/\/www\.topografix\.com\/GPX\/1\/[01]$/;

/** What comes before the waypoints: one element in GPX 1.1, eight in 1.0. Routes, tracks and the rest come behind. */
const HEADER = /^(metadata|name|desc|author|email|url|urlname|time|keywords|bounds)$/;

/** GPX 1.1 (topografix.com/GPX/1/1/gpx.xsd), also into a file of 1.0. */
export const GPX: MapFormat = {
  name: 'GPX',
  empty: `<?xml version="1.0" encoding="UTF-8"?>
<gpx version="1.1" creator="onair" xmlns="http://www.topografix.com/GPX/1/1">
</gpx>
`,
  layout,
  element,
};

function layout(text: string): FileLayout {
  const root = read(text).root;
  if (root?.name !== 'gpx') throw new ForeignFile(`its root is <${root?.name}>, not <gpx>`, root?.start);
  const { xmlns } = root.attributes;
  if (xmlns !== undefined && !NAMESPACE.test(xmlns))
    throw new ForeignFile(`xmlns="${xmlns}" is not GPX 1.0 or 1.1`, root.start);
  const elements = root.children.filter((child) => child instanceof XmlElement);
  const own = new Map<string, TextSpan>();
  for (const child of elements)
    if (child.name === 'wpt' && textOf(child, 'src') === OURS) own.set(textOf(child, 'name'), child);
  const behind = elements.find(({ name }) => name !== 'wpt' && !HEADER.test(name));
  return { own, gap: gap(text, root, behind) };
}

function read(text: string): XmlDocument {
  try {
    return parseXml(text, { includeOffsets: true });
  } catch (error) {
    if (!(error instanceof XmlError)) throw error;
    throw new ForeignFile(error.message.split('\n')[0] ?? '', error.pos);
  }
}

/** @param behind the first route, track or extension */
function gap(text: string, root: XmlElement, behind?: XmlElement): FileLayout['gap'] {
  const between = '\n  ';
  if (behind) return { start: behind.start, end: behind.start, lead: '', between, trail: between };
  if (text.endsWith('/>', root.end))
    return { start: root.end - 2, end: root.end, lead: '>\n  ', between, trail: '\n</gpx>' };
  const end = text.lastIndexOf('</', root.end);
  return { start: end, end, lead: '  ', between, trail: '\n' };
}

function textOf(parent: XmlElement, name: string): string {
  const child = parent.children.find((one) => one instanceof XmlElement && one.name === name);
  return child instanceof XmlElement ? child.text : '';
}

/** The children in the order of the schema; it knows no speed and no course. */
function element({ waypoint, time }: HeardWaypoint): string {
  const { name, latitude, longitude, altitudeM, comment, symbol } = waypoint;
  const east = longitude === 180 ? -180 : longitude; // the schema ends below 180
  const children: readonly (readonly [name: string, value: string | undefined])[] = [
    ['ele', altitudeM?.toString()],
    ['time', time],
    ['name', name],
    ['cmt', comment],
    ['src', OURS],
    ['sym', symbol && symbolName(symbol)],
  ];
  const inner = children
    .filter(([, value]) => value !== undefined)
    .map(([tag, value = '']) => `<${tag}>${escapeXml(value, { ascii: true })}</${tag}>`);
  return `<wpt lat="${latitude.toFixed(6)}" lon="${east.toFixed(6)}">${inner.join('')}</wpt>`;
}
