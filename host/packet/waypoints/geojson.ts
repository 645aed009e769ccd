import { symbolName } from '../aprs/symbols/symbols.js';
import { type FileLayout, ForeignFile, type MapFormat, type TextSpan } from './map-file.js';
import type { HeardWaypoint } from './waypoint.js';

/** Before the name, in the `id` of a feature: by it we know our own again. */
const OURS = 'onair:';

/** GeoJSON (RFC 7946), a feature a line. */
export const GEOJSON: MapFormat = {
  name: 'GeoJSON',
  empty: '{"type":"FeatureCollection","features":[]}\n',
  layout,
  element: ({ waypoint, time }: HeardWaypoint): string => {
    const { form: _form, latitude, longitude, altitudeM, symbol, name, ...rest } = waypoint;
    const feature = {
      type: 'Feature',
      id: `${OURS}${name}`,
      geometry: {
        type: 'Point',
        coordinates: [longitude, latitude, ...(altitudeM === undefined ? [] : [altitudeM])],
      },
      properties: {
        name,
        time,
        ...(symbol && { symbol: `${symbol.table}${symbol.code}`, kind: symbolName(symbol) }),
        altitudeM,
        ...rest,
      },
    };
    return JSON.stringify(feature).replace(
      /[^\x20-\x7e]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
    );
  },
};

function layout(text: string): FileLayout {
  const features = parsed(text);
  const { open, elements } = featuresIn(text);
  const own = new Map<string, TextSpan>();
  for (const [index, feature] of features.entries()) {
    const id = typeof feature === 'object' && feature !== null && 'id' in feature ? feature.id : undefined;
    const span = elements[index];
    if (typeof id === 'string' && id.startsWith(OURS) && span) own.set(id.slice(OURS.length), span);
  }
  const last = elements.at(-1);
  const gap = last
    ? { start: last.end, end: last.end, lead: ',\n', between: ',\n', trail: '' }
    : { start: open, end: open, lead: '\n', between: ',\n', trail: '\n' };
  return { own, gap };
}

function parsed(text: string): readonly unknown[] {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ' '));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new ForeignFile(error.message, offsetOf(error.message, text));
  }
  const { type, features } = (value ?? {}) as Readonly<Record<string, unknown>>;
  if (type !== 'FeatureCollection') throw new ForeignFile('it is not a FeatureCollection');
  if (!Array.isArray(features)) throw new ForeignFile('its "features" are not an array');
  return features;
}

/** V8 gives the position of some mistakes, and quotes the text around others. */
function offsetOf(message: string, text: string): number | undefined {
  const position = /position (\d+)/.exec(message)?.[1];
  if (position !== undefined) return Number(position);
  return /end of JSON/.test(message) ? text.length : undefined;
}

/** Strings and what gives JSON its shape; numbers and words lie between. */
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{},]/g;

/** Where the array `features` of the outermost object is, and its elements. The text is known to be JSON. */
function featuresIn(text: string): { open: number; elements: TextSpan[] } {
  let found = { open: 0, elements: [] as TextSpan[] };
  let depth = 0;
  let key = '';
  let inside = false;
  let from = 0;
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const ends = inside && depth === 2 && (token === ',' || token === ']');
    if (ends) {
      const element = text.slice(from, index);
      const start = from + element.length - element.trimStart().length;
      if (element.trim() !== '') found.elements.push({ start, end: start + element.trim().length });
      from = index + 1;
    }
    if (token === '[' || token === '{') depth++;
    else if (token === ']' || token === '}') depth--;
    else if (depth === 1 && token.startsWith('"') && /^\s*:/.test(text.slice(index + token.length)))
      key = JSON.parse(token) as string;
    if (token === '[' && depth === 2 && key === 'features') {
      inside = true;
      from = index + 1;
      found = { open: from, elements: [] };
    } else if (inside && depth === 1) {
      inside = false;
      key = '';
    }
  }
  return found;
}
