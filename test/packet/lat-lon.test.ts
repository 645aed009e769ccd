import test from 'ava';
import { OnairError } from '../../host/base/error.js';
import { formatMinutes, parseLatLon } from '../../host/packet/lat-lon.js';
import { formatLocator } from '../../host/packet/locator.js';

test('a place is two numbers of degrees', (t) => {
  t.deepEqual(parseLatLon(' 41.7148 , -72.7272'), { latitude: 41.7148, longitude: -72.7272 });
  t.deepEqual(parseLatLon('-90,180'), { latitude: -90, longitude: 180 });
});

for (const text of ['', '41.7', '41.7;-72.7', '41.7N,72.7W', '90.1,0', '0,180.1', '-72.7272,-181']) {
  test(`${JSON.stringify(text)} is refused`, (t) => {
    t.is(t.throws(() => parseLatLon(text), { instanceOf: OnairError }).code, 'bad-value');
  });
}

for (const text of [
  "41°42.888'N 72°43.632'W",
  "41°42.888'n, 72°43.632'w",
  '41 42.888 N 72 43.632 W',
  `41°42'53.28"N 72°43'37.92"W`,
]) {
  test(`${text} is a place`, (t) => {
    const { latitude, longitude } = parseLatLon(text);
    t.true(
      Math.abs(latitude - 41.7148) < 1e-9 && Math.abs(longitude + 72.7272) < 1e-9,
      `${latitude} ${longitude}`,
    );
  });
}

test('south and east', (t) => {
  t.deepEqual(parseLatLon("33°30.0'S 151°15.0'E"), { latitude: -33.5, longitude: 151.25 });
});

for (const text of ["41°60.0'N 72°0.0'W", `41°42.5'30"N 72°0'0"W`, "41°42.5'N", 'FN31', 'FN31zz', 'ZZ31pr']) {
  test(`${text} is none`, (t) => {
    t.is(t.throws(() => parseLatLon(text), { instanceOf: OnairError }).code, 'bad-value');
  });
}

test("squares: the middle of W1AW's, and there and back everywhere", (t) => {
  const { latitude, longitude } = parseLatLon('FN31pr');
  t.true(Math.abs(latitude - (41 + 17.5 / 24)) < 1e-9 && Math.abs(longitude + (72 + 17 / 24)) < 1e-9);
  t.is(formatLocator({ latitude: 41.7148, longitude: -72.7272 }), 'FN31pr');
  for (const square of ['AA00aa', 'RR99xx', 'JN58td', 'JN58td25', 'JN58td25wk', 'fn31PR']) {
    const there = formatLocator(parseLatLon(square));
    t.is(there.toLowerCase(), square.slice(0, 6).toLowerCase());
  }
  t.is(formatLocator({ latitude: 90, longitude: 180 }), 'RR99xx');
});

test('minutes are written so that they are read again, and 60 is none', (t) => {
  t.is(formatMinutes({ latitude: 41.7148, longitude: -72.7272 }, 2), "41°42.89'N 72°43.63'W");
  t.is(formatMinutes({ latitude: -0.999999, longitude: 9.5 }, 1), "1°00.0'S 9°30.0'E");
  t.is(formatMinutes({ latitude: 41.7148, longitude: -72.0 }, 0), "41°43'N 72°00'W");
  t.deepEqual(parseLatLon(formatMinutes({ latitude: 41.5, longitude: -72.25 }, 2)), {
    latitude: 41.5,
    longitude: -72.25,
  });
});
