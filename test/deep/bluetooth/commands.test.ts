import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { type DoubleDevice, hc06 } from '../../bluetooth/double-device.js';
import { dbusDaemon } from '../../peers.js';
import { inWorld, type World } from './world.js';

interface Row {
  readonly when: string;
  readonly device?: Partial<DoubleDevice>;
  readonly others?: readonly DoubleDevice[];
  /** What is wrong before the command runs. */
  readonly illness?: (world: World) => void | Promise<void>;
  /** What happens while it runs, as soon as BlueZ was asked for this. */
  readonly meanwhile?: readonly [call: string, act: (world: World) => void | Promise<void>];
  readonly code: number;
  readonly says: RegExp;
  readonly pairedAfter?: boolean;
}

const ADDRESS = '98:D3:31:F5:B2:C7';
const paired = ({ double, device }: World): void => double.pairedBefore(device);

const ROWS: Readonly<Record<string, readonly Row[]>> = {
  'bluetooth scan --for 3000': [
    { when: 'a module', code: 0, says: /98:D3:31:F5:B2:C7 {2}TM-D700 {2}-60 dBm/ },
    { when: 'nobody in the air', device: { inRange: false }, code: 0, says: /no device is in range/ },
    { when: 'paired before', pairedAfter: true, illness: paired, code: 0, says: /paired/ },
    {
      when: 'adapter off',
      illness: ({ double }) => double.switchOff('off'),
      code: 3,
      says: /hci0 is switched off[\s\S]*hint: {2}bluetoothctl power on/,
    },
    {
      when: 'rfkill',
      illness: ({ double }) => double.switchOff('off-blocked'),
      code: 3,
      says: /blocked by rfkill[\s\S]*rfkill unblock/,
    },
    { when: 'no adapter', illness: ({ double }) => double.unplug(), code: 3, says: /no Bluetooth adapter/ },
    {
      when: 'no bluetoothd',
      illness: ({ endBluez }) => endBluez(),
      code: 3,
      says: /bluetoothd is not running[\s\S]*systemctl/,
    },
    {
      when: 'bluetoothd ends meanwhile',
      meanwhile: ['Adapter1.StartDiscovery', ({ endBluez }) => endBluez()],
      code: 3,
      says: /bluetoothd has ended meanwhile/,
    },
    {
      when: 'the bus ends meanwhile',
      meanwhile: ['Adapter1.StartDiscovery', ({ daemon }) => daemon.stop()],
      code: 3,
      says: /bluetoothd has ended meanwhile/,
    },
  ],
  'bluetooth scan --adapter hci7': [
    { when: 'another adapter', code: 2, says: /no adapter hci7[\s\S]*there is hci0/ },
  ],
  'bluetooth scan --for 60000 --timeout 2000': [{ when: 'time is over', code: 4, says: /--timeout/ }],
  [`bluetooth pair ${ADDRESS} --pin 4321`]: [
    {
      when: 'a module',
      code: 0,
      says: /is paired and trusted[\s\S]*onair bluetooth bind/,
      pairedAfter: true,
    },
    {
      when: 'paired before',
      illness: paired,
      code: 0,
      says: /paired already and trusted[\s\S]*PIN was not tried/,
      pairedAfter: true,
    },
    { when: 'out of range', device: { inRange: false }, code: 4, says: /not in range/ },
    { when: 'another PIN', device: { pin: '1234' }, code: 5, says: /refused the PIN[\s\S]*without power/ },
    {
      when: 'silent while it pairs',
      device: { problem: 'mute' },
      code: 4,
      says: /did not answer during the pairing/,
    },
    {
      when: 'removed while it pairs',
      device: { problem: 'removed-while-pairing' },
      code: 5,
      says: /broken off/,
    },
    { when: 'breaks off', device: { problem: 'breaks-off' }, code: 5, says: /refused the PIN/ },
    {
      when: 'no PIN, numbers',
      device: { numbers: true, pin: undefined },
      code: 0,
      says: /asked for no PIN/,
      pairedAfter: true,
    },
    { when: 'no serial port', device: { uuids: [] }, code: 0, says: /no serial port/, pairedAfter: true },
    {
      when: 'bluetoothd ends meanwhile',
      device: { problem: 'mute' },
      meanwhile: ['Device1.Pair', ({ endBluez }) => endBluez()],
      code: 3,
      says: /ended meanwhile/,
    },
  ],
  'bluetooth pair TM-D700 --pin 4321': [
    { when: 'a module', code: 0, says: /TM-D700 \(98:D3:31:F5:B2:C7\) is paired/, pairedAfter: true },
    {
      when: 'two of that name',
      others: [hc06({ address: '98:D3:31:00:00:02' })],
      code: 2,
      says: /2 devices are called TM-D700[\s\S]*98:D3:31:00:00:02/,
    },
    {
      when: 'another name',
      device: { name: 'linvor' },
      code: 4,
      says: /TM-D700 is not in range[\s\S]*found: linvor/,
    },
    {
      when: 'an old name',
      device: { oldName: 'linvor' },
      code: 4,
      says: /may show an old name: give the address/,
    },
  ],
  'bluetooth pair TM-D700 --dry-run': [
    { when: 'dry run', code: 0, says: /would ask of BlueZ {2}Device1\.Pair[\s\S]*nothing was transmitted/ },
  ],
  'bluetooth pair TM-D700 --pin 12345678901234567': [
    { when: 'a PIN that is too long', code: 2, says: /is not a PIN/ },
  ],
  'bluetooth bind TM-D700': [
    {
      when: 'paired',
      illness: paired,
      code: 0,
      says: /\/dev\/rfcomm0 is TM-D700[\s\S]*tnc status/,
      pairedAfter: true,
    },
    { when: 'not known', code: 5, says: /knows no device TM-D700[\s\S]*pair it first/ },
    {
      when: 'not root',
      illness: async (world) => {
        paired(world);
        await writeFile(
          join(world.daemon.folder, 'rfcomm-fails'),
          "Can't create device: Operation not permitted\n",
        );
      },
      code: 3,
      says: /only root may bind[\s\S]*sudo rfcomm bind 0 98:D3:31:F5:B2:C7 1/,
      pairedAfter: true,
    },
  ],
  'bluetooth forget TM-D700 --yes': [
    { when: 'paired', illness: paired, code: 0, says: /removed the pairing with TM-D700/ },
    { when: 'not known', code: 5, says: /knows no device/ },
  ],
  'bluetooth forget TM-D700': [
    { when: 'nobody agrees', illness: paired, code: 2, says: /nothing was removed/, pairedAfter: true },
  ],
  'bluetooth forget TM-D700 --dry-run': [
    { when: 'dry run', illness: paired, code: 0, says: /would remove/, pairedAfter: true },
  ],
  'hc06 verify --air --name TM-D700 --pin 4321': [
    {
      when: 'a module',
      code: 0,
      says: /its name is visible[\s\S]*refuses a wrong PIN[\s\S]*pairs with its PIN[\s\S]*serial port[\s\S]*is restored/,
    },
    {
      when: 'the old PIN counts',
      device: { pin: '1234' },
      code: 6,
      says: /refuses the PIN that it was set to/,
    },
    { when: 'any PIN is taken', device: { problem: 'any-pin' }, code: 6, says: /took a wrong PIN/ },
    {
      when: 'refuses for a while',
      device: { problem: 'refuses-after-wrong-pin' },
      code: 0,
      says: /pairs with its PIN/,
    },
    { when: 'out of range', device: { inRange: false }, code: 4, says: /not in range/ },
    { when: 'no serial port', device: { uuids: [] }, code: 6, says: /no serial port/ },
    { when: 'paired before', illness: paired, code: 2, says: /nothing was changed/, pairedAfter: true },
    { when: 'adapter off', illness: ({ double }) => double.switchOff('off'), code: 3, says: /switched off/ },
    // Another program takes the device away between the PINs.
    {
      when: 'removed meanwhile',
      meanwhile: ['Device1.Pair', ({ double, device }) => double.remove(device)],
      code: 5,
      says: /removed meanwhile|broken off/,
    },
  ],
  'hc06 verify --air --name TM-D700 --pin 4321 --yes': [
    { when: 'paired before', illness: paired, code: 0, says: /is restored/, pairedAfter: true },
  ],
  'hc06 verify --air --name TM-D700': [{ when: 'no PIN', code: 2, says: /give --pin/ }],
  'hc06 verify --name TM-D700 --pin 4321': [{ when: 'no --air', code: 2, says: /--air/ }],
  'hc06 verify --air --name TM-D700 --pin 4321 --dry-run': [
    { when: 'dry run', code: 0, says: /PIN 5432, which must be refused/ },
  ],
  // A family that ends commands by CR LF: a computer that is busy for 50 ms ends those of the others too soon.
  'hc06 set --port sim:hc06?firmware=v3.0 --name TM-D700 --pin 4321 --yes --air': [
    { when: 'a module', code: 0, says: /ok {2}name TM-D700[\s\S]*over the air: it pairs with its PIN/ },
    {
      when: 'the old PIN counts',
      device: { pin: '1234' },
      code: 6,
      says: /set before that: name TM-D700, PIN \*{4}[\s\S]*after a change of the PIN/,
    },
    { when: 'adapter off', illness: ({ double }) => double.switchOff('off'), code: 3, says: /switched off/ },
  ],
  'hc06 set --port sim:hc06 --name TM-D700 --yes --air': [
    { when: 'no PIN', code: 2, says: /--air needs the PIN/ },
  ],
};

