import { mkdtempSync, readdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { systemClock } from '../../../../host/base/clock.js';
import { EXIT_CODES } from '../../../../host/base/error.js';
import { hc06Kind } from '../../../../host/hc06/sim/kind.js';
import { SimHc06 } from '../../../../host/hc06/sim/module.js';
import { servePty, serveTcp } from '../../../../host/link/serve/serve.js';
import type { DeviceKind, SimDevice } from '../../../../host/link/sim/device.js';
import { run } from '../../../cli/run.js';
import type { Case } from '../../../hc06/case.js';
import { CASES } from '../../../hc06/cases.js';
import { PTY, socat } from '../../../peers.js';
import { observeLinks } from '../../../real-time/link/in-flight.js';
import { inVirtualTime } from '../../../virtual-time.js';

/**
 * The cases over a pseudo-terminal and over TCP, by the command line, on real ports and in virtual time: it stands
 * still while anything is on its way, so a busy machine can't change what is seen.
 */
const isQuiet = observeLinks();
const scratch = mkdtempSync(join(tmpdir(), 'onair-cases-'));
test.after.always(() => rm(scratch, { recursive: true, force: true }));

/** Catches the device that is made, to look into it. */
function caught(): { kind: DeviceKind; device: () => SimHc06 } {
  let made: SimDevice | undefined;
  const kind: DeviceKind = {
    ...(hc06Kind as unknown as DeviceKind),
    create: (...args) => {
      made = (hc06Kind as unknown as DeviceKind).create(...args);
      return made;
    },
  };
  return {
    kind,
    device: () => {
      if (made instanceof SimHc06) return made;
      throw new Error('not the device that was asked for');
    },
  };
}

async function play(each: Case, over: 'pty' | 'tcp', n: number): Promise<string[]> {
  const { kind, device } = caught();
  const options = Object.entries({ name: 'old', pin: '1111', ...each.sim }).map(
    ([name, value]) => [name, String(value)] as const,
  );
  const setup = { kind, options, clock: systemClock, onEvent: () => {} };
  const served =
    over === 'pty'
      ? await servePty(join(scratch, `port-${n}`), setup)
      : await serveTcp({ host: '127.0.0.1', port: 0 }, setup);
  try {
    const { set, dialect } = each;
    const flags = set
      ? Object.entries(set).flatMap(([name, value]) => [
          name === 'baudRate' ? '--baud' : `--${name}`,
          String(value),
        ])
      : [];
    const verb = set ? ['set', ...flags, '--yes'] : ['probe'];
    const argv = ['hc06', ...verb, '--port', served.port, ...(dialect ? ['--dialect', dialect] : [])];
    const { code, stderr, stdout } = await run(argv);
    const wrong: string[] = [];
    const expected = each.end === 'done' ? 0 : EXIT_CODES[each.end];
    if (code !== expected) wrong.push(`exit ${code}, not ${expected}: ${stderr}`);
    const words = `${stdout} ${stderr}`.replace(/\s+/g, ' ');
    if (each.end !== 'done' && each.says && !each.says.test(words))
      wrong.push(`does not say ${each.says}: ${words}`);
    if (each.neverSays?.test(words)) wrong.push(`says ${each.neverSays}`);
    const { name, pin, dataLine } = device();
    const { after } = each;
    if (after?.name !== undefined && name !== after.name) wrong.push(`name ${name}`);
    if (after?.pin !== undefined && pin !== after.pin) wrong.push(`PIN ${pin}`);
    if (after?.baud !== undefined && dataLine.baudRate !== after.baud)
      wrong.push(`rate ${dataLine.baudRate}`);
    if (after?.parity === undefined && dataLine.parity !== (each.sim.parity ?? 'none'))
      wrong.push(`parity ${dataLine.parity}`);
    return wrong;
  } finally {
    await served.close();
  }
}

/** Parity can't be seen on a pty of Linux, so a change of it is not played there. */
const seenByPty = ({ set, sim, notOverPty }: Case): boolean =>
  notOverPty === undefined && set?.parity === undefined && sim.parity === undefined;

const seenByTcp = ({ notOverTcp }: Case): boolean => notOverTcp === undefined;

const WAYS = {
  pty: { title: PTY, cases: CASES.filter(seenByPty), has: socat },
  tcp: { title: 'TCP', cases: CASES.filter(seenByTcp), has: true },
} as const;

let count = 0;
for (const [over, { title, cases, has }] of Object.entries(WAYS)) {
  for (const each of cases) {
    const played = has ? test.serial : test.skip;
    played(`${each.name}, over ${title}`, async (t) => {
      t.timeout(600_000);
      const { value: wrong } = await inVirtualTime(
        () => play(each, over as keyof typeof WAYS, count++),
        isQuiet,
      );
      t.deepEqual(wrong, []);
    });
  }
}

test.serial(
  'parity over TCP is refused where the command would also write a rate that nobody knows',
  async (t) => {
    const refused: Case = {
      name: 'parity over TCP',
      sim: { firmware: 'v3.0', fault: 'uart-unread' },
      set: { parity: 'even' },
      end: 'bad-value',
      says: /give the rate too/,
      writes: [],
    };
    const { value: wrong } = await inVirtualTime(() => play(refused, 'tcp', count++), isQuiet);
    t.deepEqual(wrong, []);
  },
);

test.serial('nothing is left', (t) => {
  t.log(`${WAYS.pty.cases.length} cases over a pty, ${WAYS.tcp.cases.length} over TCP`);
  t.deepEqual(readdirSync(scratch), []);
});
