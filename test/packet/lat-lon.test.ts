import test from 'ava';
import { OnairError } from '../../host/base/error.js';
import { parseLatLon } from '../../host/packet/lat-lon.js';

test('a place is two numbers of degrees', (t) => {
  t.deepEqual(parseLatLon(' 41.7148 , -72.7272'), { latitude: 41.7148, longitude: -72.7272 });
  t.deepEqual(parseLatLon('-90,180'), { latitude: -90, longitude: 180 });
});

for (const text of ['', '41.7', '41.7;-72.7', '41.7N,72.7W', '90.1,0', '0,180.1', '-72.7272,-181']) {
  test(`${JSON.stringify(text)} is refused`, (t) => {
    t.is(t.throws(() => parseLatLon(text), { instanceOf: OnairError }).code, 'bad-value');
  });
}
