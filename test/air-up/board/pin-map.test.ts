import { join } from 'node:path';
import test from 'ava';
import { parsePins } from '../../../firmware/air-up/board/pins/pin-map.js';
import { usedPins } from '../../../firmware/air-up/board/pins/pin-rules.js';
import { bundledPins, loadPins, PIN_MAPS } from '../../../firmware/air-up/node/pin-files.js';
import { OnairError } from '../../../host/base/error.js';

const MAP = `board: uno
outlets:
  - name: hose
    fill: 4
    vent: 5
    sensor: A0
pump:
  relay: 6
`;

test('the maps that come with the package can be wired', (t) => {
  for (const name of Object.keys(PIN_MAPS) as (keyof typeof PIN_MAPS)[]) {
    const pins = loadPins(bundledPins(name));
    t.is(pins.board, 'uno');
    t.true(pins.outlets.length >= 1);
    t.is(new Set(usedPins(pins).map(({ pin }) => pin)).size, usedPins(pins).length);
  }
  t.deepEqual(loadPins(), loadPins(bundledPins('hose')));
  t.is(loadPins(bundledPins('manifold')).outlets.length, 4);
});

test('what is left out takes nothing', (t) => {
  const pins = parsePins(MAP, 'map.yaml');
  t.deepEqual([pins.buttons, pins.signals, pins.battery, pins.display], [{}, {}, undefined, undefined]);
});

/** [what is wrong, the map, what the message says, what the hint says] */
const WRONG: readonly (readonly [title: string, text: string, message: RegExp, hint: RegExp])[] = [
  [
    'unknown key',
    MAP.replace('relay:', 'realy:'),
    /^map\.yaml:8:3: unknown key "realy" in pump/,
    /did you mean relay\?/,
  ],
  [
    'unknown key at the top',
    `${MAP}bord: uno\n`,
    /^map\.yaml:9:1: unknown key "bord"/,
    /did you mean board\?/,
  ],
  [
    'unknown key in a list',
    MAP.replace('sensor:', 'senser:'),
    /^map\.yaml:6:5: unknown key "senser" in outlets\.0/,
    /did you mean sensor\?/,
  ],
  [
    'pin twice',
    MAP.replace('relay: 6', 'relay: 4'),
    /^map\.yaml:8:3: pin 4 is taken twice: by fill valve of hose and by pump relay/,
    /free are 2, 3, 6/,
  ],
  [
    'sensor on a digital pin',
    MAP.replace('A0', '7'),
    /^map\.yaml:6:5: sensor of hose: pin 7 .* does not measure/,
    /A0 to A5/,
  ],
  [
    'the wire to the computer',
    MAP.replace('fill: 4', 'fill: 1'),
    /^map\.yaml:4:5: fill valve of hose: pin 1 is the wire/,
    /0, 1/,
  ],
  [
    'a port of the chip that serves a module',
    MAP.replace('board: uno', 'board: mega-serial1').replace('fill: 4', 'fill: 18'),
    /^map\.yaml:4:5: fill valve of hose: pin 18 is the wire/,
    /0, 1, 18, 19/,
  ],
  ['no such pin', MAP.replace('vent: 5', 'vent: 40'), /^map\.yaml:5:5: .*no digital pin 40/, /2 to 13/],
  ['a valve on the pin that blinks', MAP.replace('fill: 4', 'fill: 13'), /^map\.yaml:4:5: .*blinks/, /LED/],
  [
    'a contact on an analog pin',
    `${MAP}buttons:\n  stop: A3\n`,
    /^map\.yaml:10:3: stop button: a contact can't be on A3/,
    /2 to 13/,
  ],
  [
    'the pins of a display',
    `${MAP}battery: { pin: A4, upperKohm: 30, lowerKohm: 10 }\ndisplay: { controller: PCF8574, address: 39 }\n`,
    /^map\.yaml:10:1: pin A4 is taken twice: by battery divider and by display/,
    /free/,
  ],
  [
    'no pin at all',
    MAP.replace('fill: 4', 'fill: four'),
    /^map\.yaml:4:5: outlets\.0\.fill: a pin is a number such as 4, or A0/,
    /wiring\/pins/,
  ],
  ['unknown board', MAP.replace('uno', 'due'), /^map\.yaml:1:1: board: /, /wiring\/pins/],
  ['missing', MAP.replace('    fill: 4\n', ''), /^map\.yaml:3:5: outlets\.0\.fill/, /wiring\/pins/],
  ['no YAML', `${MAP}pump: [`, /^map\.yaml:\d+:\d+: /, /YAML/],
  ['nothing', '', /^map\.yaml:1:1: /, /./],
];

for (const [title, text, message, hint] of WRONG) {
  test(`refused with its place: ${title}`, (t) => {
    const error = t.throws(() => parsePins(text, 'map.yaml'), { instanceOf: OnairError });
    t.is(error?.code, 'bad-value');
    t.regex(error?.message ?? '', message);
    t.regex(error?.hint ?? '', hint);
  });
}

test('a map that is not there', (t) => {
  const error = t.throws(() => loadPins(join('nowhere', 'map.yaml')), { instanceOf: OnairError });
  t.is(error?.code, 'bad-value');
});
