/** Sentences by their English form; `{}` stands for what differs, and comes in the same order in both. */
export type Sentences = Readonly<Record<string, string>>;

/** Says a sentence of a core in another language; undefined if the language does not have it. */
export type Translate = (english: string) => string | undefined;

const GAP = '{}';

/** What stands in a gap is translated, too, where it is a sentence of its own: a step, a setting. */
export function translator(sentences: Sentences): Translate {
  const withGaps = Object.entries(sentences).filter(([english]) => english.includes(GAP));
  const patterns = withGaps.map(([english, other]) => [patternOf(english), other.split(GAP)] as const);
  const translate = (english: string): string | undefined => {
    if (Object.hasOwn(sentences, english)) return sentences[english];
    for (const [pattern, parts] of patterns) {
      const found = pattern.exec(english);
      if (found) return parts.reduce((said, part, at) => said + gap(found[at]) + part);
    }
    return undefined;
  };
  const gap = (english = ''): string => translate(english) ?? english;
  return translate;
}

function patternOf(english: string): RegExp {
  const parts = english.split(GAP).map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('(.*?)')}$`, 's');
}
