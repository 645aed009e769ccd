import test from 'ava';
import type { ClientRefusal } from '../../host/kiss-server/events.js';
import { judge, type Rules } from '../../host/kiss-server/rules.js';
import { parseCallSign } from '../../host/packet/callsign.js';
import { ackModeData, KISS_COMMANDS, type KissFrame } from '../../host/packet/kiss/kiss.js';
import { OPEN_RULES, packet } from './rig.js';

const own: Rules = { ...OPEN_RULES, calls: ['W1AW', 'K1ABC-7'].map(parseCallSign) };
const frame = (command: number, data: Uint8Array = new Uint8Array(0)): KissFrame => ({
  port: 0,
  command,
  data,
});
const acked = (data: Uint8Array): KissFrame => frame(KISS_COMMANDS.ackmode, ackModeData(1, data));

/** What is asked for, under which rules, and what it comes to. */
const CASES: readonly (readonly [
  what: string,
  frame: KissFrame,
  rules: Rules,
  verdict: ClientRefusal | 'send',
])[] = [
  ['a real call sign', packet('W1AW-9', 'x'), OPEN_RULES, 'send'],
  ['N0CALL', packet('N0CALL', 'x'), OPEN_RULES, 'no-call-sign'],
  ['N0CALL-5', packet('N0CALL-5', 'x'), OPEN_RULES, 'no-call-sign'],
  ['NOCALL', packet('NOCALL', 'x'), OPEN_RULES, 'no-call-sign'],
  ['MYCALL', packet('MYCALL', 'x'), OPEN_RULES, 'no-call-sign'],
  ['a path name', packet('WIDE1-1', 'x'), OPEN_RULES, 'no-call-sign'],
  ['no digit in it', packet('ABCDE', 'x'), OPEN_RULES, 'no-call-sign'],
  [
    'bytes that are no AX.25',
    frame(KISS_COMMANDS.data, Buffer.from('hello out there')),
    OPEN_RULES,
    'no-call-sign',
  ],
  ['nothing at all', frame(KISS_COMMANDS.data), OPEN_RULES, 'no-call-sign'],
  ['own, any SSID', packet('W1AW-9', 'x'), own, 'send'],
  ['own, with the SSID that is allowed', packet('K1ABC-7', 'x'), own, 'send'],
  ['own, with another SSID', packet('K1ABC-8', 'x'), own, 'other-call-sign'],
  ['own, without the SSID', packet('K1ABC', 'x'), own, 'other-call-sign'],
  ['somebody else', packet('W1AX', 'x'), own, 'other-call-sign'],
  ['somebody whose call begins alike', packet('W1AWX', 'x'), own, 'other-call-sign'],
  ['a path not used yet', packet('W1AW', 'x', ['N9XYZ', 'WIDE2-1']), own, 'send'],
  ['digipeated here', packet('N9XYZ', 'x', ['W1AW-1*', 'WIDE2-1']), own, 'send'],
  ['digipeated here, path used up', packet('N9XYZ', 'x', ['W1AW-1*', 'WIDE2*']), own, 'send'],
  ['digipeated by somebody else', packet('W1AW', 'x', ['N9XYZ*']), own, 'other-call-sign'],
  ['digipeated by two', packet('W1AW', 'x', ['W1AW-1*', 'N9XYZ*']), own, 'other-call-sign'],
  ['digipeated by nobody', packet('W1AW', 'x', ['WIDE1*']), OPEN_RULES, 'no-call-sign'],
  ['a placeholder, digipeated here', packet('N0CALL', 'x', ['W1AW*']), own, 'no-call-sign'],
  ['a tactical name, digipeated here', packet('ARISS', 'x', ['W1AW*']), own, 'send'],
  ['ACK mode', acked(packet('W1AW', 'x').data), own, 'send'],
  ['ACK mode under another call sign', acked(packet('W1AX', 'x').data), own, 'other-call-sign'],
  ['ACK mode, cut', frame(KISS_COMMANDS.ackmode, Buffer.of(1)), own, 'no-call-sign'],
  ['receive only', packet('W1AW', 'x'), { ...own, receiveOnly: true }, 'receive-only'],
  [
    'receive only: parameters, too',
    frame(KISS_COMMANDS.txdelay, Buffer.of(30)),
    { ...own, receiveOnly: true },
    'receive-only',
  ],
  ['leave KISS', frame(KISS_COMMANDS.return), OPEN_RULES, 'return'],
  [
    'leave KISS, receive only',
    frame(KISS_COMMANDS.return),
    { ...OPEN_RULES, allowExit: true, receiveOnly: true },
    'receive-only',
  ],
  ['a port that the TNC has', { ...packet('W1AW', 'x'), port: 1 }, { ...OPEN_RULES, ports: 2 }, 'send'],
  ['a port that it lacks', { ...packet('W1AW', 'x'), port: 1 }, { ...OPEN_RULES, ports: 1 }, 'no-such-port'],
  [
    'a parameter of a port that it lacks',
    { ...frame(KISS_COMMANDS.txdelay, Buffer.of(30)), port: 15 },
    { ...OPEN_RULES, ports: 1 },
    'no-such-port',
  ],
  ['leave KISS has no port', frame(KISS_COMMANDS.return), { ...OPEN_RULES, ports: 1 }, 'return'],
  ['hardware', frame(KISS_COMMANDS.sethardware, Buffer.of(5)), OPEN_RULES, 'hardware'],
  [
    'hardware, allowed',
    frame(KISS_COMMANDS.sethardware, Buffer.of(5)),
    { ...OPEN_RULES, allowHardware: true },
    'send',
  ],
  ['a parameter', frame(KISS_COMMANDS.txdelay, Buffer.of(30)), OPEN_RULES, 'send'],
  [
    'a parameter that is fixed',
    frame(KISS_COMMANDS.txdelay, Buffer.of(30)),
    { ...OPEN_RULES, fixed: new Set([1]) },
    'fixed-parameter',
  ],
  [
    'another than the fixed one',
    frame(KISS_COMMANDS.txtail, Buffer.of(3)),
    { ...OPEN_RULES, fixed: new Set([1]) },
    'send',
  ],
  ...(
    [
      [1, 120, 121],
      [2, 15, 14],
      [2, 255, 0],
      [3, 100, 101],
      [4, 50, 51],
      [5, 0, 1],
    ] as const
  ).flatMap(([command, allowed, refused]) => [
    [`parameter ${command}, ${allowed}`, frame(command, Buffer.of(allowed)), OPEN_RULES, 'send'] as const,
    [
      `parameter ${command}, ${refused}`,
      frame(command, Buffer.of(refused)),
      OPEN_RULES,
      'parameter-limit',
    ] as const,
  ]),
  ['a parameter without a value', frame(KISS_COMMANDS.persistence), OPEN_RULES, 'bad-parameter'],
  ['a parameter of two bytes', frame(KISS_COMMANDS.fullduplex, Buffer.of(0, 1)), OPEN_RULES, 'bad-parameter'],
  ...[7, 8, 9, 10, 11, 13, 14, 15].map(
    (command) =>
      [
        `command ${command}`,
        frame(command, packet('W1AW', 'x').data),
        OPEN_RULES,
        'unknown-command',
      ] as const,
  ),
];

for (const [what, asked, rules, expected] of CASES) {
  test(`${what}: ${expected}`, (t) => {
    const verdict = judge(asked, rules);
    t.is(verdict.kind === 'refuse' ? verdict.reason : verdict.kind, expected);
  });
}

test('leave KISS, allowed: it is kept apart from a frame to send', (t) => {
  t.is(judge(frame(KISS_COMMANDS.return), { ...OPEN_RULES, allowExit: true }).kind, 'return');
});

test('a refusal says whose call sign it was', (t) => {
  t.like(judge(packet('W1AX', 'x'), own), { detail: 'W1AX, not W1AW or K1ABC-7' });
  t.like(judge(packet('N0CALL', 'x'), own), { detail: 'N0CALL is a placeholder' });
  t.like(judge(packet('W1AW', 'x', ['TRACE7*', 'WIDE2*', 'RELAY']), own), {
    detail: 'digipeated by WIDE2, which is no call sign',
  });
});
