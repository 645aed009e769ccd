import test from 'ava';
import { decodeAprs, TelemetryBook } from '../../../host/packet/aprs/index.js';

const read = (info: string) => decodeAprs({ from: 'N0QBF-11', to: 'APRS', info: Buffer.from(info) });

/** Chapter 13, the examples, less what is left out to fill the page. */
const DEFINED = [
  ':N0QBF-11 :PARM.Battery,Btemp,ATemp,Pres,Alt,Camra,Chut,Sun,10m,ATV',
  ':N0QBF-11 :UNIT.v/100,deg.F,deg.F,Mbar,Kft,Click,OPEN,on,on,hi',
  ':N0QBF-11 :EQNS.0,5.2,0,0,.53,-32,3,4.39,49,-32,3,18,1,2,3',
  ':N0QBF-11 :BITS.10110000,N0QBF’s Big Balloon, the second',
];

function scaled(info: string, definitions = DEFINED, from = 'N0QBF-11') {
  const book = new TelemetryBook();
  for (const each of definitions) book.add(read(each));
  const report = read(info);
  return report.kind === 'telemetry' ? book.scaled(from, report.telemetry) : undefined;
}

test('values with their names, equations and units, bits by their sense', (t) => {
  t.deepEqual(scaled('T#005,199,000,255,073,,01101001'), {
    project: 'N0QBF’s Big Balloon,the second',
    values: [
      { name: 'Battery', value: 1034.8, unit: 'v/100' },
      { name: 'Btemp', value: -32, unit: 'deg.F' },
      { name: 'ATemp', value: 196_243.45, unit: 'deg.F' },
      { name: 'Pres', value: -170_291, unit: 'Mbar' },
      { name: 'Alt', value: null, unit: 'Kft' },
    ],
    bits: [
      { name: 'Camra', isOn: false, unit: 'Click' },
      { name: 'Chut', isOn: false, unit: 'OPEN' },
      { name: 'Sun', isOn: true, unit: 'on' },
      { name: '10m', isOn: false, unit: 'on' },
      { name: 'ATV', isOn: false, unit: 'hi' },
      { name: 'B6', isOn: true, unit: '' },
      { name: 'B7', isOn: true, unit: '' },
      { name: 'B8', isOn: false, unit: '' },
    ],
  });
});

test('what is defined in part, or broken, leaves the value as sent', (t) => {
  const [first] = scaled('T#005,199,0,0,0,0,11111111', [':N0QBF-11 :EQNS.0,x,0'])?.values ?? [];
  t.deepEqual(first, { name: 'A1', value: 199, unit: '' });
  t.is(scaled('T#005,199,0,0,0,0,11111111', []), undefined);
  t.is(scaled('T#005,199,0,0,0,0,11111111', DEFINED, 'W1AW'), undefined, 'of another station');
});

test('a thousand stations are remembered', (t) => {
  const book = new TelemetryBook();
  for (let station = 0; station <= 1000; station++) book.add(read(`:W${station}:PARM.Volts`));
  t.is(book.scaled('W0', { values: [1] }), undefined);
  t.is(book.scaled('W1', { values: [1] })?.values[0]?.name, 'Volts');
});
