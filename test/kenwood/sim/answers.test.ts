import test from 'ava';
import { latin1Text } from '../../../host/base/bytes.js';
import { systemClock } from '../../../host/base/clock.js';
import { OnairError } from '../../../host/base/error.js';
import { printable } from '../../../host/base/printable.js';
import { tmD700 } from '../../../host/kenwood/profiles/tm-d700.js';
import { runExit, runInit } from '../../../host/kenwood/session/runner.js';
import { oneStation } from '../../../host/kenwood/sim/channel/traffic.js';
import { DEFAULT_LINE } from '../../../host/link/line.js';
import { Link } from '../../../host/link/link.js';
import { encodeKiss, RETURN_FRAME } from '../../../host/packet/kiss/kiss.js';
import { inVirtualTime } from '../../virtual-time.js';
import { expectError, outcomeOf, withRadio } from './sim-radio.js';

/** A far end that answers each line by a function: what real radios may say and the simulated one does not. */
class ScriptedLink extends Link {
  readonly lines: string[] = [];
  #begun = '';

  constructor(
    private readonly answer: (line: string, count: number) => string | undefined,
    private readonly stuck = false,
  ) {
    super('scripted', { ...DEFAULT_LINE, rtscts: true }, true);
  }

  protected override async transmit(bytes: Buffer): Promise<void> {
    if (this.stuck) await new Promise(() => {});
    for (const char of bytes.toString('latin1')) {
      if (char !== '\r') {
        this.#begun += char;
        continue;
      }
      const line = this.#begun;
      this.#begun = '';
      this.lines.push(line);
      const answer = this.answer(line, this.lines.filter((known) => known === line).length);
      if (answer !== undefined) setTimeout(() => this.received(Buffer.from(answer, 'latin1')), 5);
    }
  }

  /** Bytes that come unasked, `afterMs` from now. */
  later(afterMs: number, bytes: Uint8Array): void {
    setTimeout(() => this.received(Buffer.from(bytes)), afterMs);
  }

  unplug(): void {
    this.lost('unplugged');
  }

  protected override async applyLine(): Promise<void> {}
  protected override async shut(): Promise<void> {}
  protected override resumeReceiving(): void {}
}

/** A radio of few words: the answers that the steps need and no others. */
function terse(line: string): string | undefined {
  if (line === 'ID') return 'ID TM-D700\r';
  if (/^TNC \d$/.test(line)) return `${line}\r`;
  if (/ (ON|OFF)$/.test(line) || line === 'TC 0') return 'cmd:';
  return undefined;
}

const LEAVE_KISS = latin1Text(RETURN_FRAME);

/** As {@link terse}, with a command line that is gone after RESTART, until it is told to leave KISS. */
function promptUntilRestart(): (line: string) => string | undefined {
  let restarted = false;
  return (line) => {
    if (line === 'RESTART') restarted = true;
    if (line === LEAVE_KISS) restarted = false;
    return (line === '' && !restarted) || line === LEAVE_KISS ? 'cmd:' : terse(line);
  };
}

test.serial('answers may be in lower case, with CR LF, with lines nobody asked for', async (t) => {
  const talk = promptUntilRestart();
  const link = new ScriptedLink((line) => {
    const answer = talk(line);
    if (line === 'RESTART') return 'RESTART\r\n'; // APRSIS32 expects this echo
    return answer && `\r\nSM 0,00\r\n\x9f\xc3${answer.toLowerCase()}\n BY 1,1\r\n`;
  });
  const { value } = await inVirtualTime(() => runInit(link, tmD700, { clock: systemClock }));
  t.is(value.proof.kind, 'round-trip');
});

test.serial('a command that the radio refuses twice and then takes is not a failure', async (t) => {
  for (const refusal of ['N\r', '?\r', 'SM 0,00\rN\r\n', '\x9f\xc3N\x80\r']) {
    const talk = promptUntilRestart();
    const link = new ScriptedLink((line, count) => (line === 'TNC 2' && count < 3 ? refusal : talk(line)));
    const { value } = await inVirtualTime(() => runInit(link, tmD700, { clock: systemClock }));
    t.is(value.steps.find((step) => step.sent === printable('TNC 2\r'))?.tries, 3);
  }
  for (const [refusal, code] of [
    ['N\r', 'device-refused'],
    ['?\r', 'device-refused'],
    ['TNC 0\r', 'device-confused'],
    ['TN', 'device-confused'],
    ['\x9f\xc3N\x80\r', 'device-refused'],
  ] as const) {
    const link = new ScriptedLink((line) => (line === 'TNC 2' ? refusal : terse(line)));
    const { value } = await inVirtualTime(() => outcomeOf(runInit(link, tmD700, { clock: systemClock })));
    const error = expectError(t, value, code);
    t.is(error.details.heard, printable(refusal));
    t.false(link.lines.includes('RESTART'));
    t.is(link.lines.filter((line) => line === 'TNC 2').length, 3);
  }
});

