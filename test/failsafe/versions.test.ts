import test from 'ava';
import { FirmataTransport } from '../../firmware/air-up/board/firmata/transport.js';
import { LeaseDialogue } from '../../firmware/air-up/board/lease/lease-agreement.js';
import {
  LEASE_CAPABILITIES,
  LEASE_VERSION,
  type LeaseTerms,
} from '../../firmware/air-up/board/lease/messages/lease-messages.js';
import { missingOn } from '../../firmware/air-up/board/lease/messages/lease-version.js';
import { askBoard, type BoardAnswers } from '../../firmware/flash/ask-board.js';
import { BoardDialogue } from '../../firmware/flash/board-dialogue.js';
import { leasesOf } from '../../firmware/flash/stored-leases.js';
import { systemClock } from '../../host/base/clock.js';
import { answersJson, answersRows } from '../../host/cli/firmware/show-board.js';
import { BareBoard } from './board/bare-board.js';
import { OLD_MEGA, OLD_UNO, testBoard } from './board/board-under-test.js';
import { EmulatedLink } from './board/emulated-link.js';
import { TERMS, VALVE } from './board/leased-valve.js';
import { inLockStep, Pump } from './board/pump.js';
import * as wire from './messages/wire-format.js';

/** Sketches of two versions, on the boards that have a program of both. */
const SKETCHES = {
  'uno, 1.0': { ...testBoard('uno'), hex: OLD_UNO, version: '1.0', missing: LEASE_CAPABILITIES.length },
  'mega, 1.0': { ...testBoard('mega'), hex: OLD_MEGA, version: '1.0', missing: LEASE_CAPABILITIES.length },
  'uno, this one': { ...testBoard('uno'), version: '1.1', missing: 0 },
  'mega, this one': { ...testBoard('mega'), version: '1.1', missing: 0 },
} as const;
const LEASE: LeaseTerms = { pin: VALVE, safeLevel: 0, silenceMs: 300, activeMs: 2000 };
const OPEN = wire.digitalPin(VALVE, 1);

for (const [name, board] of Object.entries(SKETCHES)) {
  test.serial(`this host, ${name}: they agree, keep and renew; what is missing is said`, (t) =>
    inLockStep(async (hostTime) => {
      const { uno } = new BareBoard(board);
      const link = new EmulatedLink(uno);
      const pump = new Pump(uno, link, hostTime);
      const signal = new AbortController().signal;
      const dialogue = new BoardDialogue(link, systemClock, signal);
      const answers = await pump.through(askBoard(dialogue, 4000));
      t.is(answers.identity.version, board.version);
      t.is(answers.leases?.about.version, LEASE_VERSION);
      t.is(missingOn(answers.leases?.about ?? { capabilities: [] }).length, board.missing);
      const shown = answersRows(answers).map((row) => row.join(' '));
      t.is(shown.filter((row) => row.startsWith('lacks')).length, board.missing);
      t.is(
        shown[0],
        `firmware onair-failsafe ${board.version}${board.missing ? ', not the 1.1 of this package' : ', that of this package'}`,
      );
      await pump.through(dialogue.leases.agree([LEASE]));
      await pump.through(dialogue.leases.keep([LEASE]));
      dialogue.end();

      const transport = new FirmataTransport(link, systemClock);
      for (let n = 0; n < 8; n++) {
        transport.write(Buffer.from([...wire.lease.renew, ...OPEN]));
        await pump.run(100);
        t.is(uno.pin(VALVE), 'high');
      }
      await pump.run(LEASE.silenceMs + 6);
      t.is(uno.pin(VALVE), 'low', 'nothing renewed it');
      await link.close();
    }),
  );
}

/** Messages of a version 1.0 host from its start to its end, and the answers it requires. */
test('a host of 1.0, this sketch: every message of its own is answered as before', (t) => {
  for (const name of ['uno', 'mega']) {
    const board = new BareBoard(testBoard(name));
    const { lease } = wire;
    t.deepEqual(board.ask(lease.aboutQuery)[0]?.slice(0, 4), [0xf0, 9, 1, 16], 'the version that it speaks');
    t.deepEqual(board.ask(lease.query), [lease.endOfStates]);
    t.deepEqual(board.ask(lease.configure(TERMS)), [lease.state(TERMS, 0, 0)]);
    t.deepEqual(board.ask(lease.clear(VALVE)), [lease.state(TERMS, 0, 0)]);
    board.execute(lease.renew, OPEN);
    t.is(board.uno.pin(VALVE), 'high');
    board.run(TERMS.silenceMs + 40);
    t.deepEqual(board.heard()[0], lease.tripped(VALVE, 1));
    t.deepEqual(board.ask(lease.forget(VALVE)), [lease.refused(VALVE, 6)]);
    t.deepEqual(board.ask(lease.clear(VALVE)), [lease.state(TERMS, 0, 0)]);
    board.execute(lease.keep);
    board.run(150);
    const [about = []] = board.heard();
    const sum = [...about.slice(4, 7)];
    t.deepEqual(about.slice(0, 11), [0xf0, 9, 1, 16, ...sum, 1, ...sum], 'the nine bytes that it reads');
    t.deepEqual(board.ask(wire.RESET_CAUSE_QUERY), [wire.sysex(8, 1, 0)]);
    t.deepEqual(board.ask(lease.clear(VALVE), lease.forget(VALVE))[1]?.slice(0, 4), [0xf0, 9, 1, 16]);
  }
});

/** A wire to a board whose sketch speaks another version. */
function speaking(version: number): LeaseDialogue {
  const hear = new Set<(message: Buffer) => void>();
  const answer = Buffer.from([0xf0, 9, version, 16, 0, 0, 0, 0, 0, 0, 0, 0xf7]);
  const toHost = {
    write: (message: Uint8Array) => {
      if (message[1] === 9)
        queueMicrotask(() => {
          for (const one of hear) one(answer);
        });
    },
    on: (_: 'data', one: (message: Buffer) => void) => hear.add(one),
    off: (_: 'data', one: (message: Buffer) => void) => hear.delete(one),
  };
  return new LeaseDialogue(toHost, 'test:', systemClock);
}

const answersOf = (version: number): BoardAnswers => ({
  identity: { protocol: '2.5', name: 'onair-failsafe', version: '3.0' },
  leases: {
    about: { kind: 'about', version, places: 16, sum: 0, kept: 'nothing', keptSum: 0, capabilities: [] },
    inForce: [],
    reset: undefined,
  },
});

for (const [version, age, remedy] of [
  [2, 'newer', /update onair/],
  [0, 'older', /firmware flash/],
] as const) {
  test(`a sketch with ${age} lease messages is refused, with what helps`, async (t) => {
    const why = await t.throwsAsync(speaking(version).about());
    t.like(why, { code: 'device-refused' });
    t.regex(String(why?.message), new RegExp(`version ${version}, ${age} than the version 1`));
    t.regex(String((why as { hint?: string }).hint), remedy);
    const kept = t.throws(() => leasesOf(answersOf(version), 'test:'));
    t.regex(String(kept?.message), new RegExp(`version ${version}, ${age}`));
    const rows = answersRows(answersOf(version)).map((row) => row.join(' '));
    t.regex(rows[0] ?? '', new RegExp(`^firmware onair-failsafe 3\\.0, of an? ${age} package`));
    t.false(rows.some((row) => row.includes('that of this package')));
    t.is(answersJson(answersOf(version)).leases?.version, version);
  });
}
