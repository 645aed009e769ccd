import test, { type ExecutionContext } from 'ava';
import { systemClock } from '../../../host/base/clock.js';
import { OnairError } from '../../../host/base/error.js';
import { runWalk } from '../../../host/cli/setup/run-walk.js';
import { Output } from '../../../host/cli/terminal/output.js';
import { shellLine } from '../../../host/setup/step-actions.js';
import { NOTHING_YET, nextStep, type Progress, type Walk } from '../../../host/setup/walk.js';

const walk: Walk = {
  name: 'kettle',
  title: 'A kettle',
  steps: [
    { id: 'need', title: 'Water', text: () => ['a kettle', '- water', '- fire'], confirm: 'Here?' },
    {
      id: 'name',
      title: 'Name',
      text: () => [],
      questions: [{ key: 'name', ask: 'Name?', suggest: () => 'Kit', example: 'Bob', read: readName }],
      lines: ({ name = '' }) => [
        ['ports', '--name', name],
        ['doctor', '--name', name],
      ],
    },
    {
      id: 'boil',
      title: 'Boil',
      text: ({ name = '' }) => [`${name} on the fire`],
      questions: [{ key: 'port', ask: 'Port?', example: 'usb', read: (text) => text }],
      lines: ({ port = '' }) => [['boil', port]],
      simulated: { port: 'fire?heat=2' },
    },
  ],
  summary: ({ name = '' }) => [`# ${name}`],
};

function readName(text: string): string {
  if (!text.includes('!')) return text.trim();
  throw new OnairError('bad-value', { message: 'no name', hint: 'give one' });
}

interface Script {
  /** What the person does, in order: `?text` answers a question, `^` takes it back, other words choose. */
  readonly does: readonly string[];
  readonly codes?: readonly number[];
  readonly begun?: Progress;
  readonly isSimulated?: boolean;
  readonly abortAt?: number;
}

async function playScript(t: ExecutionContext, { does, codes = [], begun = NOTHING_YET, ...rest }: Script) {
  const actions = [...does];
  const exits = [...codes];
  const ran: string[] = [];
  const saved: Progress[] = [];
  const offered: (readonly string[])[] = [];
  const labels: string[] = [];
  const refused: (string | undefined)[] = [];
  const initials: string[] = [];
  let text = '';
  const controller = new AbortController();
  const sink = { write: (part: string) => (text += part) };
  const io = {
    stdout: sink,
    stderr: sink,
    env: {},
    clock: systemClock,
    signal: controller.signal,
    confirm: undefined,
  };
  const ending = runWalk(walk, begun, {
    io,
    out: new Output(io, {}),
    save: (progress) => void saved.push(progress),
    ask: async (_question, options) => {
      initials.push(options?.initial ?? '');
      for (;;) {
        const act = actions.shift() ?? '^';
        if (act === '^') return undefined;
        const why = options?.refuse?.(act.slice(1));
        refused.push(why);
        if (why === undefined) return act.slice(1);
      }
    },
    choose: async (_question, choices) => {
      const values = choices.map(({ value }) => value);
      offered.push(values);
      labels.push(...choices.map(({ label }) => label));
      const act = actions.shift();
      if (act === undefined || act === '^') return undefined;
      t.true(values.includes(act), `${act} of ${values.join()}`);
      return act;
    },
    onair: async (argv) => {
      ran.push(argv.join(' '));
      if (rest.abortAt === ran.length) controller.abort();
      return exits.shift() ?? 0;
    },
    ...(rest.isSimulated && { simulate: async (device) => `tcp://${device}` }),
  });
  const outcome = await ending.catch((error: unknown) => (error as OnairError).code);
  return { outcome, ran, saved, last: saved.at(-1), offered, labels, refused, initials, text, left: actions };
}

test('from the first step to the last, every answer and every end kept at once', async (t) => {
  const { outcome, ran, saved, last, text, initials, left } = await playScript(t, {
    does: ['go', '?Bob', 'go', '?usb', 'go'],
  });
  t.is(outcome, 'finished');
  t.deepEqual(left, []);
  t.deepEqual(ran, ['ports --name Bob', 'doctor --name Bob', 'boil usb']);
  t.deepEqual(initials, ['Kit', '']);
  t.deepEqual(last, {
    answers: { name: 'Bob', port: 'usb' },
    ended: { need: 'done', name: 'done', boil: 'done' },
  });
  t.is(saved.length, 6, 'at the beginning, after each answer, after each step');
  t.regex(text, /Step 1 of 3: Water\n\na kettle\n\n- water\n- fire\n/);
  t.regex(text, /\$ onair ports --name Bob\n\$ onair doctor --name Bob\n/);
  t.regex(text, /Bob on the fire/);
});

