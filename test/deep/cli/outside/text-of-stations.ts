import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { encodeUi } from '../../../../host/packet/ax25/ax25.js';
import { decodeFrame } from '../../../../host/packet/ax25/index.js';
import { parseCallSign } from '../../../../host/packet/callsign.js';
import { encodeKiss, KissDecoder } from '../../../../host/packet/kiss/kiss.js';
import { portOf } from '../../../real-time/port-of.js';
import { file, LONG, SHORT, SHOWN, SURROGATE, shown, type WayIn, written } from './hostile-text.js';

function packet(from: string, info: string): Buffer {
  const data = encodeUi({
    from: parseCallSign(from),
    to: parseCallSign('APZ001'),
    path: [],
    info: Buffer.from(info),
  });
  return Buffer.from(encodeKiss({ port: 0, command: 0, data }));
}

let messages = 0;
const hostileMessage = (): Buffer => packet('N1AW', `:W1AW     :${SHORT}{${++messages}`);

/** A TNC: a station says something hostile to whoever connects and with each message, which it acknowledges. */
async function correspondent(t: ExecutionContext): Promise<string> {
  const server = createServer((socket) => {
    const decoder = new KissDecoder();
    socket.on('error', () => {}).write(hostileMessage());
    socket.on('data', (bytes: Buffer) => {
      for (const { command, data } of decoder.push(bytes)) {
        const decoded = decodeFrame(data);
        if (command !== 0 || !decoded.ok) continue;
        const id = /\{(\w+)$/.exec(Buffer.from(decoded.frame.info).toString())?.[1];
        if (id === undefined) continue;
        socket.write(hostileMessage());
        socket.write(packet('N1AW', `:W1AW     :ack${id}`));
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.teardown(() => void server.close());
  return `tcp://127.0.0.1:${portOf(server)}`;
}

const SENDING = ['--from', 'W1AW', '--path', '', '--yes'];
const read = (path: string): string => readFileSync(path, 'utf8');
/** The file of messages below a state folder. */
const book = (state: string): string => join(state, 'onair', 'aprs-messages.json');
/** A log with one hostile packet. */
const hostileLog = (): string => {
  const hex = Buffer.from(encodedComment()).toString('hex');
  const line = { time: '2026-05-01T10:00:00.000Z', port: 0, monitor: SURROGATE, hex };
  return written('heard.log', `${JSON.stringify(line)}\n`);
};
const encodedComment = (): Uint8Array =>
  encodeUi({
    from: parseCallSign('W1AW'),
    to: parseCallSign('APZ001'),
    path: [],
    info: Buffer.from(`!4142.89N/07243.63W>${SHORT}`),
  });

/** What stations say to each other, and files of it. */
export const STATION_WAYS: Readonly<Record<string, WayIn>> = {
  'radio: a message while one is sent': {
    outs: async (t) => {
      const port = await correspondent(t);
      const state = file('state-message');
      const env = { XDG_STATE_HOME: state };
      const argv = ['aprs', 'message', '--port', port, '--to', 'N1AW', ...SENDING, 'at the gate'];
      return { ...(await shown(argv, { env })), inbox: read(book(state)) };
    },
    // The document is of the message that is sent.
    ends: { ...SHOWN, json: 'left out', inbox: 'escaped' },
  },
  'radio: a message in a chat': {
    outs: async (t) => {
      const port = await correspondent(t);
      const state = file('state-chat');
      const setup = { env: { XDG_STATE_HOME: state }, lines: ['N1AW at the gate'] };
      const outs = await shown(['aprs', 'chat', '--port', port, ...SENDING], setup);
      return { ...outs, inbox: read(book(state)) };
    },
    ends: { ...SHOWN, inbox: 'escaped' },
  },
  'radio: a message that is answered': {
    outs: async (t) => {
      const port = await correspondent(t);
      const state = file('state-answer');
      const argv = ['aprs', 'listen', '--port', port, '--answer', '--count', '1', ...SENDING];
      return { ...(await shown(argv, { env: { XDG_STATE_HOME: state } })), inbox: read(book(state)) };
    },
    ends: { ...SHOWN, inbox: 'escaped' },
  },
  'radio: a packet in kiss listen': {
    outs: async (t) => shown(['kiss', 'listen', '--port', await correspondent(t), '--count', '1']),
    ends: SHOWN,
  },
  'radio: a name on the station list': {
    outs: async (t) => shown(['aprs', 'heard', '--port', await correspondent(t), '--for', '1000']),
    ends: { terminal: 'left out', pipe: 'left out', json: 'left out' },
  },
  'file: messages that are kept, 10 kB each': {
    outs: async () => {
      const state = file('state-inbox');
      const message = {
        time: '2026-05-01T10:00:00.000Z',
        from: SURROGATE,
        to: LONG,
        text: LONG,
        state: 'received',
      };
      mkdirSync(join(state, 'onair'), { recursive: true });
      writeFileSync(book(state), JSON.stringify({ lastNumber: 1, messages: [message] }));
      return shown(['aprs', 'inbox'], { env: { XDG_STATE_HOME: state } });
    },
    ends: SHOWN,
  },
  'file: a log, replayed': {
    outs: async () => {
      const map = file('replayed.geojson');
      const outs = await shown(['aprs', 'replay', hostileLog(), '--map', map]);
      return { ...outs, map: read(map) };
    },
    ends: { ...SHOWN, map: 'escaped' },
  },
  'file: a log, its stations': {
    outs: async () => shown(['aprs', 'heard', hostileLog()]),
    ends: { terminal: 'left out', pipe: 'left out', json: 'left out' },
  },
  'command line: a packet to decode': {
    outs: async () => shown(['aprs', 'decode', `W1AW>APZ001:!4142.89N/07243.63W>${SHORT}`]),
    ends: SHOWN,
  },
  'command line: a symbol': {
    outs: async () => shown(['aprs', 'symbols', SURROGATE]),
    ends: SHOWN,
  },
};
