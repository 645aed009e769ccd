import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, chownSync, realpathSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as loopTurn } from 'node:timers/promises';
import test from 'ava';
import { systemClock } from '../../../host/base/clock.js';
import { DEFAULT_LINE } from '../../../host/link/line.js';
import {
  expectOpenError,
  onLink,
  openPort,
  type Rig,
  type RigOptions,
  testContract,
} from '../../link/contract/contract.js';
import { settled, until, within } from '../../link/waits.js';
import { PTY, socat } from '../../peers.js';
import { newFolder, PtyFarEnd, sttySettings } from './socat.js';

const withPty = socat ? test : test.skip;
const pty = (title: string): string => `${PTY}: ${title}`;

/** A user who is not root, and in no group that owns ports. */
const NOBODY = 65_534;

async function withFarEnd(act: (far: PtyFarEnd) => Promise<void>): Promise<void> {
  const folder = newFolder();
  const far = await PtyFarEnd.plugIn(join(folder.path, 'port'));
  try {
    await act(far);
  } finally {
    await far.unplug();
    folder.remove();
  }
}

function rig(act: (rig: Rig) => Promise<void>, { line }: RigOptions): Promise<void> {
  return withFarEnd((far) => onLink(far.path, line, async () => far, act));
}

testContract({
  kind: PTY,
  rig,
  reopens: true,
  holdsFarEnd: true,
  keepsBytes: false,
  moreThanTheWayHolds: 16 * 1024 * 1024,
  skip: !socat,
});

/** Runs a script in its own Node process, with our built code. */
function script(lines: string, ...args: string[]): string[] {
  const url = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href);
  return [
    '--input-type=module',
    '--eval',
    `import { SerialLink } from ${url('../../../host/link/node/serial.js')};
    const [path] = process.argv.slice(1);
    const line = { baudRate: 9600, parity: 'none', rtscts: false };
    ${lines}`,
    ...args,
  ];
}

