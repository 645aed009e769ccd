import type { HeardWaypoint } from './waypoint.js';

/** A stretch of a text: from its first character to the one behind its last. */
export interface TextSpan {
  readonly start: number;
  readonly end: number;
}

/** Where in a map file our waypoints are, and where new ones go. */
export interface FileLayout {
  /** Waypoints that we wrote, by name. Everybody else's are not ours to change. */
  readonly own: ReadonlyMap<string, TextSpan>;
  /** What new ones replace, and what is before, between and after them. */
  readonly gap: TextSpan & { readonly lead: string; readonly between: string; readonly trail: string };
}

/** A kind of map file. */
export interface MapFormat {
  readonly name: string;
  /** A new file. */
  readonly empty: string;
  /** @throws ForeignFile where it is not a file that can be extended */
  layout(text: string): FileLayout;
  /** One waypoint, in ASCII, which fits any encoding of the file around it. */
  element(heard: HeardWaypoint): string;
}

/** A file that is something else than its name says, or is damaged. */
export class ForeignFile extends Error {
  constructor(
    message: string,
    /** Character where it shows, as far as that is known. */
    readonly offset?: number,
  ) {
    super(message);
  }
}

/**
 * A map file with waypoints put in: over what we wrote of the same name before, else behind the others. Every other
 * character stays as it is.
 * @throws ForeignFile
 */
export function withWaypoints(format: MapFormat, text: string, heard: readonly HeardWaypoint[]): string {
  const { own, gap } = format.layout(text);
  const newest = new Map(heard.map((one) => [one.waypoint.name, format.element(one)]));
  const added = [...newest].filter(([name]) => !own.has(name)).map(([, element]) => element);
  const edits: (TextSpan & { readonly put: string })[] = [];
  for (const [name, { start, end }] of own)
    edits.push({ start, end, put: newest.get(name) ?? text.slice(start, end) });
  if (added.length > 0) {
    const { start, end, lead, between, trail } = gap;
    edits.push({ start, end, put: `${lead}${added.join(between)}${trail}` });
  }
  let done = '';
  let from = 0;
  for (const { start, end, put } of edits.sort((a, b) => a.start - b.start)) {
    done += text.slice(from, start) + put;
    from = end;
  }
  return done + text.slice(from);
}