/** Whether a PIN that was given is in what is said of a failure. */
function tellsPin(line: string, said: string): boolean {
  const pin = /--pin (\d{4})\b/.exec(line)?.[1];
  const failure = said.split('\n').filter((text) => /^(error|hint|note):|"ok":false/.test(text));
  return pin !== undefined && failure.some((text) => text.includes(pin));
}

const ifHere = dbusDaemon ? test.serial : test.serial.skip;

for (const [line, rows] of Object.entries(ROWS)) {
  for (const row of rows) {
    const { when, device = {}, others, illness, meanwhile, code, says, pairedAfter = false } = row;
    ifHere(`${line}: ${when} -> ${code}`, async (t) => {
      await inWorld(
        device,
        async (world) => {
          await illness?.(world);
          if (meanwhile) world.double.onCall(meanwhile[0], () => void meanwhile[1](world));
          const ran = await world.onair(line);
          t.is(ran.code, code, ran.stderr);
          t.regex(ran.stdout + ran.stderr, says);
          if (code !== 0) {
            t.regex(ran.stderr, /error: /);
            t.regex(ran.stderr, /hint: {2}\S/);
            t.is(ran.stdout, '');
            if (code > 2) t.false(tellsPin(line, ran.stderr), ran.stderr); // a hint has an example, with that PIN
          }
          t.is(world.double.facts(world.device)?.Paired === true, pairedAfter);
        },
        others,
      );
    });

    ifHere(`${line} --json: ${when} -> ${code}, documents only`, async (t) => {
      await inWorld(
        device,
        async (world) => {
          await illness?.(world);
          if (meanwhile) world.double.onCall(meanwhile[0], () => void meanwhile[1](world));
          const ran = await world.onair(`${line} --json`);
          t.is(ran.code, code, ran.stdout);
          t.is(ran.documents.at(-1)?.ok, code === 0);
          if (code > 2) t.false(tellsPin(line, ran.screen), ran.screen);
          if (!line.includes(' scan')) t.is(ran.documents.length, 1);
        },
        others,
      );
    });
  }
}

