import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import test, { type ExecutionContext } from 'ava';
import { systemClock } from '../../host/base/clock.js';
import { radioKinds } from '../../host/kenwood/sim/kind.js';
import { servePty } from '../../host/link/serve/serve.js';
import { chirp, PYTHON, tncsetup } from '../peers.js';

const run = promisify(execFile);

/** Ten times what they take on an idle machine, ms. */
const LIMIT_MS = 90_000;

/** A simulated radio on a pseudo-terminal; what happens to it is told. */
async function radio(
  t: ExecutionContext,
  name: string,
  options: readonly (readonly [string, string])[] = [],
): Promise<{ readonly path: string; readonly reported: readonly string[] }> {
  const folder = mkdtempSync(join(tmpdir(), 'onair-radio-'));
  const path = join(folder, 'radio');
  const kind = radioKinds.find((known) => known.name === name);
  if (!kind) throw new Error(`there is no ${name}`);
  const reported: string[] = [];
  const onEvent = ({ text }: { readonly text: string }): void => void reported.push(text);
  const served = await servePty(path, { kind, options, clock: systemClock, onEvent });
  t.teardown(async () => {
    await served.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { path, reported };
}

(tncsetup ? test.serial : test.serial.skip)(
  'tmd710_tncsetup brings the simulated TM-D710 into KISS, and transmits nothing (needs tmd710_tncsetup and socat)',
  async (t) => {
    const { path, reported } = await radio(t, 'tm-d710', [
      ['boot-ms', '0'],
      ['restore-ms', '0'],
    ]);
    await run('tmd710_tncsetup', ['-B', '1', '-S', path, '-b', '1200', '-c', 'W1AW-9'], {
      timeout: LIMIT_MS,
    });
    while (!reported.includes('TNC is in KISS')) await systemClock.sleep(20);
    t.deepEqual(reported, ['TNC mode packet', 'TNC is in KISS']);
  },
);

/**
 * CHIRP gives up after half a second, and takes a late answer for that to its next question: on a busy machine it
 * would. So here its clock goes slower, a read waits for the end of the line, what came before a question is dropped,
 * and instead of its search for the rate, which begins with an empty line, there is one question.
 */
const READ = `
import serial, sys, time, types
from chirp.drivers import kenwood_live
class Port(serial.Serial):
    def read(self, size=1):
        got = b''
        while len(got) < size and not got.endswith(b'\\r'):
            byte = super().read(1)
            if not byte: break
            got += byte
        return got
    def write(self, data):
        self.reset_input_buffer()
        return super().write(data)
kenwood_live.time = types.SimpleNamespace(time=lambda: time.monotonic() / 100, sleep=time.sleep)
kenwood_live.get_id = lambda port: kenwood_live.command(port, 'ID').split(' ')[1]
radio = getattr(kenwood_live, sys.argv[2])(Port(sys.argv[1], 9600, timeout=20))
for number in (1, 2, 3, 5):
    memory = radio.get_memory(number)
    print(number, memory.empty, memory.freq, memory.name, memory.duplex, memory.tmode, memory.rtone, memory.offset)
memory = radio.get_memory(2)
memory.number, memory.freq, memory.name = 7, 146580000, 'JEEP'
radio.set_memory(memory)
radio._memcache.clear()
print(radio.get_memory(7).freq, radio.get_memory(7).name)
radio.erase_memory(7)
print(radio.get_memory(7).empty)
`;

/** CHIRP's drivers. A TH-D74 names its memories, and has no command for it. */
const DRIVERS: readonly (readonly [name: string, driver: string, offset: number, hasNames?: false])[] = [
  ['tm-d700', 'TMD700Radio', 0],
  ['tm-d710', 'TMD710GRadio', 600_000],
  ['th-d72', 'THD72Radio', 600_000],
  ['th-d74', 'THD74Radio', 600_000, false],
];

for (const [name, driver, offset, hasNames = true] of DRIVERS) {
  const named = (text: string): string => (hasNames ? text : '');
  (chirp ? test.serial : test.serial.skip)(
    `CHIRP’s live driver reads, writes and erases memories of the simulated ${name} (needs chirp and socat)`,
    async (t) => {
      const { path } = await radio(t, name);
      const { stdout } = await run(PYTHON, ['-c', READ, path, driver], { timeout: LIMIT_MS });
      t.deepEqual(stdout.trim().split('\n'), [
        `1 False 144390000 ${named('APRS')}   88.5 ${offset}`,
        `2 False 146520000 ${named('CALL')}   88.5 ${offset}`,
        '3 True 0    88.5 600000',
        `5 False 146940000 ${named('RPT')} - Tone 100.0 600000`,
        `146580000 ${named('JEEP')}`,
        'True',
      ]);
    },
  );
}
