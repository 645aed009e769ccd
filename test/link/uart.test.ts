import test from 'ava';
import fc from 'fast-check';
import { PARITIES, type Parity } from '../../host/link/line.js';
import { throughUart } from '../../host/link/sim/uart.js';

const RATES = [300, 1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 1382400];

const someBytes = fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes));
const someLine = fc.record({ baudRate: fc.constantFrom(...RATES), parity: fc.constantFrom(...PARITIES) });

/** `9600 8E1` as line settings. */
function line(text: string): { baudRate: number; parity: Parity } {
  const [rate, framing] = text.split(' ');
  const parity = PARITIES.find((name) => name.charAt(0).toUpperCase() === framing?.charAt(1));
  if (!parity) throw new Error(`not a line: ${text}`);
  return { baudRate: Number(rate), parity };
}

function ones(byte: number): number {
  return byte.toString(2).replaceAll('0', '').length;
}

test('equal settings give the same bytes', (t) => {
  fc.assert(
    fc.property(someBytes, someLine, (bytes, settings) => {
      t.deepEqual(throughUart(bytes, settings, { ...settings }), bytes);
    }),
  );
});

test('any settings: no crash, no endless loop, and not more bytes than there is time for', (t) => {
  fc.assert(
    fc.property(someBytes, someLine, someLine, (bytes, sender, receiver) => {
      const heard = throughUart(bytes, sender, receiver);
      const seconds = (bytes.length * (sender.parity === 'none' ? 10 : 11)) / sender.baudRate;
      // A receiver is ready for the next byte after the middle of the stop bit.
      const atMost = Math.ceil((seconds * receiver.baudRate) / (receiver.parity === 'none' ? 9.5 : 10.5));
      t.true(heard.length <= atMost, `${heard.length} of ${atMost}`);
    }),
    { numRuns: 300 },
  );
});

test('a rate that is off by 2 % does no harm, as on a real UART', (t) => {
  fc.assert(
    fc.property(someBytes, someLine, fc.constantFrom(0.98, 0.99, 1.01, 1.02), (bytes, sender, factor) => {
      const receiver = { ...sender, baudRate: sender.baudRate * factor };
      t.deepEqual(throughUart(bytes, sender, receiver), bytes);
    }),
  );
});

test('a rate that is off by a factor never gives the bytes', (t) => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 4, maxLength: 40 }),
      someLine,
      someLine,
      (values, sender, receiver) => {
        fc.pre(sender.baudRate !== receiver.baudRate);
        const bytes = Buffer.from(values);
        t.false(throughUart(bytes, sender, receiver).equals(bytes));
      },
    ),
  );
});

test('even against odd: every byte has a parity error and is dropped', (t) => {
  fc.assert(
    fc.property(someBytes, fc.constantFrom(...RATES), (bytes, baudRate) => {
      const even = { baudRate, parity: 'even' } as const;
      const odd = { baudRate, parity: 'odd' } as const;
      t.is(throughUart(bytes, even, odd).length, 0);
      t.is(throughUart(bytes, odd, even).length, 0);
    }),
  );
});

test('parity sent, none expected: the parity bit stands where the stop bit should, 1 passes and 0 is dropped', (t) => {
  fc.assert(
    fc.property(someBytes, (bytes) => {
      const none = { baudRate: 9600, parity: 'none' } as const;
      const evenPasses = [...bytes].filter((byte) => ones(byte) % 2 === 1);
      t.deepEqual([...throughUart(bytes, { ...none, parity: 'even' }, none)], evenPasses);
      const oddPasses = [...bytes].filter((byte) => ones(byte) % 2 === 0);
      t.deepEqual([...throughUart(bytes, { ...none, parity: 'odd' }, none)], oddPasses);
    }),
  );
});

// Calculated by hand: the levels of the line, then samples in the middle of the receiver's bits.
const VECTORS: readonly [from: string, to: string, sent: number[], heard: number[], why: string][] = [
  ['9600 8N1', '4800 8N1', [0x00], [0xf8], 'nine low bits are a start bit and three and a half data bits'],
  [
    '9600 8N1',
    '4800 8N1',
    [0x00, 0x00],
    [0x08],
    'the stop bit of the first is bit 3, that of the second the stop bit',
  ],
  ['9600 8N1', '4800 8N1', [0x55], [], 'no low level is long enough for a start bit'],
  ['9600 8N1', '4800 8N1', [0x41], [0xfe], 'the first low level is too short, the second is five bits long'],
  ['4800 8N1', '9600 8N1', [0xff], [0xfe], 'the start bit is a start bit and a 0'],
  ['4800 8N1', '9600 8N1', [0x78], [0x80, 0xfe], 'one byte is seen as two'],
  ['9600 8N1', '9600 8E1', [0x43], [0x43], 'three ones: the idle line happens to be the right parity'],
  ['9600 8N1', '9600 8E1', [0x41], [], 'two ones: the idle line is a parity error'],
  ['9600 8N1', '9600 8E1', [0x43, 0x43], [], 'the start bit of the second stands where the stop bit should'],
  [
    '9600 8E1',
    '9600 8N1',
    [0x41, 0x43, 0x41, 0x43],
    [0x43, 0x43],
    'parity 0 is a framing error, 1 a stop bit',
  ],
  ['9600 8E1', '9600 8O1', [0x41, 0x43], [], 'parity errors'],
  ['9600 8E1', '9600 8E1', [0x41, 0x43], [0x41, 0x43], 'equal'],
];

for (const [from, to, sent, heard, why] of VECTORS) {
  const [input, output] = [sent, heard].map((bytes) => Buffer.from(bytes).toString('hex') || 'nothing');
  test(`${from} -> ${to}: ${input} is heard as ${output}: ${why}`, (t) => {
    t.deepEqual([...throughUart(Buffer.from(sent), line(from), line(to))], heard);
  });
}
