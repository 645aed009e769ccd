import { createServer, type Server, type Socket } from 'node:net';
import type { Bootloader, BootWorld } from './bootloader.js';
import { FlashMemory } from './flash-memory.js';
import { Optiboot } from './optiboot.js';
import { emulatedUno, type Program, SILENCE, type Start } from './programs.js';
import { WiringBootloader } from './wiring-bootloader.js';

const EEPROM_BYTES = 1024;

export interface BootBoardSetup {
  readonly flashBytes: number;
  readonly signature: readonly [number, number, number];
  readonly bootloader: (world: BootWorld) => Bootloader;
  readonly start: Start;
}

/** Signatures: data sheets of the chips, 28.3 and 30.3. */
export const UNO: BootBoardSetup = {
  flashBytes: 0x8000,
  signature: [0x1e, 0x95, 0x0f],
  bootloader: (world) => new Optiboot(world),
  start: emulatedUno,
};

export const MEGA: BootBoardSetup = {
  flashBytes: 0x40000,
  signature: [0x1e, 0x98, 0x01],
  bootloader: (world) => new WiringBootloader(world),
  start: () => SILENCE,
};

/**
 * An Arduino behind a TCP port, like a serial bridge: each connection resets it, as DTR does. The bootloader writes
 * its flash, and the program in the flash runs afterwards.
 */
export class BootBoard {
  readonly flash: FlashMemory;
  readonly eeprom = new Uint8Array(EEPROM_BYTES).fill(0xff);
  /** Number of bytes from each connection; a connection is a reset. */
  readonly heard: number[] = [];
  /** Called before bytes are processed, for tests that break something meanwhile. */
  onBytes: (board: BootBoard) => void = () => {};
  #socket: Socket | undefined;

  private constructor(
    private readonly setup: BootBoardSetup,
    private readonly server: Server,
  ) {
    this.flash = new FlashMemory(setup.flashBytes);
    server.on('connection', (socket) => this.#connected(socket));
  }

  static async serve(setup: BootBoardSetup): Promise<BootBoard> {
    const server = createServer();
    const board = new BootBoard(setup, server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return board;
  }

  /** Its address. */
  get port(): string {
    const address = this.server.address();
    if (address === null || typeof address === 'string') throw new Error('the board is not served');
    return `tcp://127.0.0.1:${address.port}`;
  }

  /** Pulls the plug. */
  hangUp(): void {
    this.#socket?.destroy();
  }

  async close(): Promise<void> {
    this.hangUp();
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  #connected(socket: Socket): void {
    this.hangUp();
    this.#socket = socket;
    const connection = this.heard.push(0) - 1;
    const { flash, setup } = this;
    const send = (bytes: readonly number[]): void => {
      if (socket.writable) socket.write(Uint8Array.from(bytes));
    };
    let program: Program | undefined;
    const leave = (): void => {
      program = setup.start(this, send);
    };
    const bootloader = setup.bootloader({ flash, signature: setup.signature, send, leave });
    socket.setNoDelay(true);
    socket.on('error', () => {});
    socket.on('data', (bytes) => {
      this.heard[connection] = (this.heard[connection] ?? 0) + bytes.length;
      this.onBytes(this);
      if (program) program.hear(bytes);
      else for (const byte of bytes) bootloader.take(byte);
    });
  }
}