test('a command that fails is not done: nothing after it runs, and it is offered again', async (t) => {
  const { outcome, ran, last, offered } = await playScript(t, {
    does: ['go', '?Bob', 'go', 'go', 'leave'],
    codes: [4, 0, 5],
  });
  t.is(outcome, 'left');
  t.deepEqual(ran, ['ports --name Bob', 'ports --name Bob', 'doctor --name Bob']);
  t.deepEqual(last?.ended, { need: 'done' });
  t.deepEqual(offered.at(-1), ['go', 'change', 'back', 'skip', 'leave']);
});

test('leave, skip, back and other answers', async (t) => {
  t.is((await playScript(t, { does: ['leave'] })).outcome, 'left');
  const skipped = await playScript(t, { does: ['skip', '?Bob', 'skip', '?usb', 'go'] });
  t.deepEqual(skipped.last?.ended, { need: 'skipped', name: 'skipped', boil: 'done' });
  t.deepEqual(skipped.ran, ['boil usb']);
  const back = await playScript(t, { does: ['go', '?Bob', 'back', 'go', '?Ann', 'leave'] });
  t.deepEqual(back.initials, ['Kit', 'Bob'], 'the answer of before can be taken');
  const changed = await playScript(t, { does: ['go', '?Bob', 'change', '?Eve', 'go', '^'] });
  t.is(changed.ran[0], 'ports --name Eve');
  t.deepEqual(back.offered[0], ['go', 'skip', 'leave'], 'nothing lies before the first step');
});

test('a wrong answer is refused with a hint, and not kept; Enter alone is told what to type', async (t) => {
  const { refused, last } = await playScript(t, { does: ['go', '?', '?Eve!', '?Bob', 'leave'] });
  t.deepEqual(refused, ['type your answer: Bob', 'no name: give one', undefined]);
  t.deepEqual(last?.answers, { name: 'Bob' });
});

test('a command that was answered with no is no failure: it is offered as before', async (t) => {
  const { outcome, ran, last, labels } = await playScript(t, {
    does: ['go', '?Bob', 'go', 'go', '?usb', 'leave'],
    codes: [130, 0, 0],
  });
  t.is(outcome, 'left');
  t.deepEqual(ran, ['ports --name Bob', 'ports --name Bob', 'doctor --name Bob']);
  t.deepEqual(last?.ended, { need: 'done', name: 'done' });
  t.false(labels.includes('run it again'));
});

test('continues where it was left; a step that did not exist then is not left out', async (t) => {
  const begun: Progress = { answers: { name: 'Bob' }, ended: { name: 'done', gone: 'done' } };
  t.is(nextStep(walk, begun), 0);
  const { text, ran } = await playScript(t, {
    does: ['?usb', 'go'],
    begun: { ...begun, ended: { need: 'done', ...begun.ended } },
  });
  t.regex(text, /^\nStep 3 of 3/);
  t.deepEqual(ran, ['boil usb']);
});

test('Ctrl-C in a question or in a command: 130, and all that was answered is kept', async (t) => {
  const asked = await playScript(t, { does: ['go', '^'] });
  t.is(asked.outcome, 'interrupted');
  t.deepEqual(asked.last?.ended, { need: 'done' });
  const chosen = await playScript(t, { does: ['go', '?Bob', '^'] });
  t.is(chosen.outcome, 'interrupted');
  t.deepEqual(chosen.last?.answers, { name: 'Bob' });
  const running = await playScript(t, { does: ['go', '?Bob', 'go'], codes: [0], abortAt: 1 });
  t.is(running.outcome, 'interrupted');
  t.deepEqual(running.ran, ['ports --name Bob'], 'nothing runs after Ctrl-C');
  t.deepEqual(running.last?.ended, { need: 'done' });
});

test('a simulated device is not asked for, and is not kept as an answer', async (t) => {
  const { ran, last } = await playScript(t, { does: ['go', '?Bob', 'go', 'go'], isSimulated: true });
  t.is(ran.at(-1), 'boil tcp://fire?heat=2');
  t.deepEqual(last?.answers, { name: 'Bob' });
});

test('command lines are shown as a shell takes them', (t) => {
  t.is(
    shellLine(['aprs', 'beacon', '--at', '-1.5,2', "it's on"]),
    `onair aprs beacon --at -1.5,2 'it'\\''s on'`,
  );
  t.is(shellLine(['hc06', 'set', '--name', '']), "onair hc06 set --name ''");
});
