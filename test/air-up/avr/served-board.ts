import { createServer, type Socket } from 'node:net';
import { PlantBoard } from './plant-board.js';

/**
 * A process of its own: the emulated board with its plant, served over TCP at the pace of the wall clock, as a serial
 * bridge serves a real one. It tells on stdout, a line of JSON each, where it is and what its outputs do.
 */
export interface BoardEvent {
  readonly kind: 'port' | 'client' | 'client-gone' | 'heard' | 'fill' | 'vent' | 'relay' | 'psi';
  /** Of the board. */
  readonly atMs: number;
  readonly port?: number;
  readonly state?: string;
  readonly psi?: number;
}

const TURN_MS = 5;
/** A board that could not keep pace lives slower; a host only sees a wire that is slow. */
const MOST_TURNS = 4;
/** How often the pressure is told. */
const TELL_MS = 100;

const board = new PlantBoard(Number(process.argv[2] ?? 20));
const { uno } = board;
const tell = (event: Omit<BoardEvent, 'atMs'>): void => {
  process.stdout.write(`${JSON.stringify({ ...event, atMs: uno.nowMs })}\n`);
};

let client: Socket | undefined;
let said: number[] = [];
uno.onHostByte = (byte) => said.push(byte);
const shown = { fill: '', vent: '', relay: '' };
let toldAtMs = 0;

function turn(): void {
  uno.run(TURN_MS);
  board.follow();
  for (const output of ['fill', 'vent', 'relay'] as const) {
    if (board[output] === shown[output]) continue;
    shown[output] = board[output];
    tell({ kind: output, state: shown[output] });
  }
  if (uno.nowMs - toldAtMs < TELL_MS) return;
  toldAtMs = uno.nowMs;
  tell({ kind: 'psi', psi: board.tirePsi });
}

let livedAt = performance.now();
setInterval(() => {
  const due = Math.floor((performance.now() - livedAt) / TURN_MS);
  livedAt += due * TURN_MS;
  for (let n = Math.min(due, MOST_TURNS); n > 0; n--) turn();
  if (said.length === 0) return;
  client?.write(Buffer.from(said));
  said = [];
}, TURN_MS);

const server = createServer({ noDelay: true }, (socket) => {
  client?.destroy();
  client = socket;
  uno.reset(); // as DTR does when a port is opened
  tell({ kind: 'client' });
  socket.on('error', () => {});
  socket.on('data', (bytes) => {
    uno.hostSend(bytes);
    tell({ kind: 'heard' });
  });
  socket.on('close', () => {
    if (client !== socket) return;
    client = undefined;
    tell({ kind: 'client-gone' });
  });
});
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  tell({ kind: 'port', port: typeof address === 'object' && address ? address.port : 0 });
});
