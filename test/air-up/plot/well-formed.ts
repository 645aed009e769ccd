/**
 * What keeps a text from being well-formed XML (of the kind that has no comments and no instructions); empty when
 * nothing does.
 */
export function wellFormed(xml: string): string[] {
  const problems: string[] = [];
  const open: string[] = [];
  let roots = 0;
  const token = /<(\/?)([a-zA-Z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|([^<]+)|(<)/g;
  for (const [, closing, name = '', attributes = '', empty, text, stray] of xml.matchAll(token)) {
    if (stray !== undefined) problems.push('a < that begins no tag');
    for (const part of [attributes, text ?? '']) {
      if (/&(?!(?:amp|lt|gt|quot|#39);)/.test(part)) problems.push(`a bare & in ${part}`);
      if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(part))
        problems.push('a character that XML forbids');
    }
    const names = [...attributes.matchAll(/([\w:-]+)=/g)].map(([, key]) => key);
    if (new Set(names).size < names.length) problems.push(`an attribute twice in ${name}`);
    if (text !== undefined) {
      if (open.length === 0 && text.trim() !== '') problems.push('text outside');
      continue;
    }
    if (stray !== undefined) continue;
    if (closing) {
      const expected = open.pop();
      if (expected !== name) problems.push(`</${name}> where </${expected}> is wanted`);
    } else {
      if (open.length === 0) roots++;
      if (!empty) open.push(name);
    }
  }
  if (open.length > 0) problems.push(`not closed: ${open.join(', ')}`);
  if (roots !== 1) problems.push(`${roots} roots`);
  return problems;
}