/** Its file lives where the bus does, and goes away with it. */
async function batchFile({ daemon }: World, text: string): Promise<string> {
  const path = join(daemon.folder, 'modules.yaml');
  await writeFile(path, text);
  return path;
}

ifHere('hc06 batch --air: each module is verified over the air before the next', async (t) => {
  const others = [hc06({ address: '98:D3:31:00:00:02', name: 'Jeep-2' })];
  await inWorld(
    { name: 'Jeep-1' },
    async (world) => {
      const file = await batchFile(world, 'name: "Jeep-{n}"\npin: "4321"\ncount: 2\n');
      const port = 'sim:hc06?person=swaps-modules';
      const ran = await world.onair(`hc06 batch ${file} --port ${port} --yes --air --json`);
      t.is(ran.code, 0, ran.stdout);
      t.deepEqual(
        ran.documents
          .slice(0, 2)
          .map(({ name, ok, air }) => [name, ok, (air as { address: string }).address]),
        [
          ['Jeep-1', true, ADDRESS],
          ['Jeep-2', true, '98:D3:31:00:00:02'],
        ],
      );
      t.like(ran.documents.at(-1), { done: 2, failed: 0 });
      t.is(world.double.facts(world.device)?.Paired === true, false, 'no pairing stays');
    },
    others,
  );
});

