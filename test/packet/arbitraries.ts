import fc from 'fast-check';
import type { CommandResponse, PathHop, UiContent } from '../../host/packet/ax25.js';
import { type CallSign, joinCallSign } from '../../host/packet/callsign.js';

/** Any AX.25 address. */
export const anyCall: fc.Arbitrary<CallSign> = fc
  .tuple(fc.stringMatching(/^[A-Z0-9]{1,6}$/), fc.nat(15))
  .map(([base, ssid]) => joinCallSign(base, ssid));

/** A path as digipeaters leave it: repeated hops first. */
export const anyPath: fc.Arbitrary<PathHop[]> = fc
  .tuple(fc.array(anyCall, { maxLength: 8 }), fc.nat(8))
  .map(([calls, used]) => calls.map((call, index) => ({ call, repeated: index < used })));

/** Information bytes, rich in what monitor lines are about. */
export const anyInfo: fc.Arbitrary<Buffer> = fc
  .array(fc.oneof(fc.constantFrom('<', '<0x0d>', '<0xGG>', ' ', '>', ':', '\r\n', '\u00b0'), fc.string()), {
    maxLength: 8,
  })
  .chain((texts) =>
    fc.uint8Array({ maxLength: 20 }).map((tail) => Buffer.concat([Buffer.from(texts.join('')), tail])),
  );

export const anyContent: fc.Arbitrary<Required<UiContent> & { info: Buffer }> = fc.record({
  from: anyCall,
  to: anyCall,
  path: anyPath,
  info: anyInfo,
  pid: fc.nat(255),
  commandResponse: fc.constantFrom<CommandResponse>('command', 'response', 'both-set', 'both-clear'),
});
