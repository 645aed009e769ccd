import fc from 'fast-check';
import { joinBytes } from '../../host/base/bytes.js';
import type { Position } from '../../host/packet/aprs/position/position.js';
import type { CommandResponse, PathHop, UiContent } from '../../host/packet/ax25/ax25.js';
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
export const anyInfo: fc.Arbitrary<Uint8Array> = fc
  .array(fc.oneof(fc.constantFrom('<', '<0x0d>', '<0xGG>', ' ', '>', ':', '\r\n', '\u00b0'), fc.string()), {
    maxLength: 8,
  })
  .chain((texts) =>
    fc
      .uint8Array({ maxLength: 20 })
      .map((tail) => joinBytes([new TextEncoder().encode(texts.join('')), tail])),
  );

export const anyContent: fc.Arbitrary<Required<UiContent> & { info: Uint8Array }> = fc.record({
  from: anyCall,
  to: anyCall,
  path: anyPath,
  info: anyInfo,
  pid: fc.nat(255),
  commandResponse: fc.constantFrom<CommandResponse>('command', 'response', 'both-set', 'both-clear'),
});

/** Printable text as APRS takes it, without blanks at its ends. */
export const anyText = (maxLength: number): fc.Arbitrary<string> =>
  fc.stringMatching(/^[!-z]([ -z]*[!-z])?$/).map((all) => all.slice(0, maxLength).trim());

/** What somebody may write to somebody: no query, receipt or definition. */
export const anyWords: fc.Arbitrary<string> = anyText(60).filter(
  (all) => all !== '' && !/^(\?|ack|rej|PARM|UNIT|EQNS|BITS)/.test(all),
);

export const anyPosition: fc.Arbitrary<Position> = fc.record(
  {
    latitude: fc.double({ min: -90, max: 90, noNaN: true }),
    longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    symbolTable: fc.stringMatching(/^[/\\0-9A-Z]$/),
    // A weather station's text is weather, an area's and a DF station's first digits are theirs.
    symbolCode: fc.stringMatching(/^[!-[\]^`-km-{}]$/),
    comment: fc.stringMatching(/^([a-z]([a-z ]{0,18}[a-z])?)?$/),
    messaging: fc.boolean(),
    courseDeg: fc.integer({ min: 0, max: 360 }),
    speedKmh: fc.double({ min: 0, max: 1000, noNaN: true }),
    altitudeM: fc.double({ min: -10_000, max: 100_000, noNaN: true }),
    time: fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true }),
    compressed: fc.boolean(),
  },
  { requiredKeys: ['latitude', 'longitude', 'symbolTable', 'symbolCode'] },
);
