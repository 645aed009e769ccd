import { connect } from 'node:net';
import test from 'ava';
import { json, onair, serve, WAYS } from './served.js';

/** The main jobs of a ham, once each way: a module found and set, a radio in KISS with a packet out and in. */
for (const { way, has, place } of WAYS) {
  const onWay = has ? test : test.skip;

  onWay(`probe, dry run, set, probe again: hc06 on ${way}`, async (t) => {
    const { port, events } = await serve(t, 'hc06', ...place(), '--firmware', 'hc01-2.0', '--baud', '57600');
    const onPty = way !== 'TCP';
    const found = json(await onair('hc06', 'probe', '--port', port, '--json'));
    t.is(found.dialect, 'hc01');
    t.is(found.version, 'hc01.comV2.0');
    t.is(found.lineKnown, onPty);
    if (onPty) t.is(found.baudRate, 57_600);

    const dry = json(await onair('hc06', 'set', '--port', port, '--name', 'Jeep', '--dry-run', '--json'));
    t.is((dry.plan as { hex: string }[])[0]?.hex, '41 54 2b 4e 41 4d 45 4a 65 65 70');
    t.deepEqual(
      events.filter((event) => event.schema === 'onair/sim.setting@1'),
      [],
    );

    const set = await onair(
      'hc06',
      'set',
      '--port',
      port,
      '--name',
      'Jeep',
      '--pin',
      '9876',
      '--baud',
      '38400',
      '--yes',
      '--json',
    );
    t.is(set.code, 0, set.stdout);
    t.like(json(set), { verified: true, baudRate: 38_400 });
    t.deepEqual(
      events.filter((event) => event.schema === 'onair/sim.setting@1').map(({ text }) => text),
      ['name is now Jeep', 'pin is now 9876', 'rate is now 38400'],
    );
    t.is((await onair('hc06', 'probe', '--port', port)).code, 0);
  });

  onWay(`init, send, exit: tm-d700 on ${way}; the packet is on the simulated air`, async (t) => {
    const { port, event, events } = await serve(t, 'tm-d700', ...place());
    const init = await onair('tnc', 'init', '--port', port, '--radio', 'tm-d700', '--yes', '--json');
    t.is(init.code, 0, init.stdout);
    t.like(json(init), { radio: 'tm-d700', mode: 'kiss' });
    t.false(
      events.some(({ schema }) => schema === 'onair/sim.air@1'),
      'init transmits nothing',
    );
    const send = await onair('kiss', 'send', '--port', port, '--from', 'W1AW-9', '>on the air', '--json');
    t.is(send.code, 0, send.stdout);
    t.is((await event('air')).text, 'W1AW-9>APZONA:>on the air');
    t.is((await onair('tnc', 'exit', '--port', port, '--yes')).code, 0);
  });
}

test.serial('two radios of one command hear each other: one program sends, another listens', async (t) => {
  const served = await serve(t, 'tm-d700', '--listen', 'tcp://127.0.0.1:0', '--count', '2', '--mode', 'kiss');
  const ports = (): string[] =>
    served.events.filter(({ schema }) => schema === 'onair/sim.ready@1').map(({ port }) => String(port));
  while (ports().length < 2) await new Promise((resolve) => setImmediate(resolve));
  const [first = '', second = ''] = ports();
  t.not(first, second);
  const listening = onair('kiss', 'listen', '--port', second, '--count', '1', '--json');
  await served.event('client');
  t.is((await onair('kiss', 'send', '--port', first, '--from', 'W1AW-9', 'hello there')).code, 0);
  const heard = json(await listening);
  t.is(heard.from, 'W1AW-9');
  t.is(heard.info, 'hello there');
  t.is((await served.event('air')).number, 1);
});

test('a second client is turned away while the first goes on', async (t) => {
  const { port, event } = await serve(t, 'hc06', '--listen', 'tcp://127.0.0.1:0');
  const first = connect(Number(port.split(':').at(-1)), '127.0.0.1');
  t.teardown(() => first.destroy());
  await event('client');
  t.is((await onair('hc06', 'probe', '--port', port)).code, 3);
  t.false(first.destroyed);
});
