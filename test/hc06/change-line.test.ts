import test from 'ava';
import { systemClock } from '../../host/base/clock.js';
import { v3 } from '../../host/hc06/dialects/v3.js';
import { Dialogue } from '../../host/hc06/dialogue/dialogue.js';
import { changeLine, type LineChange } from '../../host/hc06/settings/change-line.js';
import type { PlanStep } from '../../host/hc06/settings/plan.js';
import { DEFAULT_LINE } from '../../host/link/line.js';
import { Link } from '../../host/link/link.js';
import { failure, withLink } from './rig.js';

/** What a module makes of a command: what it says at its old rate, and the rate that it has from then on. */
interface Reaction {
  readonly says: string;
  readonly goesTo?: number;
}

const ALWAYS: Readonly<Record<string, Reaction>> = {
  AT: { says: 'OK\r\n' },
  'AT+VERSION': { says: 'VERSION:3.0-20170609\r\nOK\r\n' },
};

/** A module that does what a table says, whatever its family would do. It hears nothing at another rate. */
class TableLink extends Link {
  moduleRate = DEFAULT_LINE.baudRate;
  readonly heard: string[] = [];

  constructor(private readonly table: Readonly<Record<string, Reaction>>) {
    super('table', DEFAULT_LINE, true);
  }

  protected override async transmit(bytes: Buffer): Promise<void> {
    if (this.line.baudRate !== this.moduleRate || this.line.parity !== 'none') return;
    const command = bytes.toString('latin1').trim();
    const reaction = { ...ALWAYS, ...this.table }[command];
    if (command !== 'AT') this.heard.push(command);
    if (!reaction) return;
    systemClock.after(20, () => this.received(Buffer.from(reaction.says, 'latin1')));
    this.moduleRate = reaction.goesTo ?? this.moduleRate;
  }

  protected override applyLine(): Promise<void> {
    return Promise.resolve();
  }

  protected override resumeReceiving(): void {}

  protected override shut(): Promise<void> {
    return Promise.resolve();
  }
}

const WANTED = { baudRate: 38_400, parity: 'none' } as const;
const OK = /OK\r\n/;
const STEP: PlanStep = {
  setting: 'baud',
  from: '9600',
  to: '38400',
  command: 'one',
  confirms: OK,
  otherWays: [{ command: 'two', confirms: OK }],
  takesEffect: 'immediately',
  moves: WANTED,
  remark: undefined,
};
const ONE_WAY: PlanStep = { ...STEP, otherWays: [] };

async function moving<T>(
  table: Readonly<Record<string, Reaction>>,
  act: (move: (step: PlanStep) => Promise<LineChange>, link: TableLink) => Promise<T>,
): Promise<T> {
  const { value } = await withLink(
    () => new TableLink(table),
    async ({ link }) => {
      const dialogue = new Dialogue(link, systemClock);
      dialogue.framing = v3.framing;
      try {
        return await act((step) => changeLine(dialogue, v3, step, WANTED), link);
      } finally {
        await dialogue.end();
      }
    },
  );
  return value;
}

test.serial('a module that says OK and moves only after a reset', async (t) => {
  const table = { one: { says: 'OK\r\n' }, 'AT+RESET': { says: 'OK\r\n', goesTo: 38_400 } };
  await moving(table, async (move, link) => {
    const { command, warning } = await move(ONE_WAY);
    t.is(command, 'one');
    t.regex(warning ?? '', /only after a reset/);
    t.deepEqual(link.heard, ['one', 'AT+RESET']);
    t.like(link.line, WANTED);
  });
});

test.serial(
  'a module that stays where it is, also after a reset: it was confirmed, so it waits',
  async (t) => {
    const table = { one: { says: 'OK\r\n' }, 'AT+RESET': { says: 'OK\r\n' } };
    await moving(table, async (move, link) => {
      t.like(await move(ONE_WAY), { waits: true, answer: 'OK' });
      t.is(link.line.baudRate, 9600);
    });
    await moving({ one: { says: 'WHAT\r\n' } }, async (move, link) => {
      const error = await failure(t, move(ONE_WAY), 'not-verified');
      t.regex(error.message, /stayed at 9600 8N1/);
      t.like(error.details, { baudRate: 9600, parity: 'none' });
      t.is(link.line.baudRate, 9600);
    });
  },
);

test.serial('a module that hangs after the reset is reported as lost, with where it may be', async (t) => {
  const table = { one: { says: 'OK\r\n' }, 'AT+RESET': { says: '', goesTo: 0 } };
  await moving(table, async (move) => {
    const error = await failure(t, move(ONE_WAY), 'not-verified');
    t.regex(error.message, /answers neither at 9600 8N1 nor at 38400 8N1/);
    t.regex(error.hint, /most likely at 38400, else still at 9600/);
    t.like(error.details, { baudRate: null, likely: [38_400, 9600] });
  });
});

test.serial(
  'a way that is refused leads to the next one; a refusal of the last one is told as such',
  async (t) => {
    await moving(
      { one: { says: 'ERROR:(0)\r\n' }, two: { says: 'OK\r\n', goesTo: 38_400 } },
      async (move, link) => {
        const { command, warning } = await move(STEP);
        t.is(command, 'two');
        t.is(warning, undefined);
        t.deepEqual(link.heard, ['one', 'one', 'two'], 'it may have been out of step');
      },
    );
    const refusing = { one: { says: 'ERROR:(0)\r\n' }, two: { says: 'ERROR:(0)\r\n' } };
    await moving(refusing, async (move, link) => {
      const error = await failure(t, move(STEP), 'device-refused');
      t.regex(error.message, /refused two.*invalid command/s);
      t.like(error.details, { baudRate: 9600, parity: 'none' });
      t.deepEqual(link.heard, ['one', 'one', 'two', 'two']);
    });
  },
);

test.serial('a code that means another rate to this module: the other one goes on from there', async (t) => {
  const one = { says: 'OK\r\n', goesTo: 115_200 };
  await moving({ one, two: { says: 'OK\r\n', goesTo: 38_400 } }, async (move, link) => {
    t.is((await move(STEP)).command, 'two');
    t.like(link.line, WANTED);
  });
  // The other one is refused: the module is where the first one took it, and that is said.
  await moving({ one, two: { says: 'ERROR:(0)\r\n' } }, async (move) => {
    const error = await failure(t, move(STEP), 'device-refused');
    t.like(error.details, { baudRate: 115_200, parity: 'none' });
  });
  await moving({ one }, async (move, link) => {
    const error = await failure(t, move(ONE_WAY), 'not-verified');
    t.regex(error.message, /went to 115200 8N1 instead of 38400/);
    t.is(link.line.baudRate, 115_200);
  });
});

test.serial('a module that moves without a word is believed by its answer at the new rate', async (t) => {
  await moving({ one: { says: '', goesTo: 38_400 } }, async (move) => {
    const { warning } = await move(ONE_WAY);
    t.regex(warning ?? '', /the new rate was not confirmed in words/);
  });
});
