import test from 'ava';
import { VEHICLE_EXAMPLES } from '../../../firmware/air-up/vehicle/file/examples.js';
import { readVehicle } from '../../../firmware/air-up/vehicle/file/read.js';
import { readTire, targetsFor } from '../../../firmware/air-up/vehicle/targets.js';
import { OnairError } from '../../../host/base/error.js';

const jeep = readVehicle(VEHICLE_EXAMPLES.jeep ?? '', 'jeep.yaml');
const tires = (...typed: string[]) => ({ tires: typed.map((text) => readTire(text, 'psi')) });

const TYPED: readonly (readonly [typed: string, name: string, targetPsi: number, maxPsi?: number])[] = [
  ['FL=38', 'FL', 38],
  ['FL = 38', 'FL', 38],
  ['fl=38,5', 'fl', 38.5],
  ['FL=38:50', 'FL', 38, 50],
  ['FL=200kPa:350 kPa', 'FL', 29.01, 50.76],
  ['spare-2=30', 'spare-2', 30],
];

for (const [typed, name, targetPsi, maxPsi] of TYPED) {
  test(`--tire "${typed}"`, (t) => {
    const read = readTire(typed, 'psi');
    t.is(read.name, name);
    t.true(Math.abs((read.targetPsi ?? 0) - targetPsi) < 0.01);
    t.is(read.maxPsi === undefined, maxPsi === undefined);
    if (maxPsi !== undefined) t.true(Math.abs((read.maxPsi ?? 0) - maxPsi) < 0.01);
  });
}

const BAD: readonly (readonly [typed: string, says: RegExp])[] = [
  ['FL38', /did you mean --tire FL=38\?/],
  ['FL-38', /did you mean --tire FL=38\?/],
  ['38', /which tire\? for example --tire FL=38/],
  ['=38', /which tire\?/],
  ['FL=', /--tire FL=38/],
  ['FL', /--tire FL=38/],
  ['', /NAME=TARGET/],
  ['FL=38=40', /not a number/],
  ['FL=abc', /not a number/],
  ['FL=-3', /above 0/],
  ['FL=0', /above 0/],
  ['FL=38 pis', /did you mean psi/],
  ['FL=38:', /not a number/],
];

for (const [typed, says] of BAD) {
  test(`--tire "${typed}" is refused`, (t) => {
    const error = t.throws(() => readTire(typed, 'psi'), { instanceOf: OnairError });
    t.is(error?.exitCode, 2);
    t.regex(`${error?.message} ${error?.hint}`, says);
  });
}

test('a preset says all, a typed target goes before it', (t) => {
  const targets = targetsFor(jeep, { ...tires('TL=45'), preset: 'street' });
  t.deepEqual(
    targets.map(({ tire, targetPsi }) => `${tire}${targetPsi}`),
    ['FL38', 'FR38', 'RL38', 'RR38', 'TL45', 'TR50'],
  );
});

test('a preset may leave tires alone; names are found whatever their case', (t) => {
  t.is(targetsFor(jeep, { tires: [], preset: 'JEEP' }).length, 4);
  t.deepEqual(
    targetsFor(jeep, tires('rr=30')).map(({ tire }) => tire),
    ['RR'],
  );
});

test('a maximum can be lowered on the command line, never raised', (t) => {
  t.is(targetsFor(jeep, { ...tires('FL=38'), maxPsi: 40 })[0]?.maxPsi, 40);
  t.is(targetsFor(jeep, tires('FL=38:40'))[0]?.maxPsi, 40);
  for (const asked of [{ ...tires('FL=38'), maxPsi: 51 }, tires('FL=38:51')]) {
    const error = t.throws(() => targetsFor(jeep, asked), { instanceOf: OnairError });
    t.is(error?.code, 'unsafe');
  }
});

test('what is not in the file gets the nearest name', (t) => {
  const hint = (asked: Parameters<typeof targetsFor>[1]): string =>
    t.throws(() => targetsFor(jeep, asked), { instanceOf: OnairError })?.hint ?? '';
  t.regex(hint(tires('FI=38')), /did you mean FL\?/);
  t.regex(hint({ tires: [], preset: 'streat' }), /did you mean street\?/);
  t.regex(hint({ tires: [] }), /--preset street; known: street, trail, jeep/);
  t.regex(hint(tires('FL=38', 'fl=37')), /every tire once/);
});
