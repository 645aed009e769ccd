import { parseXml, XmlElement } from '@rgrove/parse-xml';
import test from 'ava';
import fc from 'fast-check';
import { escapeXml } from '../../host/base/escape-xml.js';

test('markup becomes entities, and other characters stay as they are', (t) => {
  t.is(escapeXml(`<a b="c">'5 Ω' & more</a>`), `&lt;a b=&quot;c&quot;&gt;'5 Ω' &amp; more&lt;/a&gt;`);
});

test('ASCII output has numeric references for markup, line ends and what is not ASCII', (t) => {
  t.is(
    escapeXml(`<"5 Ω' &\r\n\t😀`, { ascii: true }),
    '&#60;&#34;5 &#937;&#39; &#38;&#13;&#10;&#9;&#128512;',
  );
});

for (const ascii of [false, true]) {
  test(`characters that XML 1.0 does not allow are dropped${ascii ? ', in ASCII output too' : ''}`, (t) => {
    t.is(escapeXml('a\u0000b\u001fc\ufffed\uffffe\ud800f\u009bg\u202eh\u2028i', { ascii }), 'abcdefghi');
  });
}

test('an XML parser reads the text that was escaped, as content and as attribute', (t) => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const { root } = parseXml(
        `<x a="${escapeXml(text, { ascii: true })}">${escapeXml(text, { ascii: true })}</x>`,
      );
      const allowed = text.replace(
        /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffe\uffff]/g,
        '',
      );
      t.true(root instanceof XmlElement);
      t.is(root?.text, allowed);
      t.is(root?.attributes.a, allowed);
    }),
  );
});