test.serial(
  'a radio that tells its name at the last try only is found; one more would be too late',
  async (t) => {
    const { tries } = tmD700.recover;
    t.true(tries > 1);
    const askedLate = (last: number): ScriptedLink => {
      const talk = promptUntilRestart();
      return new ScriptedLink((line, count) => (line === 'ID' && count < last ? undefined : talk(line)));
    };
    const { value } = await inVirtualTime(() => runInit(askedLate(tries), tmD700, { clock: systemClock }));
    t.is(value.mode, 'kiss');
    const tooLate = askedLate(tries + 1);
    const { value: failed } = await inVirtualTime(() =>
      outcomeOf(runInit(tooLate, tmD700, { clock: systemClock })),
    );
    t.true(failed instanceof OnairError);
    t.is(tooLate.lines.filter((line) => line === 'ID').length, tries);
    t.false(tooLate.lines.includes('RESTART'));
  },
);

test.serial('a refusal whose prompt comes late is not taken for the answer to the next try', async (t) => {
  // ?EH at once, cmd: 300 ms later.
  const link: ScriptedLink = new ScriptedLink((line) => {
    if (line !== 'KISS ON') return line === '' ? 'cmd:' : terse(line);
    link.later(300, Buffer.from('cmd:'));
    return '?EH\r\n';
  });
  const { value } = await inVirtualTime(() => outcomeOf(runInit(link, tmD700, { clock: systemClock })));
  expectError(t, value, 'device-refused');
  t.false(link.lines.includes('RESTART'));
});

test.serial('half an answer after RESTART is an answer', async (t) => {
  for (const late of ['c', '?', 'ECHO']) {
    const talk = promptUntilRestart();
    let restarts = 0;
    const link = new ScriptedLink((line) => {
      if (line === 'RESTART') restarts++;
      return line === '' && restarts === 2 ? late : talk(line);
    });
    const { value } = await inVirtualTime(() => outcomeOf(runInit(link, tmD700, { clock: systemClock })));
    expectError(t, value, 'not-verified');
  }
});

test.serial(
  'a TNC without a word after TC 0 is silent; one that was not at the prompt is poked',
  async (t) => {
    const dead = new ScriptedLink((line) => (line === 'TC 0' ? undefined : terse(line)));
    const { value, elapsedMs } = await inVirtualTime(() =>
      outcomeOf(runInit(dead, tmD700, { clock: systemClock })),
    );
    t.regex(expectError(t, value, 'device-silent').hint, /off and on.*onair tnc exit/);
    t.true(elapsedMs < 30_000);
  },
);

test.serial(
  'exit goes without the questions that a radio may not answer, but not against an answer',
  async (t) => {
    const { value } = await inVirtualTime(() =>
      runExit(new ScriptedLink(terse), tmD700, { clock: systemClock }),
    );
    t.like(value, { mode: 'aprs', verified: false, foundState: 'unknown' });
    const stubborn = new ScriptedLink((line) => (line === 'TNC' ? 'TNC 2\r' : terse(line)));
    const { value: refused } = await inVirtualTime(() =>
      outcomeOf(runExit(stubborn, tmD700, { clock: systemClock })),
    );
    expectError(t, refused, 'not-verified');
  },
);

test.serial('a port that takes no bytes does not hang the run', async (t) => {
  const link = new ScriptedLink(terse, true);
  const { value, elapsedMs } = await inVirtualTime(() =>
    outcomeOf(runInit(link, tmD700, { clock: systemClock })),
  );
  t.regex(expectError(t, value, 'device-silent').hint, /CTS/);
  t.true(elapsedMs < 3000);
});

test.serial('an answer that comes too late is not taken for the answer to the next try', async (t) => {
  const link: ScriptedLink = new ScriptedLink((line, count) => {
    if (line !== 'KISS ON') return line === '' ? 'cmd:' : terse(line);
    if (count > 1) link.later(400, Buffer.from('?EH\r\ncmd:'));
    else link.later(1200, Buffer.from('cmd:')); // what is left of a refusal
    return undefined;
  });
  const { value } = await inVirtualTime(() => outcomeOf(runInit(link, tmD700, { clock: systemClock })));
  expectError(t, value, 'device-refused');
  t.false(link.lines.includes('RESTART'));
});

