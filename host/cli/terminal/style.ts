import { randomUUID } from 'node:crypto';
import { styleText } from 'node:util';
import { visibleLines } from '../../base/index.js';

/** How text is set off in a terminal: `bold`, `red`, or several of them. */
export type Style = Parameters<typeof styleText>[0];

const ESC = '\u001b';

/** Stands for the ESC of our own styles until a line is written; random, so that no outside text can contain it. */
const OWN_ESC = `${ESC}${randomUUID()}`;

/** Text in a style, to be part of a line that {@link rendered} makes ready. */
export function styled(style: Style, text: string): string {
  return styleText(style, rendered(text)).replaceAll(ESC, OWN_ESC);
}

/** True black on true white: themes redefine the 16 named colors, but hardly these of the palette of 256. */
export function onPaper(text: string): string {
  return `${OWN_ESC}[38;5;16;48;5;231m${visibleLines(text)}${OWN_ESC}[0m`;
}

/** A line ready to write: our own styles unchanged, everything else safe to show. */
export function rendered(line: string): string {
  const [plain = '', ...parts] = line.split(OWN_ESC);
  return [
    visibleLines(plain),
    ...parts.map((part) => {
      const [own = ''] = /^\[[\d;]+m/.exec(part) ?? [];
      return `${ESC}${own}${visibleLines(part.slice(own.length))}`;
    }),
  ].join('');
}
