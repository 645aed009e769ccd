import test from 'ava';
import fc from 'fast-check';
import { OnairError } from '../../../host/base/error.js';
import type { RequestedSettings } from '../../../host/hc06/settings/requested-settings.js';
import { PARITIES } from '../../../host/link/line.js';
import { OLD, RATES, SILENT_FIRMWARES, wrongAfter } from '../../hc06/aftermath.js';
import { PickyLink } from '../../hc06/foreign.js';
import { type Query, withLink, withModule } from '../../hc06/rig.js';

const WIRE_FAULTS = ['silent', 'slow', 'noise', 'partial', 'echo', 'stale-reply', 'wrong-baud', 'disconnect'];
const DEVICE_FAULTS = ['keeps-rate', 'hangs-on-rate'];
const FAULTS = [
  ...WIRE_FAULTS.flatMap((fault) => [fault, ...[1, 2, 3, 4, 5, 6, 7, 8].map((nth) => `${fault}@${nth}`)]),
  ...DEVICE_FAULTS,
];
const WANTED: readonly RequestedSettings[] = [
  { name: 'Jeep' },
  { name: 'Jeep', pin: '4321' },
  { name: 'Jeep', pin: '4321', baudRate: 57600 },
];

interface Run {
  /** `done`, or the code of the error. */
  readonly end: string;
  /** What does not hold afterwards. */
  readonly wrong: string[];
  readonly outcome: unknown;
  readonly elapsedMs: number;
  readonly moduleRate: number;
  readonly linkRate: number;
  readonly said: readonly string[];
}

/** One run of `hc06 set` on a module with faults, stopped by Ctrl-C after a while if told so. */
async function run(query: Query, requested: RequestedSettings, stopAfterMs?: number): Promise<Run> {
  const { value, elapsedMs } = await withModule({ ...OLD, ...query }, async (rig) => {
    const control = new AbortController();
    if (stopAfterMs !== undefined) rig.clock.after(stopAfterMs, () => control.abort());
    const outcome = await rig.set(requested, control.signal).catch((error: unknown) => error);
    if (outcome instanceof Error && !(outcome instanceof OnairError)) throw outcome;
    const said = rig.said().length;
    await rig.sleep(3000);
    const late = rig.said().length > said ? ['wrote something afterwards'] : [];
    return {
      end: outcome instanceof OnairError ? outcome.code : 'done',
      wrong: [...wrongAfter(rig, query, requested, outcome), ...late],
      outcome,
      moduleRate: rig.module.line.baudRate,
      linkRate: rig.link.line.baudRate,
      said: rig.said().map(({ text }) => text),
    };
  });
  return { ...value, elapsedMs: elapsedMs - 3000 };
}

/** Counts how runs ended, for the log. */
class Ends extends Map<string, number> {
  add(end: string): void {
    this.set(end, this.of(end) + 1);
  }

  of(end: string): number {
    return this.get(end) ?? 0;
  }

  override toString(): string {
    return [...this].map(([end, count]) => `${count} ${end}`).join(', ');
  }
}

for (const requested of WANTED) {
  const what = Object.keys(requested).join(' + ');
  for (const baud of [9600, 115200, 1200]) {
    test.serial(`every fault at every moment, ${what}, found at ${baud}`, async (t) => {
      const ends = new Ends();
      let longestMs = 0;
      for (const fault of FAULTS) {
        const { end, wrong, elapsedMs } = await run({ baud, fault }, requested);
        t.deepEqual(wrong, [], fault);
        t.is(end, expectedEnd(fault, requested, baud), fault);
        ends.add(end);
        longestMs = Math.max(longestMs, elapsedMs);
      }
      t.true(longestMs < 80_000, `${longestMs} ms`);
      t.log(`${FAULTS.length} cells: ${ends}`);
    });
  }
}

/** What a run must come to. */
function expectedEnd(fault: string, { name, pin, baudRate }: RequestedSettings, start: number): string {
  const [kind = '', nth] = fault.split('@');
  // At an unlikely rate it is asked AT first.
  const messages =
    (start === 1200 ? 2 : 1) + [name, pin, baudRate, 'AT'].filter((each) => each !== undefined).length;
  switch (kind) {
    case 'disconnect':
      return nth === undefined || Number(nth) <= messages ? 'port-lost' : 'done';
    case 'silent':
      // One lost answer does not matter; at a rate that is not a likely one nobody asks twice.
      return nth === undefined || (nth === '1' && start === 1200) ? 'device-silent' : 'done';
    case 'partial':
      return nth === undefined ? 'device-unknown' : 'done';
    case 'wrong-baud':
      if (nth !== undefined) return 'done';
      if (start === 1200) return 'device-silent'; // 600 baud is no rate of the table
      return baudRate === undefined || start === 115200 ? 'done' : 'not-verified'; // found at 57600: as requested
    case 'keeps-rate':
      return 'done'; // it was confirmed, so it may count after a power cycle
    case 'hangs-on-rate':
      return baudRate === undefined ? 'done' : 'not-verified';
    default: // slow, noise, echo and stale-reply
      return 'done';
  }
}