test.serial('answers may come byte by byte', async (t) => {
  const talk = promptUntilRestart();
  const link: ScriptedLink = new ScriptedLink((line) => {
    for (const [index, byte] of Buffer.from(talk(line) ?? '').entries()) link.later(index, Buffer.of(byte));
    return undefined;
  });
  const { value } = await inVirtualTime(() => runInit(link, tmD700, { clock: systemClock }));
  t.is(value.proof.kind, 'round-trip');
  t.true(value.steps.every((step) => step.tries <= 1));
});

/** A radio that goes into KISS, and what happens after the CR that it must not answer. */
function afterPoke(act: (link: ScriptedLink) => void): ScriptedLink {
  const talk = promptUntilRestart();
  let restarts = 0;
  const link: ScriptedLink = new ScriptedLink((line) => {
    if (line === '' && restarts === 2) act(link);
    if (line === 'RESTART') restarts++;
    return talk(line);
  });
  return link;
}

test.serial('a packet that is half there when the silence ends is waited for', async (t) => {
  const frame = encodeKiss({ port: 0, command: 0, data: oneStation(1) });
  const link = afterPoke((radio) => {
    radio.later(350, frame.subarray(0, 40));
    radio.later(700, frame.subarray(40));
  });
  const { value } = await inVirtualTime(() => runInit(link, tmD700, { clock: systemClock }));
  t.is(value.proof.kind, 'frame');
  // One that began before the CR was said, too.
  const talk = promptUntilRestart();
  let restarts = 0;
  const early: ScriptedLink = new ScriptedLink((line) => {
    if (line === 'RESTART' && ++restarts === 2) {
      early.later(50, frame.subarray(0, 40));
      early.later(800, frame.subarray(40));
    }
    return talk(line);
  });
  const { value: report } = await inVirtualTime(() => runInit(early, tmD700, { clock: systemClock }));
  t.is(report.proof.kind, 'frame');
});

test.serial('noise that looks like the beginning of a packet delays, and proves nothing', async (t) => {
  const link = afterPoke((radio) => radio.later(100, Buffer.of(0x9f, 0xc0, 0x41)));
  const { value } = await inVirtualTime(() => runInit(link, tmD700, { clock: systemClock }));
  t.is(value.proof.kind, 'round-trip');
});

test.serial('a link that is lost in the silence is lost, not silent', async (t) => {
  const link = afterPoke((radio) => setTimeout(() => radio.unplug(), 100));
  const { value, elapsedMs } = await inVirtualTime(() =>
    outcomeOf(runInit(link, tmD700, { clock: systemClock })),
  );
  expectError(t, value, 'port-lost');
  t.true(elapsedMs < 8500);
});

test.serial('lines that never stop do not stop the run', async (t) => {
  const talk = promptUntilRestart();
  const link: ScriptedLink = new ScriptedLink((line, count) => {
    if (line !== 'TNC 2' || count > 1) return talk(line);
    for (let n = 1; n < 60; n++) link.later(n * 100, Buffer.from('SM 0,00\r'));
    return 'N\r';
  });
  const { value } = await inVirtualTime(() => runInit(link, tmD700, { clock: systemClock }));
  const step = value.steps.find(({ sent }) => sent === printable('TNC 2\r'));
  t.is(step?.tries, 2);
  t.true((step?.elapsedMs ?? Infinity) < 2500);
});

test.serial(
  'ctrl-e=deaf: a Ctrl-E at the prompt stops it until a power cycle, in a frame it is data',
  async (t) => {
    for (const [query, begins, isDeaf] of [
      ['mode=packet&ctrl-e=deaf', '\x05', true],
      ['mode=packet', '\x05', false],
      ['mode=kiss&ctrl-e=deaf', '\xc0\x05\x00\xc0', false],
      ['mode=aprs&ctrl-e=deaf', '\x05\r', false],
    ] as const) {
      await withRadio(query, async ({ link, radio, heard, sleep }) => {
        const ask = async (text: string): Promise<string> => {
          heard.length = 0;
          link.write(Buffer.from(text, 'latin1'));
          await sleep(500);
          return latin1Text(Buffer.concat(heard));
        };
        await ask(begins);
        t.is((await ask('TC 1\r')) === '', isDeaf, query);
        radio.powerCycle();
        await sleep(9000);
        t.not(await ask('TC 1\r'), '', query);
      });
    }
  },
);

test.serial('in-aprs=text: packets come as lines in APRS mode', async (t) => {
  for (const [query, text] of [
    ['traffic=1&in-aprs=text', 'N0CALL-9>APK101,WIDE1-1*:=4903.50N/07201.75W>simulated packet 1\r\ncmd:'],
    ['traffic=1', ''],
    ['traffic=1&in-aprs=text&mode=off', ''],
  ] as const) {
    await withRadio(query, async ({ heard, sleep }) => {
      await sleep(1500);
      t.is(latin1Text(Buffer.concat(heard)), text, query);
    });
  }
});
