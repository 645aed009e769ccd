import { readFileSync } from 'node:fs';
import test from 'ava';
import { leaseTerms } from '../../firmware/air-up/board/lease/lease-terms.js';
import { sumOf } from '../../firmware/air-up/board/lease/messages/lease-messages.js';
import { loadPins } from '../../firmware/air-up/node/pin-files.js';
import { sketchPath } from '../../firmware/flash/sketch.js';
import { type Ran, type RunSetup, run, words } from '../cli/run.js';
import { readIntelHex } from '../failsafe/chip/intel-hex.js';
import { inVirtualTime } from '../virtual-time.js';
import { BootBoard, UNO } from './boot-board.js';
import { errorOf, type Json, shown } from './documents.js';
import type { Start } from './programs.js';

/** Runs a command line against the simulated board, in virtual time. */
async function firmware(line: string, setup: RunSetup = {}): Promise<Ran> {
  return (await inVirtualTime(() => run(['firmware', ...words(line)], setup))).value;
}

/** The compiled sketch of this package, behind a TCP port and in real time. */
async function sketch(t: { teardown(act: () => Promise<void>): void }): Promise<BootBoard> {
  const board = await BootBoard.serve(UNO);
  board.flash.write(
    0,
    new Uint8Array(readIntelHex(readFileSync(sketchPath('prebuilt/failsafe-uno.hex'), 'utf8')).buffer),
  );
  t.teardown(() => board.close());
  return board;
}

const WANTED = sumOf(leaseTerms(loadPins()));

test.serial('info of a simulated board: who it is, its leases, what EEPROM keeps', async (t) => {
  const { code, documents } = await firmware('info --port sim:air-up --json');
  t.is(code, 0);
  t.like(documents[0], { schema: 'onair/firmware.info@3', name: 'onair-failsafe', protocol: '2.5' });
  t.deepEqual(documents[0]?.leases, {
    version: 1,
    places: 16,
    sum: 0xffff,
    kept: 'nothing',
    keptSum: 0xffff,
    capabilities: ['own-arrival', 'rest', 'two-slots'],
    inForce: [],
  });
  t.deepEqual(documents[0]?.reset, { causes: ['power-on'], reportedBy: 'chip' });
});

test.serial('info of a board without leases says so', async (t) => {
  const { stdout, code } = await firmware('info --port sim:air-up?firmware=standard');
  t.is(code, 0);
  t.regex(stdout, /firmware +StandardFirmata\.ino 2\.5\n/);
  t.regex(stdout, /leases +none: nothing releases/);
  const json = await firmware('info --port sim:air-up?firmware=standard --json');
  t.is(json.documents[0]?.leases, null);
});

test.serial('info of a silent board is 4, of a lost one 3; --timeout is obeyed', async (t) => {
  t.is((await firmware('info --port sim:air-up?fault=silent')).code, 4);
  t.is((await firmware('info --port sim:air-up?fault=disconnect@2')).code, 3);
  const { code, stderr } = await firmware('info --port sim:air-up?fault=silent --timeout 700');
  t.is(code, 4);
  t.regex(stderr, /--timeout/);
});

test.serial('info --board: the hex of the package', async (t) => {
  const ran = await firmware('info --board uno --json');
  t.is(ran.code, 0);
  t.like(shown(ran), { board: 'uno', firmware: { name: 'onair-failsafe', leases: 1 } });
  t.like(shown(ran, 'image'), { hex: 'failsafe-uno.hex', flashBytes: 32_256 });
  t.regex(String(shown(ran, 'image').sha256), /^[\da-f]{64}$/);
  t.is((await firmware('info --board uno --port sim:air-up')).code, 2);
});

test.serial('list: every board, and what is missing', async (t) => {
  const { code, documents, stdout } = await firmware('list --json');
  t.is(code, 0);
  const boards = documents[0]?.boards as Json[];
  t.deepEqual(
    boards.map(({ board }) => board),
    ['uno', 'nano', 'nano-old', 'mega', 'mega-serial1'],
  );
  t.like(boards[0], { chip: 'atmega328p', hex: 'failsafe-uno.hex', flashBytes: 32_256 });
  for (const { bytes, hex } of boards) {
    if (bytes === null) t.true(stdout.includes(`${hex} is not in this package`));
  }
});

