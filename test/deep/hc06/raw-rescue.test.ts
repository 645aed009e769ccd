import test from 'ava';
import { MODULE_FAULTS } from '../../../host/hc06/sim/faults.js';
import { FIRMWARES, type FirmwareName } from '../../../host/hc06/sim/firmwares/index.js';
import { hc06Kind } from '../../../host/hc06/sim/kind.js';
import { SimHc06 } from '../../../host/hc06/sim/module.js';
import { type Ran, run } from '../../cli/run.js';
import { inVirtualTime } from '../../virtual-time.js';

/** `onair hc06 raw` and `rescue` on every firmware with every fault, by the command line. */
const WIRE_FAULTS = ['silent', 'slow', 'noise', 'partial', 'echo', 'stale-reply', 'wrong-baud', 'disconnect'];
const FAULTS = [
  '',
  ...WIRE_FAULTS,
  ...WIRE_FAULTS.map((fault) => `${fault}@2`),
  ...Object.keys(MODULE_FAULTS),
];
const ALL = Object.keys(FIRMWARES) as FirmwareName[];
/** It does not answer, is another device, is lost or says nothing of use: exit 3 to 6. */
const FAILED = [3, 4, 5, 6];

/** The module of the last command line. */
let made: SimHc06 | undefined;
const create = hc06Kind.create;
test.before(() => {
  Object.assign(hc06Kind, {
    create: (...args: Parameters<typeof create>) => {
      const device = create(...args);
      if (device instanceof SimHc06) made = device;
      return device;
    },
  });
});
test.after.always(() => Object.assign(hc06Kind, { create }));

interface Played extends Ran {
  readonly module: SimHc06;
}

async function play(argv: readonly string[], query: Readonly<Record<string, string>>): Promise<Played> {
  const port = `sim:hc06?${new URLSearchParams({ name: 'old', pin: '1111', ...query })}`;
  const { value } = await inVirtualTime(() => run(['hc06', ...argv, '--port', port, '--json']));
  if (!made) throw new Error('no module was made');
  return { ...value, module: made };
}

const hintOf = (documents: Ran['documents']): string | undefined =>
  (documents[0]?.error as { hint?: string } | undefined)?.hint;

let cells = 0;

for (const fault of FAULTS) {
  const named = fault === '' ? 'no fault' : fault;

  test.serial(`raw, ${named}: a question needs no consent and changes nothing`, async (t) => {
    const ends = new Map<number, number>();
    for (const firmware of ALL) {
      const what = `${firmware} ${fault}`;
      const { code, documents, module, stdout } = await play(['raw', 'AT+VERSION'], { firmware, fault });
      t.true(code === 0 || FAILED.includes(code), `${what}: ${code} ${stdout}`);
      t.is(documents.length, 1, what);
      t.is(documents[0]?.ok, code === 0, what);
      if (code === 0) t.not(documents[0]?.answer, '', what);
      else t.truthy(hintOf(documents), what);
      t.like(module, { name: 'old', pin: '1111', role: 'slave' }, what);
      t.like(module.dataLine, { baudRate: 9600, parity: 'none' }, what);
      ends.set(code, (ends.get(code) ?? 0) + 1);
      cells++;
    }
    t.log(
      `${ALL.length} cells, by exit code: ${[...ends].map(([code, count]) => `${code} ${count}`).join(', ')}`,
    );
  });

  test.serial(`rescue, ${named}: name and PIN stay, and what it says of the rate holds`, async (t) => {
    const ends = new Map<number, number>();
    for (const firmware of ALL) {
      const what = `${firmware} ${fault}`;
      const { code, documents, module, stdout } = await play(['rescue', '--yes'], {
        firmware,
        fault,
        baud: '115200',
      });
      t.true(code === 0 || FAILED.includes(code), `${what}: ${code} ${stdout}`);
      t.is(documents[0]?.ok, code === 0, what);
      t.like(module, { name: 'old', pin: '1111' }, what);
      const { baudRate } = module.line;
      if (code === 0 && fault !== 'wrong-baud') t.is(documents[0]?.baudRate, baudRate, `${what}: ${stdout}`);
      if (code !== 0) t.truthy(hintOf(documents), what);
      ends.set(code, (ends.get(code) ?? 0) + 1);
      cells++;
    }
    t.log(
      `${ALL.length} cells, by exit code: ${[...ends].map(([code, count]) => `${code} ${count}`).join(', ')}`,
    );
  });
}

test.serial('number of cells', (t) => {
  t.log(`${cells} cells of raw and rescue: ${ALL.length} firmwares, ${FAULTS.length} faults`);
  t.is(cells, 2 * ALL.length * FAULTS.length);
});
