import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { decodeFrame, encodeUi } from '../../../../host/packet/ax25/ax25.js';
import { parseCallSign } from '../../../../host/packet/callsign.js';
import { encodeKiss, KissDecoder } from '../../../../host/packet/kiss/kiss.js';
import { portOf } from '../../../real-time/port-of.js';
import { inVirtualTime } from '../../../virtual-time.js';
import { type Ran, type RunSetup, run, words } from '../../run.js';

const scratch = mkdtempSync(join(tmpdir(), 'onair-chat-'));
test.after.always(() => rm(scratch, { recursive: true, force: true }));

let folders = 0;
/** A state folder of its own. */
const state = (): { XDG_STATE_HOME: string } => ({ XDG_STATE_HOME: join(scratch, `state-${++folders}`) });
const fileOf = ({ XDG_STATE_HOME }: { XDG_STATE_HOME: string }): string =>
  join(XDG_STATE_HOME, 'onair', 'aprs-messages.json');

const onair = (line: string, setup: RunSetup): Promise<Ran> => run(words(line), setup);

type Say = (from: string, info: string) => void;

/** A TNC on TCP: notes what is transmitted, and lets stations answer. */
async function tnc(
  t: ExecutionContext,
  onInfo: (info: string, say: Say) => void,
  onJoin: (say: Say) => void = () => {},
): Promise<{ port: string; infos: string[] }> {
  const infos: string[] = [];
  const listening = createServer((socket: Socket) => {
    const decoder = new KissDecoder();
    const say: Say = (from, info) => {
      const path = [{ call: parseCallSign('WIDE1-1'), repeated: true }];
      const packet = {
        from: parseCallSign(from),
        to: parseCallSign('APZ001'),
        path,
        info: Buffer.from(info),
      };
      socket.write(encodeKiss({ port: 0, command: 0, data: encodeUi(packet) }));
    };
    socket.on('error', () => {});
    socket.on('data', (bytes: Buffer) => {
      for (const { command, data } of decoder.push(bytes)) {
        const decoded = decodeFrame(data);
        if (command !== 0 || !decoded.ok) continue;
        const info = Buffer.from(decoded.frame.info).toString();
        infos.push(info);
        onInfo(info, say);
      }
    });
    onJoin(say);
  });
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve));
  t.teardown(() => void listening.close());
  return { port: `tcp://127.0.0.1:${portOf(listening)}`, infos };
}

const CHAT = 'aprs chat --from W1AW --yes --path ""';

