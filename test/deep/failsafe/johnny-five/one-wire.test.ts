import { Ds18b20 } from '../../../failsafe/one-wire/devices.js';
import { OneWireLine } from '../../../failsafe/one-wire/line.js';
import { example } from './example.js';
import { untyped } from './untyped.js';

const PIN = 2;
/** The number by which Johnny-Five knows a device: its serial number. */
const SERIALS = [0x554e, 0x1234_5678] as const;

example('temperature-ds18b20', async (t, rig) => {
  const device = new Ds18b20(SERIALS[0], 21.5);
  const line = new OneWireLine(rig.rig.uno, PIN, [device.begin]);
  const thermometer = new untyped.Thermometer({ controller: 'DS18B20', pin: PIN });
  const seen: number[] = [];
  thermometer.on('data', () => seen.push(thermometer.celsius));
  await rig.run(500);
  t.is(seen.at(-1), 21.5);
  t.is((thermometer as unknown as { address: number }).address, SERIALS[0]);
  device.celsius = 3.0625; // Johnny-Five 2.1 reads what is below 0 °C as a number without a sign
  await rig.run(500);
  t.is(seen.at(-1), 3.0625);
  t.deepEqual(line.violations, []);
});

example('temperature-dual-ds18b20', async (t, rig) => {
  const devices = SERIALS.map((serial, n) => new Ds18b20(serial, 10 + 20 * n));
  const line = new OneWireLine(
    rig.rig.uno,
    PIN,
    devices.map(({ begin }) => begin),
  );
  const thermometers = SERIALS.map(
    (address) => new untyped.Thermometer({ controller: 'DS18B20', pin: PIN, address }),
  );
  await rig.run(1000);
  t.deepEqual(
    thermometers.map(({ celsius }) => celsius),
    [10, 30],
  );
  t.deepEqual(line.violations, []);
});
