import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { setImmediate as loopTurn } from 'node:timers/promises';
import type { ExecutionContext } from 'ava';
import { PINS, PlantBoard } from '../air-up/avr/plant-board.js';
import type { PinState } from '../failsafe/chip/pins.js';
import { HoseCarrier } from './hose-carrier.js';
import { type Carried, LockStep } from './lock-step.js';
import { portOf } from './port-of.js';
import { TURN_MS, World } from './world.js';

/** Outputs for valves and pump. */
export const OUTPUTS = ['fill', 'vent', 'relay'] as const;
export type Output = (typeof OUTPUTS)[number];

/** A change of an output. */
export interface PinEvent {
  readonly output: Output;
  readonly state: PinState;
  /** Of the chip. */
  readonly atMs: number;
}

/** A client of the board's serial line. */
interface Client {
  readonly socket: Socket;
  readonly port: number;
  sentBytes: number;
}

const OUTPUT_PINS: ReadonlyMap<number, Output> = new Map([
  [PINS.outlets[0]?.fill as number, 'fill'],
  [PINS.outlets[0]?.vent as number, 'vent'],
  [PINS.pump.relay as number, 'relay'],
]);

/** Time after a valve shuts until the air in the tire has settled, ms; after that it only cools. */
const SETTLES_IN_MS = 1000;

/**
 * The compiled sketch on an emulated chip with its plant, served over TCP like a real board behind a serial bridge.
 * Board and program run in lockstep: they take turns.
 */
export class ServedBoard extends World {
  /** Changes of outputs, in order. */
  readonly events: PinEvent[] = [];
  /** When the last byte of a client had arrived on the wire. */
  lastWordMs = 0;
  highestPsi = 0;
  /** Bytes of all clients. */
  heardBytes = 0;
  /** Pressure in each tire, a moment after the valve was shut last, psi. */
  readonly settledPsi: number[] = [];
  readonly #carrier: HoseCarrier;
  #shutMs: number | undefined;
  #said: number[] = [];
  readonly #clients: Client[] = [];
  readonly #server = createServer({ noDelay: true }, (socket) => this.#attach(socket));

  private constructor(
    clock: LockStep,
    private readonly board: PlantBoard,
  ) {
    super(clock);
    const { uno } = board;
    uno.onHostByte = (byte) => this.#said.push(byte);
    this.#carrier = new HoseCarrier(board.plant);
    uno.onPin = (pin, state, atMs) => {
      if (pin === PINS.signals.buzzer) this.#carrier.hear(state === 'high', atMs);
      const output = OUTPUT_PINS.get(pin);
      if (output) this.events.push({ output, state, atMs });
      if (output === 'fill') this.#shutMs = state === 'low' ? atMs : undefined;
    };
  }

  static async open(...startPsi: readonly number[]): Promise<ServedBoard> {
    const served = new ServedBoard(await LockStep.open(), new PlantBoard(...startPsi));
    await once(served.#server.listen(0, '127.0.0.1'), 'listening');
    return served;
  }

  /** One for one test. */
  static async of(t: ExecutionContext, ...startPsi: readonly number[]): Promise<ServedBoard> {
    const served = await ServedBoard.open(...startPsi);
    t.teardown(() => served.close());
    return served;
  }

  get port(): number {
    return portOf(this.#server);
  }

  get tires(): ReturnType<PlantBoard['plant']['truth']>['tires'] {
    return this.board.plant.truth().tires;
  }

  isOn(output: Output): boolean {
    return this.board[output] === 'high';
  }

  /** Number of times an output has gone HIGH, from this event on. */
  highs(output: Output, from = 0): number {
    return this.events.slice(from).filter((event) => event.output === output && event.state === 'high')
      .length;
  }

  /** Waits with time stopped until a client has connected, or all have left. */
  async connected(): Promise<void> {
    await this.still(
      'connected',
      this.#waitFor(() => this.#client !== undefined),
    );
  }

  async alone(): Promise<void> {
    await this.#waitFor(() => this.#clients.every(({ socket }) => socket.closed));
  }

  /** Waits with time stopped until this many bytes have arrived from clients. */
  async hears(bytes: number): Promise<void> {
    await this.#waitFor(() => this.heardBytes >= bytes);
  }

  /** Cuts the cable. */
  cut(): void {
    for (const { socket } of this.#clients) socket.destroy();
  }

  close(): void {
    this.cut();
    this.#server.close();
    this.clock.close();
  }

  protected override async turn(nowMs: number): Promise<void> {
    const { uno } = this.board;
    const isReceiving = uno.hostQueue > 0;
    this.board.run(TURN_MS);
    this.#carrier.live(uno.nowMs);
    if (isReceiving) this.lastWordMs = uno.nowMs;
    if (this.#shutMs !== undefined && uno.nowMs - this.#shutMs >= SETTLES_IN_MS) {
      this.#shutMs = undefined;
      this.settledPsi[this.#carrier.tire] = this.tires[this.#carrier.tire]?.psi ?? Number.NaN;
    }
    this.highestPsi = Math.max(this.highestPsi, ...this.tires.map(({ psi }) => psi));
    await this.#received(await this.clock.tick(nowMs, this.#send()));
  }

  get #client(): Client | undefined {
    const last = this.#clients.at(-1);
    return last?.socket.destroyed ? undefined : last;
  }

  #attach(socket: Socket): void {
    this.#client?.socket.destroy();
    this.#clients.push({ socket, port: socket.remotePort ?? 0, sentBytes: 0 });
    this.board.uno.reset(); // as DTR does when a port is opened
    this.#said = [];
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      this.heardBytes += bytes.length;
      this.board.uno.hostSend(bytes);
    });
  }

  #send(): Carried {
    const client = this.#client;
    const bytes = Buffer.from(this.#said);
    this.#said = [];
    if (!client) return { port: 0, bytes: 0 };
    client.sentBytes += bytes.length;
    if (bytes.length > 0) client.socket.write(bytes);
    return { port: client.port, bytes: client.sentBytes };
  }

  /** Waits for the bytes that the program has written before time passes, however long the kernel takes. */
  async #received({ port, bytes }: Carried): Promise<void> {
    if (port === 0) return;
    await this.#waitFor(() =>
      this.#clients.some(
        ({ socket, ...client }) => client.port === port && (socket.closed || socket.bytesRead >= bytes),
      ),
    );
  }

  async #waitFor(isSo: () => boolean): Promise<void> {
    while (!isSo()) await loopTurn();
  }
}
