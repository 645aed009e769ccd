import test from 'ava';
import { findRate } from '../../../host/kenwood/find-rate.js';
import { findProfile } from '../../../host/kenwood/profiles/index.js';
import { radioKinds } from '../../../host/kenwood/sim/kind.js';
import { outcomeOf, PROFILE_OF, withModel } from '../../kenwood/sim/sim-radio.js';

const DEVICES = ['tm-d700', 'tm-d710', 'th-d7', 'th-d72', 'th-d74', 'tnc2'];
const profileOf = (device: string) => findProfile(PROFILE_OF.get(device) ?? device);

/** What the simulated radio can be set to. */
function realSpeeds(device: string): readonly number[] {
  const spec = radioKinds.find(({ name }) => name === device)?.options.speed;
  return spec?.kind === 'choice' ? spec.choices.map(Number) : [];
}

const STATES = [
  'mode=kiss',
  'mode=kiss&traffic=1',
  'mode=aprs',
  'mode=off',
  'mode=packet',
  'mode=packet&owner=cat',
  'mode=packet&half-line=CONV',
  'mode=packet&half-line=K',
  'mode=converse&half-line=hello',
];

for (const state of STATES) {
  test.serial(
    `${state}: the rate is found over all pairs of rates, and nothing is transmitted`,
    async (t) => {
      for (const device of DEVICES) {
        if (device === 'tnc2' && /aprs|off|cat/.test(state)) continue;
        if (device === 'th-d74' && /packet|converse/.test(state)) continue;
        const profile = profileOf(device);
        for (const real of realSpeeds(device)) {
          for (const baudRate of profile.line.speeds) {
            const query = `${state}&speed=${real}`;
            const found = await withModel(
              device,
              query,
              async ({ link, clock, radio, sleep }) => {
                const rate = await findRate(link, profile, { clock });
                t.is(link.line.baudRate, rate ?? baudRate);
                await sleep(1000);
                t.deepEqual(radio.transmitted, [], `${device} ${query} from ${baudRate}`);
                return rate;
              },
              { baudRate },
            );
            t.is(found.value, real, `${device} ${query} from ${baudRate}`);
          }
        }
      }
    },
  );
}

test.serial('a whole init at a wrong rate transmits nothing either', async (t) => {
  for (const device of ['tm-d700', 'tm-d710', 'th-d7', 'th-d72']) {
    const speeds = realSpeeds(device);
    for (const state of ['mode=kiss', 'mode=packet', 'mode=converse&half-line=hello', 'mode=aprs']) {
      for (const real of speeds) {
        for (const baudRate of speeds.filter((speed) => speed !== real)) {
          await withModel(
            device,
            `${state}&speed=${real}`,
            async (rig) => {
              const error = await outcomeOf(rig.init());
              t.true(error instanceof Error, `${device} ${state} ${real} ${baudRate}`);
              t.deepEqual(rig.radio.transmitted, [], `${device} ${state} ${real} ${baudRate}`);
            },
            { baudRate },
          );
        }
      }
    }
  }
});

test.serial('a silent port is silent at every rate, and keeps its own', async (t) => {
  await withModel('tm-d700', 'fault=silent', async ({ link, clock }) => {
    const tried: number[] = [];
    const rate = await findRate(link, profileOf('tm-d700'), {
      clock,
      onRate: (baudRate) => tried.push(baudRate),
    });
    t.is(rate, undefined);
    t.deepEqual(tried, [9600, 19200, 38400, 57600]);
    t.is(link.line.baudRate, 9600);
  });
});