ifHere('hc06 batch --air: a module that refuses its PIN over the air is not done', async (t) => {
  await inWorld({ name: 'Jeep-1', pin: '1234' }, async (world) => {
    const file = await batchFile(world, 'name: "Jeep-{n}"\npin: "4321"\ncount: 1\n');
    const ran = await world.onair(`hc06 batch ${file} --port sim:hc06 --yes --air --json --timeout 120000`);
    t.is(ran.code, 4, 'it waits for the next one');
    t.like(ran.documents[0], { name: 'Jeep-1', ok: false });
    t.regex(JSON.stringify(ran.documents[0]), /refuses the PIN that it was set to/);
    t.regex(ran.stderr, /set before that: name Jeep-1, PIN \*{4}/);
    const journal = await readFile(`${file}.journal.ndjson`, 'utf8');
    t.regex(journal, /"failed"/);
    t.notRegex(journal, /"done"/);
  });
});

ifHere('bind, bind again, another node, forget: rfcomm is called as it should be', async (t) => {
  await inWorld({}, async (world) => {
    paired(world);
    t.is((await world.onair('bluetooth bind TM-D700 --json')).documents[0]?.node, '/dev/rfcomm0');
    const again = (await world.onair('bluetooth bind TM-D700 --json')).documents[0];
    t.is(again?.already, true);
    t.is((await world.onair('bluetooth bind TM-D700 --channel 2 --json')).documents[0]?.node, '/dev/rfcomm1');
    const taken = await world.onair('bluetooth bind TM-D700 --channel 3 --node 1');
    t.is(taken.code, 3);
    t.regex(taken.stderr, /\/dev\/rfcomm1 is bound to 98:D3:31:F5:B2:C7/);
    const forgotten = (await world.onair('bluetooth forget TM-D700 --yes --json')).documents[0];
    t.deepEqual(forgotten?.nodes, ['/dev/rfcomm0', '/dev/rfcomm1']);
    t.deepEqual(await world.rfcommCalls(), [
      'bind 0 98:D3:31:F5:B2:C7 1',
      'bind 1 98:D3:31:F5:B2:C7 2',
      'release 0',
      'release 1',
    ]);
  });
});

ifHere('release is denied: the pairing is still there', async (t) => {
  await inWorld({}, async (world) => {
    paired(world);
    await world.onair('bluetooth bind TM-D700');
    await writeFile(
      join(world.daemon.folder, 'rfcomm-fails'),
      "Can't release device: Operation not permitted\n",
    );
    const ran = await world.onair('bluetooth forget TM-D700 --yes');
    t.is(ran.code, 3);
    t.is(world.double.facts(world.device)?.Paired, true);
  });
});

ifHere('Ctrl-C while a module is silent: the pairing is called off, and nothing stays', async (t) => {
  await inWorld({ problem: 'mute' }, async (world) => {
    const stop = new AbortController();
    world.double.onCall('Device1.Pair', () => stop.abort());
    const ran = await world.onair('hc06 verify --air --name TM-D700 --pin 4321', { signal: stop.signal });
    t.is(ran.code, 130);
    t.true(world.double.calls.includes('Device1.CancelPairing'));
    t.is(world.double.facts(world.device), undefined);
  });
});
