import test from 'ava';
import { DEFAULT_LINE } from '../../host/link/index.js';
import { grantedPort } from '../../host/web/app/wire/granted-port.js';
import { FakeWebSerialPort } from '../link/contract/web-serial-port.js';

const CH340 = { usbVendorId: 0x1a86, usbProductId: 0x7523 };

/** A port of a browser that tells whether it is plugged in. */
class Port extends FakeWebSerialPort {
  connected: boolean | undefined = true;
}

/** A page with these ports; `unplug` takes one out. */
function pageWith(...ports: Port[]) {
  const appearing = new EventTarget();
  return {
    ports,
    getPorts: async () => ports,
    addEventListener: appearing.addEventListener.bind(appearing),
    plug: (port: Port): void => {
      ports.push(port);
      appearing.dispatchEvent(new Event('connect'));
    },
    unplug: (port: Port): void => {
      port.connected = false;
      ports.splice(ports.indexOf(port), 1);
    },
  };
}

test('an adapter that was unplugged is opened again as the object that it returns as', async (t) => {
  const first = new Port(CH340);
  const page = pageWith(first);
  const connection = grantedPort(first, page);
  await (await connection.open(DEFAULT_LINE)).close();
  page.unplug(first);
  t.like(await t.throwsAsync(connection.open(DEFAULT_LINE)), {
    code: 'port-missing',
    message: 'CH340 (1a86:7523) is unplugged',
  });
  const back = new Port(CH340);
  page.ports.push(back);
  await (await connection.open(DEFAULT_LINE)).close();
  t.deepEqual([first.opened.length, back.opened.length], [1, 1]);
});

test('one of the same kind that was there beside it is not taken for it, nor is one of two that are new', async (t) => {
  const [ours, beside] = [new Port(CH340), new Port(CH340)];
  const page = pageWith(ours, beside);
  const connection = grantedPort(ours, page);
  await (await connection.open(DEFAULT_LINE)).close();
  page.unplug(ours);
  t.like(await t.throwsAsync(connection.open(DEFAULT_LINE)), { code: 'port-missing' });
  page.ports.push(new Port(CH340), new Port(CH340), new Port({ usbVendorId: 0x0403, usbProductId: 0x6001 }));
  t.like(await t.throwsAsync(connection.open(DEFAULT_LINE)), {
    code: 'port-missing',
    message: 'CH340 (1a86:7523) was unplugged, and could be one of two that are there now',
  });
  t.deepEqual(
    page.ports.flatMap(({ opened }) => opened),
    [],
  );
});

test('a Bluetooth port without a link, and a browser that tells nothing: opened as they are', async (t) => {
  const bluetooth = new Port({ bluetoothServiceClassId: 0x1101 });
  bluetooth.connected = false;
  const silent = new Port(CH340);
  silent.connected = undefined;
  for (const port of [bluetooth, silent]) {
    await (await grantedPort(port, pageWith()).open(DEFAULT_LINE)).close();
    t.is(port.opened.length, 1);
  }
});

test('whoever waits for it is told of a port that appears, until he waits no more', (t) => {
  const first = new Port(CH340);
  const page = pageWith(first);
  const connection = grantedPort(first, page);
  const ended = new AbortController();
  let calls = 0;
  connection.onAppear?.(() => calls++, ended.signal);
  page.plug(new Port(CH340));
  t.is(calls, 1);
  ended.abort();
  page.plug(new Port(CH340));
  t.is(calls, 1);
});
