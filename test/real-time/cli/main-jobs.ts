import test from 'ava';
import { json, onair, serve, type Way } from './served.js';

/** Registers a ham's first main job for a way to serve: find and set a module. */
export function testModuleJob({ way, has, place }: Way): void {
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
}

/** Registers the second: a radio in KISS, a packet out, and back. */
export function testRadioJob({ way, has, place }: Way): void {
  const onWay = has ? test : test.skip;

  onWay(`init, send, exit: tm-d700 on ${way}; the packet is on the simulated air`, async (t) => {
    const { port, event, events } = await serve(t, 'tm-d700', ...place());
    const init = await onair('tnc', 'init', '--port', port, '--radio', 'tm-d700', '--yes', '--json');
    t.is(init.code, 0, init.stdout);
    t.like(json(init), { radio: 'tm-d700', mode: 'kiss' });
    t.false(
      events.some(({ schema }) => schema === 'onair/sim.air@1'),
      'init transmits nothing',
    );
    const send = await onair(
      'kiss',
      'send',
      '--port',
      port,
      '--from',
      'W1AW-9',
      '>on the air',
      '--yes',
      '--json',
    );
    t.is(send.code, 0, send.stdout);
    t.is((await event('air')).text, 'W1AW-9>APZONA:>on the air');
    t.is((await onair('tnc', 'exit', '--port', port, '--yes')).code, 0);
  });
}