/** Everybody acknowledges everything; a reply-ack would do as well. */
const acknowledge = (info: string, say: Say): void => {
  const [, to = '', id = ''] = /^:(.{9}):.*\{(\w+)$/.exec(info) ?? [];
  if (id !== '') say(to.trim(), `:W1AW     :ack${id}`);
};

test.serial('lines of a pipe are sent in turn, and it ends when all are acknowledged', async (t) => {
  const { port, infos } = await tnc(t, acknowledge);
  const env = state();
  const lines = ['N1AW-9 at the gate', '', 'K1ABC hello', 'N1AW-9 coming?'];
  const ran = await onair(`${CHAT} --port ${port} --json`, { lines, env });
  t.is(ran.code, 0, ran.stderr + ran.stdout);
  t.is(infos.length, 3);
  const numbers = infos.map((info) => Number.parseInt(/\{(\w+)$/.exec(info)?.[1] ?? '', 36));
  t.deepEqual(
    numbers.toSorted().map((number, index) => number - index),
    [numbers[0], numbers[0], numbers[0]],
  );
  t.is(ran.documents.filter(({ event }) => event === 'acknowledged').length, 3);
  t.like(ran.documents[0], { schema: 'onair/aprs.chat@1', event: 'sent', to: 'N1AW-9', text: 'at the gate' });
  const { documents } = await onair('aprs inbox --with N1AW-9 --json', { env });
  t.like(documents[0], { schema: 'onair/aprs.inbox@1', ok: true });
  const kept = documents[0]?.messages as { text: string; state: string }[] | undefined;
  t.deepEqual(
    kept?.map(({ text, state: was }) => `${text} ${was}`),
    ['at the gate acknowledged', 'coming? acknowledged'],
  );
  t.is(statSync(fileOf(env)).mode & 0o777, 0o600);
  t.deepEqual(readdirSync(join(env.XDG_STATE_HOME, 'onair')), ['aprs-messages.json']);
});

test.serial(
  'what comes through gateways and digipeaters is shown and kept once, and acknowledged exactly',
  async (t) => {
    const env = state();
    const { port, infos } = await tnc(
      t,
      (info, say) => {
        if (info === ':N1AW     :ackMM}AA') say('N1AW-2', '}N1AW>APRS,TCPIP,N1AW-2*::W1AW     :again{MM}AA');
        if (info === ':K1ABC    :ack7}') acknowledge(':K1ABC    :{', say);
        if (info.startsWith(':N1AW     :yes{')) acknowledge(info, say);
      },
      (say) => {
        say('N1AW-2', '}N1AW>APRS,TCPIP,N1AW-2*::W1AW     :again{MM}AA');
        say('K1ABC', ':W1AW     :reply?{7}');
        say('K1ABC', ':W1AW     :no number');
        say('K1ABC', ':W1AW-9   :for another{9');
        say('W1AW', ':W1AW     :our own echo{9');
      },
    );
    const controller = new AbortController();
    const ran = await onair(`${CHAT} --port ${port}`, {
      env,
      signal: controller.signal,
      keys: (press) => {
        for (const key of 'N1AW yes\r') press(key);
      },
      onOutput: (soFar) => {
        if (/N1AW has "yes"/.test(soFar)) controller.abort();
      },
    });
    t.is(ran.code, 0, ran.stderr);
    for (const text of ['again', 'reply\\?', 'no number'])
      t.is(
        ran.stdout.match(new RegExp(`^\\d\\d:\\d\\d:\\d\\d (N1AW|K1ABC): ${text}$`, 'gm'))?.length,
        1,
        ran.stdout,
      );
    t.notRegex(ran.stdout, /for another|our own/);
    t.deepEqual(infos.filter((info) => info.includes(':ack')).toSorted(), [
      ':K1ABC    :ack7}',
      ':N1AW     :ackMM}AA',
    ]);
    const inbox = await onair('aprs inbox', { env });
    t.is(inbox.stdout.match(/received {2,}/g)?.length, 3, inbox.stdout);
    t.regex(inbox.stdout, /Z {2}acknowledged {2}W1AW to N1AW {2,}yes/);
  },
);

test.serial(
  'without an answer it ends with 6; the same text goes on under its number, also by aprs message',
  async (t) => {
    const env = state();
    const { value: first } = await inVirtualTime(() =>
      onair('aprs chat --from W1AW --yes --port sim:tm-d700?mode=kiss --tries 2', {
        env,
        lines: ['N1AW hi'],
      }),
    );
    t.is(first.code, 6, first.stdout + first.stderr);
    t.regex(first.stdout, /N1AW has not acknowledged "hi", after 2 tries/);
    t.deepEqual(readdirSync(join(env.XDG_STATE_HOME, 'onair')), ['aprs-messages-simulated.json']);
    t.regex((await onair('aprs inbox --simulated', { env })).stdout, /no answer {2}W1AW to N1AW {2}hi/);
    const stopped = new AbortController();
    const silent = await tnc(t, () => stopped.abort());
    await onair(`aprs message --from W1AW --to N1AW --yes --port ${silent.port} --path "" "at the gate"`, {
      env,
      signal: stopped.signal,
    });
    const answering = await tnc(t, acknowledge);
    const again = await onair(`${CHAT} --port ${answering.port} --with N1AW`, {
      env,
      lines: ['at the gate', 'next'],
    });
    t.is(again.code, 0, again.stderr);
    const [before] = silent.infos;
    const [same, next] = answering.infos;
    t.truthy(before);
    t.is(same, before);
    t.not(next?.slice(-3), same?.slice(-3));
  },
);

test.serial(
  'aprs message shows, keeps and acknowledges what is said to us meanwhile, the answer itself too',
  async (t) => {
    const env = state();
    const { port, infos } = await tnc(t, (info, say) => {
      const [, id] = /^:N1AW {5}:hi\{(\w+)$/.exec(info) ?? [];
      if (id === undefined) return;
      say('K1ABC', ':W1AW     :lunch?{12');
      say('K1ABC', ':W1AW     :lunch?{12');
      say('K1ABC', ':W1AW-9   :for another{3');
      say('N1AW', `:W1AW     :hi yourself{AB}${id}`); // its reply-ack ends the wait
    });
    const ran = await onair(`aprs message --from W1AW --to N1AW --yes --port ${port} --path "" hi`, { env });
    t.is(ran.code, 0, ran.stderr);
    t.deepEqual(ran.stderr.match(/\w+ says: .*/g), ['K1ABC says: lunch?', 'N1AW says: hi yourself']);
    const { documents } = await onair('aprs inbox --json', { env });
    const kept = documents[0]?.messages as { from: string; text: string; state: string }[] | undefined;
    t.deepEqual(
      kept?.map(({ from, text, state: was }) => `${from} ${text} ${was}`),
      ['W1AW hi acknowledged', 'K1ABC lunch? received', 'N1AW hi yourself received'],
    );
    t.deepEqual(
      infos.filter((info) => info.includes(':ack')).map((info) => info.replace(/\}\w+$/, '}')),
      [':K1ABC    :ack12', ':N1AW     :ackAB}'],
    );
  },
);

test.serial('lines that are no message are told and not sent; the exit code says it', async (t) => {
  const { port, infos } = await tnc(t, acknowledge);
  const lines = ['hello all', 'N1AW a{b', `N1AW ${'x'.repeat(68)}`, 'W1AW me', '/with N1AW', 'on my way'];
  const ran = await onair(`${CHAT} --port ${port}`, { lines, env: state() });
  t.is(ran.code, 2);
  t.is(ran.stderr.match(/not sent/g)?.length, 4, ran.stderr);
  t.is(infos.length, 1);
  t.regex(infos[0] ?? '', /^:N1AW {5}:on my way\{/);
});

test.serial('at most five messages wait for one station', async (t) => {
  const lines = Array.from({ length: 9 }, (_, index) => `N1AW line ${index}`);
  const { value: ran } = await inVirtualTime(() =>
    onair('aprs chat --from W1AW --yes --port sim:tm-d700?mode=kiss --tries 1 --retry-after 10', { lines }),
  );
  t.is(ran.stderr.match(/not sent: 5 messages to N1AW are on their way/g)?.length, 4, ran.stderr);
  t.is(ran.stderr.match(/simulated air: W1AW>APZONA/g)?.length, 5);
});

test.serial(
  'a file that is not ours stops it before anything is transmitted; a folder that can’t be written is told',
  async (t) => {
    const { port, infos } = await tnc(t, acknowledge);
    const env = state();
    mkdirSync(join(env.XDG_STATE_HOME, 'onair'), { recursive: true });
    writeFileSync(fileOf(env), '{"mine": true}');
    for (const line of [
      `${CHAT} --port ${port}`,
      `aprs message --from W1AW --to N1AW --yes --port ${port} hi`,
    ]) {
      const ran = await onair(line, { env, lines: ['N1AW hi'] });
      t.is(ran.code, 2);
      t.regex(ran.stderr, /not what onair wrote there\nhint: +move it away/);
    }
    t.is((await onair('aprs inbox', { env })).code, 2);
    t.is(readFileSync(fileOf(env), 'utf8'), '{"mine": true}');
    t.is(infos.length, 0);
    const notAFolder = join(scratch, 'file');
    writeFileSync(notAFolder, '');
    const ran = await onair(`${CHAT} --port ${port}`, {
      env: { XDG_STATE_HOME: notAFolder },
      lines: ['N1AW hi'],
    });
    t.is(ran.code, 0, ran.stderr);
    t.is(ran.stderr.match(/messages are not kept: /g)?.length, 1);
  },
);

test.serial('no call sign, no consent, no input: nothing is transmitted', async (t) => {
  const { port, infos } = await tnc(t, acknowledge);
  const lines = ['N1AW hi'];
  for (const [line, code, says, setup] of [
    [`aprs chat --yes --port ${port}`, 2, /callsign/, { lines }],
    [`aprs chat --from N0CALL --yes --port ${port}`, 2, /placeholder/, { lines }],
    [`aprs chat --from W1AW --port ${port}`, 2, /nothing was transmitted/, { lines }],
    [`aprs chat --from W1AW --port ${port}`, 130, /nothing was transmitted/, { lines, answer: false }],
    [`aprs chat --from W1AW --port ${port} --with nobody-99 --yes`, 2, /nobody-99/i, { lines }],
    [`aprs chat --from W1AW --port ${port} --path WIDE3-3 --yes`, 2, /3 hops/, { lines }],
    [`aprs chat --from W1AW --port ${port} --yes`, 2, /neither a keyboard/, {}],
  ] as const) {
    const ran = await onair(line, setup);
    t.is(ran.code, code, line);
    t.regex(ran.stderr, says, line);
  }
  t.is(infos.length, 0);
});

test.serial('a radio that is not in KISS is named with the command that helps', async (t) => {
  const { value: ran } = await inVirtualTime(() =>
    onair('aprs chat --from W1AW --yes --port sim:tm-d700?mode=packet', { lines: ['N1AW hi'] }),
  );
  t.is(ran.code, 5);
  t.regex(ran.stderr, /hint: +first: onair tnc init --port '?sim:tm-d700/);
});

test.serial('the typed line stays at the bottom of 80 columns, and nothing is left of it', async (t) => {
  const { port } = await tnc(t, acknowledge, (say) => say('K1ABC', ':W1AW     :hello \u001b[31mred'));
  const typed = 'x'.repeat(60);
  let press = (_key: string): void => {};
  const ran = await onair(`${CHAT} --port ${port} --with N1AW-9`, {
    env: { ...state(), NO_COLOR: '1' },
    isTerminal: true,
    keys: (pressed) => {
      press = pressed;
      for (const key of `${typed}${'y'.repeat(40)}`) press(key);
      for (let count = 0; count < 40; count++) press('\u007f');
    },
    onOutput: (soFar) => {
      if (/K1ABC: hello/.test(soFar) && !/to N1AW-9/.test(soFar)) press('\r');
      if (/N1AW-9 has/.test(soFar)) press('\u0004');
    },
  });
  t.is(ran.code, 0, ran.screen);
  t.regex(ran.screen, /K1ABC: hello \\x1b\[31mred\n/);
  const drawn = ran.screen.split('\r\u001b[2K');
  t.true(
    drawn.some((text) => text === `N1AW-9> ${typed}`),
    'the line is drawn again',
  );
  for (const text of drawn)
    t.true(
      text.split('\n').every((line) => line.length < 80),
      text,
    );
  t.notRegex(drawn.at(-1) ?? '', /N1AW-9>/);
});
