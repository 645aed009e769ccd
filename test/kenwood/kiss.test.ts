import test from 'ava';
import { latin1Bytes } from '../../host/base/bytes.js';
import { encodeUi } from '../../host/packet/ax25/ax25.js';
import { parseCallSign } from '../../host/packet/callsign.js';
import { encodeKiss, RETURN_FRAME } from '../../host/packet/kiss/kiss.js';
import { outcomeOf, withRadio } from './sim/sim-radio.js';

/** A packet with everything that KISS and the port's front controller could stumble over, save `TC 0` and its CR. */
function packet(info: string): Uint8Array {
  return encodeUi({
    from: parseCallSign('N0CALL-7'),
    to: parseCallSign('APZ001'),
    path: [{ call: parseCallSign('WIDE1-1'), repeated: false }],
    info: Buffer.from(info, 'latin1'),
  });
}

const HARD = packet(`>C \xc0\xdb\xdc\xdd \x11\x13 \x03 TC 2\r cmd: \x00${String.fromCharCode(0x80, 0xff)}`);

for (const escapeC of [false, true]) {
  test.serial(`a packet goes on the air byte for byte, C ${escapeC ? 'escaped' : 'plain'}`, async (t) => {
    await withRadio('', async ({ init, link, radio, sleep, clock }) => {
      await init();
      const before = clock.now();
      await link.send(encodeKiss({ port: 0, command: 0, data: HARD }, { escapeC }));
      await sleep(10);
      t.deepEqual(
        radio.transmitted.map(({ bytes }) => bytes),
        [HARD],
      );
      t.is(radio.transmitted[0]?.frame.from, parseCallSign('N0CALL-7'));
      t.true((radio.transmitted[0]?.at ?? 0) > before);
    });
  });
}

test.serial('frames may be split at any byte', async (t) => {
  const bytes = encodeKiss({ port: 0, command: 0, data: HARD });
  await withRadio(
    'speed=57600',
    async ({ init, link, radio, sleep }) => {
      await init();
      for (let cut = 1; cut < bytes.length; cut++) {
        await link.send(bytes.subarray(0, cut));
        await sleep(30);
        await link.send(bytes.subarray(cut));
      }
      await sleep(10);
      t.is(radio.transmitted.length, bytes.length - 1);
      t.true(radio.transmitted.every((sent) => Buffer.from(HARD).equals(sent.bytes)));
    },
    { baudRate: 57600 },
  );
});

test.serial('TC 1 in a packet takes the port away unless C is escaped', async (t) => {
  const tricky = packet('>say TC 1\rand more');
  const plain = encodeKiss({ port: 0, command: 0, data: tricky });
  const escaped = encodeKiss({ port: 0, command: 0, data: tricky }, { escapeC: true });
  await withRadio('', async ({ init, link, radio, sleep }) => {
    await init();
    await link.send(escaped);
    await sleep(10);
    t.deepEqual(radio.transmitted[0]?.bytes, tricky);
    await link.send(plain);
    await sleep(10);
    t.is(radio.transmitted.length, 1);
    t.is(radio.owner, 'cat');
    t.false(radio.inKiss);
    t.like(await init(), { foundState: 'radio-control' });
    t.true(radio.inKiss, 'init gets it back');
  });
});

test.serial('KISS parameters are kept, FF leaves KISS', async (t) => {
  await withRadio('', async ({ init, link, radio, sleep, heard }) => {
    await init();
    for (const command of [1, 2, 3, 4, 5])
      await link.send(encodeKiss({ port: 0, command, data: Buffer.of(command * 10) }));
    await sleep(10);
    t.deepEqual(
      [...radio.kissParameters],
      [1, 2, 3, 4, 5].map((command) => [command, command * 10]),
    );
    heard.length = 0;
    await link.send(RETURN_FRAME);
    await sleep(50);
    t.is(radio.tncState, 'command');
    t.is(Buffer.concat(heard).toString(), 'cmd:');
    t.deepEqual(radio.transmitted, []);
  });
});

test.serial('after init the next reader of the link gets every packet from the air', async (t) => {
  await withRadio('traffic=1', async ({ init, link, sleep }) => {
    await init();
    await sleep(1500); // nobody reads: the stream keeps it
    const chunks: Buffer[] = [];
    link.on('data', (chunk: Buffer) => chunks.push(chunk));
    await sleep(1500);
    const packets =
      Buffer.concat(chunks)
        .toString('latin1')
        .match(/simulated packet \d+/g) ?? [];
    t.true(packets.length >= 2);
    t.is(new Set(packets).size, packets.length);
  });
});

test.serial('bytes that are not a packet do not go on the air', async (t) => {
  await withRadio('mode=kiss', async ({ link, radio, sleep }) => {
    await link.send(encodeKiss({ port: 0, command: 0, data: Buffer.from('too short') }));
    await link.send(encodeKiss({ port: 3, command: 0, data: HARD }));
    await sleep(100);
    t.deepEqual(radio.transmitted, []);
  });
});

test.serial('converse mode does transmit: a host that sends a CR first would be caught', async (t) => {
  await withRadio('mode=converse&half-line=half&call=N0CALL-1', async ({ link, radio, sleep }) => {
    await link.send(Buffer.from('\r'));
    await sleep(10);
    t.is(radio.transmitted.length, 1);
    t.deepEqual(radio.transmitted[0]?.frame.info, latin1Bytes('half\r'));
    t.is(radio.transmitted[0]?.frame.from, parseCallSign('N0CALL-1'));
  });
  t.true('code' in (await outcomeOf(withRadio('call=not%20a%20call', async () => undefined))));
});
