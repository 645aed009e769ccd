/** A line that stands for any lines, also for none. */
const ELLIPSIS = '...';

/** What differs from run to run or from computer to computer, and what stands for it while two texts are compared. */
const VARIES: readonly (readonly [what: RegExp, name: string])[] = [
  // The time of day at which a packet is heard.
  [/^\d\d:\d\d:\d\d /, 'TIME '],
  // Seconds of this computer: no virtual time passes while it calculates.
  [/(simulated|of air) in \d+\.\d s/, '$1 in SECONDS'],
  // The demo draws the rate of its module, and is so much sooner or later at its end.
  [/at \d+ 8N1 after \d+\.\d s/, 'at RATE after SECONDS'],
  [/^Done in \d+ s/, 'Done in SECONDS'],
];

const comparable = (line: string): string =>
  VARIES.reduce((text, [what, name]) => text.replace(what, name), line);

/** The first line of a document that is not what was printed, or undefined where all is so. */
export function difference(shown: readonly string[], printed: readonly string[]): string | undefined {
  const places = placesOf(shown, printed);
  if (places) return undefined;
  const known = new Set(printed.map(comparable));
  const wrong = shown.find((line) => line !== ELLIPSIS && !known.has(comparable(line)));
  return wrong === undefined ? 'lines are missing, or stand in another order' : `not printed: ${wrong}`;
}

/** Where among the printed lines each part between ellipses stands; undefined where one has no place. */
function placesOf(shown: readonly string[], printed: readonly string[]): number[] | undefined {
  const lines = printed.map(comparable);
  const parts = partsOf(shown).map((part) => part.map(comparable));
  const places: number[] = [];
  let from = 0;
  for (const [index, part] of parts.entries()) {
    const isLast = index === parts.length - 1;
    const first = isLast ? Math.max(from, lines.length - part.length) : from;
    const most = index === 0 ? 0 : lines.length - part.length;
    let at = first;
    while (at <= most && !part.every((line, offset) => lines[at + offset] === line)) at++;
    if (at > most || (isLast && at + part.length !== lines.length)) return undefined;
    places.push(at);
    from = at + part.length;
  }
  return places;
}

function partsOf(shown: readonly string[]): string[][] {
  const parts: string[][] = [[]];
  for (const line of shown) {
    if (line === ELLIPSIS) parts.push([]);
    else parts.at(-1)?.push(line);
  }
  return parts;
}

/**
 * What a document is to show of an output: what it shows now where that is right. Else its first and last part are made
 * again as long as they were; of what stands between ellipses, what begins with a line that is still printed. All of
 * the output where that gives nothing right.
 */
export function renewed(shown: readonly string[], printed: readonly string[]): readonly string[] {
  if (difference(shown, printed) === undefined) return shown;
  const [head = [], ...rest] = partsOf(shown);
  const tail = rest.pop();
  if (!tail) return printed;
  const middle = rest.flatMap((part) => {
    const at = printed.findIndex((line) => comparable(line) === comparable(part[0] ?? ''));
    return at < 0 ? [] : [...printed.slice(at, at + part.length), ELLIPSIS];
  });
  const end = tail.length === 0 ? [] : printed.slice(-tail.length);
  const made = [...printed.slice(0, head.length), ELLIPSIS, ...middle, ...end];
  return difference(made, printed) === undefined ? made : printed;
}
