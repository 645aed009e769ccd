import test from 'ava';
import fc from 'fast-check';
import { OnairError } from '../../host/base/error.js';
import { type Ax25Frame, decodeFrame, encodeUi, type UiContent } from '../../host/packet/ax25/ax25.js';
import { formatMonitor, parseMonitor } from '../../host/packet/monitor.js';
import { anyContent } from './arbitraries.js';
import { utf8 } from './bytes.js';

function framed(bytes: Uint8Array): Ax25Frame {
  const result = decodeFrame(bytes);
  if (!result.ok) throw new Error(result.error);
  return result.frame;
}
const again = (content: UiContent): string => formatMonitor(framed(encodeUi(content)));

test('a line is formatted, parsed and sent to the same line', (t) => {
  for (const line of [
    'N0CALL-7>APDW16,WIDE1-1*,WIDE2-1:!4237.14N/07120.83W-hello',
    "W1MED-1>T2QP0S,N1OHZ,N8VIM*,WIDE1-1:'cQBl <0x1c>-/]<0x0d>",
    'A>B:',
    'A>B:C>D,E*:x',
    'A>B:ends in a space<0x20>',
  ]) {
    t.is(again(parseMonitor(line)), line);
  }
});

test('only the last repeated digipeater has the asterisk, and all before it count as repeated', (t) => {
  const content = parseMonitor('A>B,C,D*,E:x');
  t.deepEqual(
    content.path.map((hop) => hop.repeated),
    [true, true, false],
  );
  t.is(again(parseMonitor('A>B,C*,D*,E:x')), 'A>B,C,D*,E:x');
  t.is(again(parseMonitor('A>B,C,D,E:x')), 'A>B,C,D,E:x');
  t.is(again(parseMonitor('A>B,C,D,E*:x')), 'A>B,C,D,E*:x');
});

test('any UI frame survives the trip through its line', (t) => {
  fc.assert(
    fc.property(anyContent, ({ from, to, path, info }) => {
      const line = again({ from, to, path, info });
      t.regex(line, /^[\x20-\x7e]*$/);
      t.false(line.endsWith(' '));
      t.deepEqual(parseMonitor(line), { from, to, path, info });
    }),
  );
});

test('text that looks like an escape comes back as text', (t) => {
  const info = utf8('<0x0d> <0xZZ> <');
  const line = again({ ...parseMonitor('A>B:'), info });
  t.is(line, 'A>B:<0x3c>0x0d> <0xZZ> <');
  t.deepEqual(parseMonitor(line).info, info);
});

test('what a person types is UTF-8, escapes take either case, one line end is dropped', (t) => {
  t.deepEqual(parseMonitor('a>b:20\u00b0<0xFf>\r\n').info, Uint8Array.of(0x32, 0x30, 0xc2, 0xb0, 0xff));
  t.deepEqual(parseMonitor('a>b:x\n\n').info, utf8('x\n'));
});

const KINDS: readonly [control: string, line: string][] = [
  ['7F', 'CQ>W1AW:(SABME cc=00, p/f=1)A'],
  ['61', 'CQ>W1AW:(RR cc=00, n(r)=3, p/f=0)A'],
  ['B6F0', 'CQ>W1AW:(I cc=00, n(s)=3, n(r)=5, p/f=1, pid=0xf0)A'],
  ['03CC', 'CQ>W1AW:A'],
];
for (const [control, line] of KINDS) {
  test(`a frame with control ${control} reads ${line}`, (t) => {
    t.is(formatMonitor(framed(Buffer.from(`AE6282AE40406086A24040404061${control}41`, 'hex'))), line);
  });
}

test('commands poll and responses are final', (t) => {
  t.is(
    formatMonitor(framed(Buffer.from('AE6282AE4040E086A2404040406153', 'hex'))),
    'CQ>W1AW:(DISC cmd, p=1)',
  );
  t.is(formatMonitor(framed(Buffer.from('AE6282AE40406086A240404040E173', 'hex'))), 'CQ>W1AW:(UA res, f=1)');
});

const REFUSED: readonly [line: string, says: RegExp][] = [
  ['', /not a monitor line/],
  ['A>B,C', /not a monitor line/],
  ['A:B>C', /not a monitor line/],
  ['A*>B:x', /asterisk/],
  ['A>B*:x', /asterisk/],
  ['>B:x', /empty/],
  ['A>:x', /empty/],
  ['A>B,:x', /empty/],
  ['A>B,C**:x', /foreign/],
  ['A>B,W1AW-16:x', /beyond 15/],
  ['A>B,TCPIP*,qAC,T2TEST:x', /qAC/],
  ['A>B,D1,D2,D3,D4,D5,D6,D7,D8,D9:x', /9 digipeaters/],
];
for (const [line, says] of REFUSED) {
  test(`"${line}" is refused: ${says.source}`, (t) => {
    const error = t.throws(() => parseMonitor(line), { instanceOf: OnairError, message: says });
    t.is(error?.code, 'bad-value');
  });
}

test('eight digipeaters pass', (t) => t.is(parseMonitor('A>B,D1,D2,D3,D4,D5,D6,D7,D8:x').path.length, 8));