/** Any faults together, at any moments, on a module that is a little out of the ordinary. */
const anyModule = fc.record({
  firmware: fc.constantFrom(...SILENT_FIRMWARES),
  baud: fc.constantFrom(9600, 9600, ...RATES),
  parity: fc.constantFrom('none', 'none', ...PARITIES),
  recover: fc.constantFrom(400, 0, 1500),
  'command-end': fc.constantFrom(500, 200, 600),
  seed: fc.nat(1000),
  fault: fc
    .tuple(
      fc.uniqueArray(
        fc.tuple(fc.constantFrom(...WIRE_FAULTS), fc.nat(14)).map(
          ([fault, nth]) => (nth === 0 ? fault : `${fault}@${nth}`), // 0: all the time
        ),
        { maxLength: 5, selector: (fault) => fault.split('@')[0] },
      ),
      fc.subarray(DEVICE_FAULTS),
    )
    .map(([wire, device]) => [...wire, ...device].join(',')),
});
const anyWanted = fc
  .record(
    {
      name: fc.constantFrom('Jeep', 'OKsetPIN', 'TM-D700'),
      pin: fc.constantFrom('4321', '9600'),
      parity: fc.constantFrom(...PARITIES),
      baudRate: fc.constantFrom(...RATES),
    },
    { requiredKeys: [] },
  )
  .map((requested): RequestedSettings => requested);

test.serial(
  'property: whatever goes wrong together, nothing false is claimed, nothing is lost',
  async (t) => {
    const ends = new Ends();
    await fc.assert(
      fc.asyncProperty(anyModule, anyWanted, async (given, requested) => {
        const { end, wrong } = await run(given, requested);
        if (wrong.length > 0) throw new Error(`${end}: ${wrong.join('; ')}`);
        ends.add(end);
      }),
      { numRuns: Number(process.env.RUNS ?? 500) },
    );
    t.log(String(ends));
    t.deepEqual(
      [...ends.keys()].filter(
        (end) => !/^(done|device-silent|device-confused|device-unknown|not-verified|port-lost)$/.test(end),
      ),
      [],
    );
  },
);

test.serial('property: Ctrl-C at any moment never stops half-way in a change of rate', async (t) => {
  const ends = new Ends();
  await fc.assert(
    fc.asyncProperty(
      fc.nat(15_000),
      fc.constantFrom(...WANTED, { baudRate: 57600 } as RequestedSettings),
      fc.constantFrom(9600, 115200, 1200),
      fc.constantFrom('', '', 'silent@4', 'silent@5', 'partial@4', 'slow', 'echo', 'noise', ...DEVICE_FAULTS),
      async (afterMs, requested, baud, fault) => {
        const { end, wrong, moduleRate, linkRate, outcome, said } = await run(
          { baud, fault },
          requested,
          afterMs,
        );
        if (end === 'interrupted') {
          // Stopped before the change of rate: there the module still is. In the search the link may be anywhere.
          if (moduleRate !== baud) wrong.push(`stopped, and at ${moduleRate}`);
          if (said.some((text) => text.startsWith('AT+BAUD'))) wrong.push('stopped in a change of rate');
          if (outcome instanceof OnairError && outcome.details.applied && linkRate !== baud)
            wrong.push('link moved');
        }
        if (wrong.length > 0) throw new Error(`${end}: ${wrong.join('; ')}`);
        ends.add(end);
      },
    ),
    { numRuns: Number(process.env.RUNS ?? 400) },
  );
  t.log(String(ends));
  t.true(ends.of('interrupted') > 50 && ends.of('done') > 50);
});

test.serial('a cable pulled at any moment: the error says what is known', async (t) => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 0, max: 9000 }),
      fc.constantFrom(...WANTED),
      async (afterMs, requested) => {
        await withLink(
          () => new PickyLink({ ...OLD }, []),
          async (host) => {
            host.clock.after(afterMs, () => host.link.unplug());
            const outcome = await host.set(requested).catch((error: unknown) => error);
            if (!(outcome instanceof OnairError)) return; // it was done before
            t.is(outcome.code, 'port-lost');
            const { baudRate } = outcome.details;
            const { baudRate: place } = host.link.device.line;
            if (typeof baudRate === 'number') t.is(baudRate, place);
            else if (baudRate === null) t.deepEqual(outcome.details.likely, [requested.baudRate, 9600]);
            else t.true(host.said().every(({ text }) => text === 'AT+VERSION'));
          },
        );
      },
    ),
    { numRuns: 100 },
  );
});