withPty(pty('in use by another program: port-busy names the program'), async (t) => {
  await withFarEnd(async (far) => {
    const code = `await SerialLink.open(path, line); process.stdout.write('open');`;
    const holder = spawn(process.execPath, script(code, far.path), { stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await within('the other program has it', new Promise((resolve) => holder.stdout.once('data', resolve)));
      const error = await expectOpenError(t, openPort(far.path), 'port-busy', {
        message: new RegExp(`another program has this port open: .+ \\(process ${holder.pid}\\)`),
        hint: /close it/,
      });
      t.regex(String(error.details.holder), new RegExp(String(holder.pid)));
    } finally {
      const gone = new Promise((resolve) => holder.once('close', resolve));
      holder.kill();
      await within('the other program is gone', gone);
    }
    const link = await within('it opens now', openPort(far.path));
    await link.close();
  });
});

withPty(pty('open twice in one program is port-busy too, and leaves the first alone'), async (t) => {
  await withFarEnd(async (far) => {
    const link = await openPort(far.path);
    await expectOpenError(t, openPort(far.path), 'port-busy', { hint: /close it/ });
    await link.send(Buffer.from('still here'));
    await until('the far end hears it', () => far.heard.text === 'still here');
    await link.close();
  });
});

withPty(pty('a port that is freed while we try is opened'), async (t) => {
  await withFarEnd(async (far) => {
    const first = await openPort(far.path);
    const second = openPort(far.path);
    await systemClock.sleep(60); // it finds the port busy twice, and tries for 520 ms
    await first.close();
    const link = await within('it opens', second);
    t.true(link.isOpen);
    await link.close();
  });
});

/** Opens the port without permission. @returns the error */
function openAsNobody(path: string): { code: string; message: string; hint: string } {
  // Drops rights only when everything is loaded, by a first opening that fails: the user `nobody` may have no access to
  // the folder of this clone, and a module that is imported later is looked for there.
  const code = `await SerialLink.open('/dev/null', line).catch(() => {});
  if (process.getuid() === 0) {
    process.setgroups([]);
    process.setgid(${NOBODY});
    process.setuid(${NOBODY});
  }
  await SerialLink.open(path, line).then(
    () => process.stdout.write('{}'),
    ({ code, message, hint }) => process.stdout.write(JSON.stringify({ code, message, hint })),
  );
  process.exit();`;
  const run = spawnSync(process.execPath, script(code, path), { encoding: 'utf8', cwd: '/' });
  if (run.stdout === '') throw new Error(`the other program ended with ${run.status}: ${run.stderr}`);
  return JSON.parse(run.stdout);
}

withPty(pty('no permission, and no group that would help: port-denied with a rule for udev'), async (t) => {
  await withFarEnd(async (far) => {
    chmodSync(realpathSync(far.path), 0o000);
    const error = openAsNobody(far.path);
    t.is(error.code, 'port-denied');
    t.true(error.message.startsWith(`${far.path}: you may not open it`));
    t.regex(error.hint, /sudo chmod a\+rw .*udev/);
  });
});

const asRoot = socat && process.getuid?.() === 0 ? test : test.skip;

asRoot(pty('no permission: port-denied names the group that owns the port (needs root)'), async (t) => {
  await withFarEnd(async (far) => {
    const group = /^dialout:[^:]*:(\d+)/m.exec(
      spawnSync('cat', ['/etc/group'], { encoding: 'utf8' }).stdout,
    )?.[1];
    chownSync(realpathSync(far.path), 0, Number(group));
    chmodSync(realpathSync(far.path), 0o660);
    const error = openAsNobody(far.path);
    t.is(error.code, 'port-denied');
    t.regex(error.message, /you \(\w+\) are not in the group dialout/);
    t.regex(error.hint, /sudo usermod -aG dialout \w+/);
  });
});

test('pty: there is no such port', async (t) => {
  await expectOpenError(t, openPort('/dev/no-such-port'), 'port-missing', { hint: /onair ports/ });
  await expectOpenError(t, openPort('/dev/null/tty'), 'port-missing');
});

test('pty: a plain file, a folder and another device are no ports', async (t) => {
  const folder = newFolder();
  const file = join(folder.path, 'notes.txt');
  writeFileSync(file, 'not a port');
  for (const path of [file, folder.path, '/dev/null']) {
    const error = await expectOpenError(t, openPort(path), 'port-failed', { hint: /onair ports/ });
    t.is(error.message, `${path}: this is not a serial port`);
  }
  t.is(statSync(file).size, 10, 'the file is as it was');
  folder.remove();
});

withPty(pty('the rate and the handshake are really set, at opening and later'), async (t) => {
  await withFarEnd(async (far) => {
    const link = await openPort(far.path, { ...DEFAULT_LINE, baudRate: 4800 });
    t.regex(sttySettings(far.path), /speed 4800 baud/);
    await link.reconfigure({ baudRate: 38_400 });
    t.regex(sttySettings(far.path), /speed 38400 baud/);
    await link.reconfigure({ rtscts: true });
    t.regex(sttySettings(far.path), /speed 38400 baud.* crtscts/s);
    await link.reconfigure({ rtscts: false });
    t.regex(sttySettings(far.path), / -crtscts/);
    t.regex(sttySettings(far.path), / -parodd/);
    await link.reconfigure({ parity: 'odd' }); // the only parity that can be seen on a pseudo-terminal
    t.regex(sttySettings(far.path), / parodd/);
    t.true(link.isOpen);
    await link.close();
  });
});

withPty(pty('a change that the port refuses is port-failed, and the link lives on'), async (t) => {
  await rig(async ({ link, far }) => {
    const wrong = 'fast' as unknown as number; // a pseudo-terminal accepts every number
    const error = await t.throwsAsync(link.reconfigure({ baudRate: wrong }));
    t.like(error, { name: 'OnairError', code: 'port-failed' });
    t.is(link.line.baudRate, 9600);
    await link.send(Buffer.from('still here'));
    await until('the far end hears it', () => far.heard.text === 'still here');
  }, {});
});

withPty(pty('unplugged in the middle of a change: it fails, and nothing hangs'), async (t) => {
  for (const change of [{ baudRate: 19_200 }, { parity: 'even' as const }]) {
    await rig(async ({ link, far }) => {
      const changed = Promise.allSettled([link.reconfigure(change)]);
      await far.unplug();
      t.is((await within('the loss is noticed', link.whenClosed)).kind, 'lost');
      await within('the change settles', changed);
      t.like(await t.throwsAsync(link.reconfigure({ baudRate: 4800 })), { code: 'port-lost' });
    }, {});
  }
});

withPty(
  pty('the port vanishes while it is closed for a change: the change fails, the link is lost'),
  async (t) => {
    await rig(async ({ link, far }) => {
      await far.unplug();
      const [result] = await within('it settles', Promise.allSettled([link.reconfigure({ parity: 'odd' })]));
      t.is(result?.status, 'rejected');
      t.is((await link.whenClosed).kind, 'lost');
    }, {});
  },
);

withPty(pty('closed at any moment of a change: nothing of it stays open'), async (t) => {
  await withFarEnd(async (far) => {
    for (let turns = 0; turns < 40; turns++) {
      const link = await within('it opens', openPort(far.path));
      const change = Promise.allSettled([link.reconfigure({ parity: 'even' })]);
      for (let turn = 0; turn < turns; turn++) await loopTurn();
      await within('close', link.close());
      await within('the change settles', change);
    }
    t.pass();
  });
});

withPty(pty('unplugged while nobody reads: what the port holds is read out too'), async (t) => {
  await rig(async ({ link, far }) => {
    let taken = 0;
    link.tap = (_, bytes) => {
      taken += bytes.length;
    };
    far.send(Buffer.alloc(1_000_000, 0x55));
    await until('the buffer is full', () => taken >= link.readableHighWaterMark);
    await settled(() => taken);
    const before = taken;
    await far.unplug();
    await within('the loss is noticed', link.whenClosed);
    t.true(taken > before);
  }, {});
});

withPty(pty('opened and closed many times in a row'), async (t) => {
  await withFarEnd(async (far) => {
    for (let round = 0; round < 20; round++) {
      const link = await openPort(far.path);
      await link.send(Buffer.from([round]));
      await until('it arrived', () => far.heard.length > round); // the next open flushes the rest
      await link.close();
    }
    t.deepEqual(
      [...far.heard.bytes],
      Array.from({ length: 20 }, (_, round) => round),
    );
  });
});