test.serial('keep: plan, question, and the sums agree; once more writes nothing', async (t) => {
  const { code, stderr, stdout, asked } = await firmware('keep --port sim:air-up', { answer: true });
  t.is(code, 0, stderr);
  t.deepEqual(asked, ['Write this to the EEPROM of the board?']);
  t.regex(stderr, /now +nothing/);
  t.regex(stderr, /pin 4 +safe low, silence 500 ms, on at most 301 s/);
  t.regex(stderr, /pin 6 +safe low, silence 500 ms, on as long as the host renews/);
  t.regex(stdout, /keeps 3 leases, sum [\da-f]{4}; in effect from power-on/);
  t.is((await firmware('keep --port sim:air-up')).code, 2, 'nobody to ask');
  t.is((await firmware('keep --port sim:air-up', { answer: false })).code, 130);
  const erase = await firmware('keep --port sim:air-up --erase --json');
  t.like(erase.documents[0], { written: false, verified: true, sum: null }, 'none are kept already');
});

test.serial('keep --dry-run: the exact bytes of the wire contract, and none is sent', async (t) => {
  const ran = await firmware('keep --port sim:air-up?fault=silent --dry-run --json');
  t.like(shown(ran), { dryRun: true, written: false, sum: WANTED });
  t.deepEqual(Object.values(shown(ran, 'bytes')).slice(-4), [
    'f0 04 05 f7',
    'f0 01 06 00 74 03 00 00 00 7f 00 00 00 00 00 f7',
    'f0 04 06 f7',
    'f0 0b 01 f7',
  ]);
  const erase = await firmware('keep --port sim:air-up --erase --dry-run --json');
  t.deepEqual(erase.documents[0]?.bytes, ['f0 0b 00 f7']);
});

test.serial('keep is refused on a board without leases, and --erase with a pin map', async (t) => {
  const { code, stderr } = await firmware('keep --port sim:air-up?firmware=standard --yes');
  t.is(code, 5);
  t.regex(stderr, /onair firmware flash/);
  t.is((await firmware('keep --port sim:air-up --erase --pins x.yaml --yes')).code, 2);
});

test.serial(
  'the compiled sketch keeps what it is told: it stands after a reset, until it is erased',
  async (t) => {
    const board = await sketch(t);
    const onair = (line: string): Promise<Ran> =>
      run(['firmware', ...words(`${line} --port ${board.port} --json`)]);
    const kept = await onair('keep --yes');
    t.is(kept.code, 0, kept.stdout);
    t.like(kept.documents[0], { sum: WANTED, written: true, before: { kept: 'nothing' } });

    const info = (await onair('info')).documents[0] as Json;
    t.like(info.leases as Json, { kept: 'terms', keptSum: WANTED, sum: WANTED });
    t.deepEqual(
      ((info.leases as Json).inForce as Json[]).map(({ pin, isActive }) => [pin, isActive]),
      [
        [4, false],
        [5, false],
        [6, false],
      ],
    );
    t.like(info.reset as Json, { causes: ['external'], reportedBy: 'chip' });

    t.like((await onair('keep --yes')).documents[0], { written: false, verified: true }, 'it is so already');
    t.like((await onair('keep --erase --yes')).documents[0], { written: true, before: { kept: 'terms' } });
    t.like(((await onair('info')).documents[0] as Json).leases as Json, { kept: 'nothing', inForce: [] });
  },
);

test.serial('a sketch of another lease version: info shows it, keep refuses', async (t) => {
  const name = [...Buffer.from('onair-failsafe')].flatMap((letter) => [letter, 0]);
  const start: Start = (_chip, send) => ({
    hear: () =>
      send([0xf9, 2, 5, 0xf0, 0x79, 9, 0, ...name, 0xf7, 0xf0, 9, 2, 16, 0, 0, 0, 0, 0, 0, 0, 0xf7]),
  });
  const board = await BootBoard.serve({ ...UNO, start });
  t.teardown(() => board.close());
  board.flash.write(0, Uint8Array.of(1));
  const info = await run(words(`firmware info --port ${board.port} --json`));
  t.is(info.code, 0, info.stdout);
  t.like(info.documents[0]?.leases as Json, { version: 2, inForce: [] });
  const keep = await run(words(`firmware keep --port ${board.port} --yes --json`));
  t.is(keep.code, 5);
  t.regex(
    errorOf(keep).message,
    /onair-failsafe 9\.0 keeps leases, but its lease messages are version 2, newer than/,
  );
});
