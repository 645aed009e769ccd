import test from 'ava';
import { run } from '../run.js';

const decode = (args: readonly string[], lines?: readonly string[]) =>
  run(['aprs', 'decode', ...args], lines === undefined ? {} : { lines });

const CAR = 'N0CALL-9>APK102,WIDE1-1*:!4903.50N/07201.75W>146.520MHz T100 Hi';

test('a line becomes a sentence, in metric and imperial, with distance and bearing', async (t) => {
  t.is((await decode([CAR])).stdout, 'N0CALL-9 car, 49.0583, -72.0292, 146.52 MHz tone 100 Hz, "Hi"\n');
  t.regex((await decode([CAR, '--imperial', '--at', '48,-71'])).stdout, /\(87 mi NW, 328°\)/);
});

/** A word for each field: what is left out is not spoken of. */
const SAID: readonly (readonly [info: string, sentence: string])[] = [
  [
    '!4903.50N/07201.75W_220/004g005t077r000p010P020s001h50b09900L500V136X252F0012',
    'weather station, 49.0583, -72.0292, 25.0 °C, wind 6 km/h from SW, gusts 8 km/h, 50% humid, 990.0 hPa, ' +
      'rain 0.0 mm in an hour, 2.5 mm in a day, 5.1 mm since midnight, snow 25.4 mm in a day, light 500 W/m², ' +
      'water 0 m, radiation 2500 nSv/h, battery 13.6 V',
  ],
  [
    ';146.94-CT*111111z4903.50N/07201.75WrT107 -060 R20m',
    'object 146.94-CT: repeater, 49.0583, -72.0292, 146.94 MHz -600 kHz tone 107.2 Hz within 32 km',
  ],
  [
    '!4903.50N/07201.75W>444.000MHz d023 449.000rx',
    'car, 49.0583, -72.0292, 444 MHz heard on 449 MHz DCS 023 narrow',
  ],
  ['!4903.50N/07201.75W>146.520MHz Toff', 'car, 49.0583, -72.0292, 146.52 MHz no tone'],
  ['>146.520MHz net at 8', 'status: net at 8, 146.52 MHz'],
  ['>IO91SX/G', 'status: grid IO91SX, about 51.98, -0.46'],
  [
    ':NWS-WARN :092010z,THUNDER_STORM,AR_ASHLEY,{S9JbA',
    'bulletin NWS-WARN: 092010z,THUNDER_STORM,AR_ASHLEY,',
  ],
  ['?APRS? 34.02,-117.15,0200', 'asks all within 322 km of 34.0200, -117.1500 for APRS'],
  ['%270/8', 'a signal bears 270°, quality 8'],
  ['+water', 'shelter: water'],
  [
    ';BRENDA   *111111z4903.50N/07201.75W@088/036/HC/150^200/0980>090&030',
    'object BRENDA: hurricane forecast, 49.0583, -72.0292, 67 km/h to E (88°), hurricane, wind 278 km/h, ' +
      'gusts 370 km/h, 980 hPa',
  ],
  [';SIGN     *111111z4903.50N\\07201.75Wm{55}', 'object SIGN: value sign, 49.0583, -72.0292, says "55"'],
];

for (const [info, sentence] of SAID) {
  test(`${info} is said in words`, async (t) => {
    t.is((await decode([`W1AW>APRS:${info}`])).stdout, `W1AW ${sentence}\n`);
  });
}

test('--json: who, how, and the report', async (t) => {
  const { documents, code } = await decode([CAR, '--json']);
  t.is(code, 0);
  t.like(documents[0], {
    schema: 'onair/aprs.decoded@1',
    from: 'N0CALL-9',
    to: 'APK102',
    path: ['WIDE1-1*'],
    device: 'Kenwood TM-D700',
    report: { kind: 'position', frequency: { mhz: 146.52 }, comment: 'Hi' },
  });
});

test('lines on stdin: of kiss listen, of APRS-IS, with bytes that are no text; a wrong one is reported', async (t) => {
  const { stdout, stderr, code } = await decode(
    [],
    [
      '# aprsc 2.1.19',
      '',
      '[0] N0CALL-9>APK101,WIDE1-1*:>up',
      'W1AW>APRS,TCPIP*,qAC,T2TEST:>caf<0xe9>',
      'not a line',
      'W1AW>APRS:>caf\u00e9\u001b[2J',
    ],
  );
  t.is(code, 0);
  t.is(stdout, 'N0CALL-9 status: up\nW1AW status: café\nW1AW status: café\\x1b[2J\n');
  t.regex(stderr, /line 5 is no line of a monitor: not a line/);
});

test('telemetry is scaled by what its station has said before', async (t) => {
  const { stdout } = await decode(
    [],
    [
      'N0CALL>APRS::N0CALL   :PARM.Battery,,,,,Door',
      'N0CALL>APRS::N0CALL   :UNIT.V,,,,,open',
      'N0CALL>APRS::N0CALL   :EQNS.0,0.1,0',
      'N0CALL>APRS:T#005,125,0,0,0,0,10000000',
    ],
  );
  t.regex(stdout, /Battery 12\.5 V, A2 0, .*Door open, B2 not on/);
});

test('nothing to decode is an error, and so are lines of which none can be read', async (t) => {
  for (const [args, lines] of [
    [['no line'], undefined],
    [[], undefined],
    [[], ['no line', 'nor this']],
  ] as const) {
    const { code, stderr } = await decode(args, lines);
    t.is(code, 2);
    t.regex(stderr, /SOURCE>DESTINATION/);
  }
  t.is((await decode([], [])).code, 0, 'an empty file has nothing wrong in it');
});
