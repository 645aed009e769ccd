import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { decodeFrame } from '../../host/packet/ax25/ax25.js';
import { formatMonitor } from '../../host/packet/monitor.js';
import { Serving } from '../cli/kiss/serving.js';
import { packet } from '../kiss-server/rig.js';
import { aprx } from '../peers.js';
import { SteppedClock } from '../stepped-clock.js';

(aprx ? test : test.skip)(
  'aprx on kiss serve --pty hears what the radio hears, and what it digipeats is heard by another radio (needs aprx)',
  async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'onair-aprx-'));
    t.teardown(() => rmSync(folder, { recursive: true, force: true }));
    const pty = join(folder, 'tnc');
    const log = join(folder, 'rf.log');
    const config = join(folder, 'aprx.conf');
    writeFileSync(
      config,
      `mycall N1AW-1
<logging>
pidfile ${join(folder, 'pid')}
rflog ${log}
</logging>
<interface>
serial-device ${pty} 19200 8n1 KISS
callsign $mycall
tx-ok true
</interface>
<digipeater>
transmitter $mycall
<source>
source $mycall
</source>
</digipeater>
`,
    );
    const clock = new SteppedClock();
    const serve = async (flags = ''): Promise<Serving> => {
      const serving = await Serving.ready(`--port sim:tm-d700?channel=aprx ${flags}`, { clock });
      t.teardown(() => serving.stop());
      return serving;
    };
    const [near, far] = [await serve(`--pty ${pty}`), await serve()];
    const there = await far.client();
    const child = spawn('aprx', ['-i', '-dd', '-f', config]);
    t.teardown(() => void child.kill('SIGKILL'));
    let said = '';
    child.stdout.on('data', (text: Buffer) => {
      said += text.toString('latin1');
    });
    await near.until(() => said.includes('OPEN - fd='), 'aprx has opened the port');
    there.send(packet('K1ABC-7', '>by way of aprx', ['WIDE1-1']));
    await far.until(() => there.frames.length > 0, 'the digipeated packet');
    const [frame] = there.frames;
    const decoded = frame && decodeFrame(frame.data);
    t.is(decoded?.ok && formatMonitor(decoded.frame), 'K1ABC-7>APZ001,N1AW-1*:>by way of aprx');
    t.regex(readFileSync(log, 'latin1'), /K1ABC-7>APZ001,WIDE1-1:>by way of aprx/);
  },
);
