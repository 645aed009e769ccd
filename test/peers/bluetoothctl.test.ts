import test from 'ava';
import { inWorld } from '../deep/bluetooth/world.js';
import { bluetoothctl } from '../peers.js';
import { bluetoothctlSession } from './bluetoothctl.js';

const ifHere = bluetoothctl ? test.serial : test.serial.skip;
const ADDRESS = '98:D3:31:F5:B2:C7';

ifHere(
  'bluetoothctl takes our double for bluetoothd: it scans, is asked for the PIN, and pairs',
  async (t) => {
    await inWorld({}, async ({ env, double, device }) => {
      const ctl = bluetoothctlSession(env);
      await ctl.until(/Agent registered/);
      ctl.type('scan on');
      await ctl.until(/Device 98:D3:31:F5:B2:C7 .*TM-D700/);
      ctl.type('scan off');
      ctl.type(`pair ${ADDRESS}`);
      await ctl.until(/Enter PIN code:/);
      ctl.type('9999');
      await ctl.until(/org\.bluez\.Error\.AuthenticationFailed/);
      ctl.type(`pair ${ADDRESS}`);
      await ctl.until(/Enter PIN code:/);
      ctl.type('4321');
      await ctl.until(/Pairing successful/);
      await ctl.quit();
      t.is(double.facts(device)?.Paired, true);
    });
  },
);

ifHere(
  'what onair pairs, binds and forgets, bluetoothctl sees; its agent beside ours is never asked',
  async (t) => {
    await inWorld({}, async ({ env, onair }) => {
      const ctl = bluetoothctlSession(env);
      await ctl.until(/Agent registered/);
      ctl.type('default-agent');
      await ctl.until(/Default agent request successful/);
      const paired = await onair('bluetooth pair TM-D700 --pin 4321');
      t.is(paired.code, 0, paired.stderr);
      await ctl.until(/ServicesResolved: yes/);
      ctl.type(`info ${ADDRESS}`);
      const info = await ctl.until(/UUID: Serial Port/);
      t.regex(info, /Name: TM-D700/);
      t.regex(info, /Paired: yes/);
      t.regex(info, /Trusted: yes/);
      t.notRegex(info, /PIN code/);
      t.is((await onair('bluetooth forget TM-D700 --yes')).code, 0);
      await ctl.until(/DEL\W+Device 98:D3:31:F5:B2:C7/);
      await ctl.quit();
    });
  },
);

ifHere('while bluetoothctl pairs with a module, onair is told so', async (t) => {
  await inWorld({}, async ({ env, onair }) => {
    const ctl = bluetoothctlSession(env);
    await ctl.until(/Agent registered/);
    ctl.type('scan on');
    await ctl.until(/Device 98:D3:31:F5:B2:C7 .*TM-D700/);
    ctl.type(`pair ${ADDRESS}`);
    await ctl.until(/Enter PIN code:/);
    const ran = await onair(`bluetooth pair ${ADDRESS} --pin 4321`);
    t.is(ran.code, 3);
    t.regex(ran.stderr, /another program is pairing/);
    ctl.type('4321');
    await ctl.until(/Pairing successful/);
    await ctl.quit();
  });
});
