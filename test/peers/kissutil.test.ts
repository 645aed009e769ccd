import { spawn } from 'node:child_process';
import test, { type ExecutionContext } from 'ava';
import { decodeFrame } from '../../host/packet/ax25/ax25.js';
import { formatMonitor } from '../../host/packet/monitor.js';
import { Serving } from '../cli/kiss/serving.js';
import { packet } from '../kiss-server/rig.js';
import { kissutil } from '../peers.js';
import { SteppedClock } from '../stepped-clock.js';

const judged = kissutil ? test : test.skip;

/** kissutil on a server, and what it prints. */
interface Kissutil {
  /** Types a line. */
  type(line: string): void;
  readonly said: string;
}

async function join(t: ExecutionContext, serving: Serving): Promise<Kissutil> {
  const [host = '', port = ''] = serving.address.split(':');
  const joined = serving.of('joined').length;
  // It opens the connection in a thread of its own: what is typed before that is lost.
  const child = spawn('kissutil', ['-h', host, '-p', port]);
  t.teardown(() => void child.kill('SIGKILL'));
  let said = '';
  child.stdout.on('data', (text: Buffer) => {
    said += text.toString('latin1');
  });
  child.stdin.on('error', () => {}); // it may end first
  await serving.event('joined', joined + 1);
  return {
    type: (line) => void child.stdin.write(`${line}\n`),
    get said() {
      return said;
    },
  };
}

/** What a frame says, as Dire Wolf writes and reads it: bytes beyond ASCII as `<0xc0>`. */
const SAID = [
  'W1AW-9>APRS:>hello',
  'W1AW>APZ001,WIDE1-1,WIDE2-2:!4142.89N/07243.63W-TC 0 and TC 1',
  'W1AW-15>APRS,W1AA-1,W1AB-2,W1AC-3,W1AD-4,W1AE-5,W1AF-6,W1AG-7,W1AH-8:>eight',
  'W1AW>APRS:>FEND <0xc0> FESC <0xdb> TFEND <0xdc> TFESC <0xdd> XON <0x11> NUL <0x00>',
];

judged(
  'Dire Wolf’s kissutil on kiss serve, in front of one simulated TM-D700; a second one hears it, and it hears the second (needs kissutil)',
  async (t) => {
    const clock = new SteppedClock();
    const serve = async (): Promise<Serving> => {
      const serving = await Serving.ready('--port sim:tm-d700?channel=kissutil', { clock });
      t.teardown(() => serving.stop());
      return serving;
    };
    const [near, far] = [await serve(), await serve()];
    const there = await far.client();
    const peers = [await join(t, near), await join(t, near)];
    const [first] = peers;
    if (!first) return t.fail();

    for (const line of SAID) first.type(line);
    await far.until(() => there.frames.length === SAID.length, 'all heard at the far radio');
    const heard = there.frames.map(({ data }) => {
      const decoded = decodeFrame(data);
      return decoded.ok ? formatMonitor(decoded.frame) : decoded.error;
    });
    t.deepEqual(heard, SAID);

    for (const line of ['d 40', 'p 63', 's 10', 't 5', 'f 0']) first.type(line);
    await near.event('parameter', 5);
    t.deepEqual(
      near.of('parameter').map(({ command, value }) => `${command} ${value}`),
      ['txdelay 400', 'persistence 63', 'slottime 100', 'txtail 50', 'fullduplex 0'],
    );
    first.type('h TNC:');
    first.type('N0CALL>APRS:>not this one');
    await near.event('refused', 2);
    t.deepEqual(
      near.of('refused').map(({ reason }) => reason),
      ['hardware', 'no-call-sign'],
    );

    there.send(packet('K1ABC-7', '>from afar \xc0\xdb', ['WIDE1-1']), packet('K1ABC-7', '>twice'));
    const hearsBoth = ({ said }: Kissutil): boolean => /from afar.*twice/s.test(said);
    await near.until(() => peers.every(hearsBoth), 'both kissutils hear');
    for (const { said } of peers) {
      t.regex(said, /^\[0\] K1ABC-7>APZ001,WIDE1-1:>from afar \xc0\xdb$/m);
      t.regex(said, /^\[0\] K1ABC-7>APZ001:>twice$/m);
    }
  },
);
