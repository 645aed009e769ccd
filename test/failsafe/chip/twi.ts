import { AVRTWI, type CPU, type TWIEventHandler, twiConfig } from 'avr8js';
import type { ChipPins } from './pins.js';
import type { Slave, TwoWireBus } from './two-wire-bus.js';

const { TWCR, TWSR } = twiConfig;
const TWINT = 0x80;
const TWEN = 0x04;
const IDLE = 0xf8;
/** Clock pulses of a byte and its acknowledge. */
const BYTE = 9;

const hex = (byte: number): string => byte.toString(16).padStart(2, '0');

/**
 * avr8js's two-wire interface with a bus on it, plus what the data sheet of the ATmega328P adds: operations
 * take time (22.5.2), disabling the interface ends its operation (22.9.2), a STOP does not set TWINT (22.7).
 */
export class ChipTwi implements TWIEventHandler {
  readonly #twi: AVRTWI;
  #slave: Slave | undefined;
  #step: (() => void) | undefined;
  #message = '';

  constructor(
    private readonly cpu: CPU,
    config: typeof twiConfig,
    pins: ChipPins,
    private readonly bus: TwoWireBus,
    private readonly clockHz: number,
  ) {
    bus.onLine = (pin, isLow) => pins.drive(pin, isLow ? false : undefined);
    for (const pin of bus.heldLines) pins.drive(pin, false);
    this.#twi = new AVRTWI(cpu, config, clockHz);
    this.#twi.eventHandler = this;
    const change = cpu.writeHooks[TWCR];
    cpu.writeHooks[TWCR] = (value, old, address, mask) => {
      if (value & TWEN) return change?.(value, old, address, mask) ?? false;
      cpu.data[TWCR] = value & ~TWINT;
      this.#switchOff();
      return true;
    };
  }

  get #nowMs(): number {
    return (this.cpu.cycles * 1000) / this.clockHz;
  }

  start(repeated: boolean): void {
    if (!repeated) this.#message = '';
    this.#after(1, () => this.#twi.completeStart());
  }

  stop(): void {
    this.#after(1, () => {
      this.#end();
      this.#twi.completeStop();
      this.cpu.data[TWCR] = (this.cpu.data[TWCR] ?? 0) & ~TWINT;
    });
  }

  connectToSlave(address: number, writes: boolean): void {
    const slave = this.bus.slaves.get(address);
    this.#after(
      BYTE,
      () => {
        const answers = slave !== undefined && (slave.called?.(!writes) ?? true);
        this.#slave = answers ? slave : undefined;
        const between = this.#message === '' ? '' : ' | ';
        this.#message += `${between}${writes ? 'W' : 'R'}${hex(address)}${answers ? '' : '-'}`;
        this.#twi.completeConnect(answers);
      },
      slave,
    );
  }

  writeByte(value: number): void {
    this.#after(BYTE, () => {
      const taken = this.#slave?.take(value, this.#nowMs) ?? false;
      this.#message += ` ${hex(value)}${taken ? '' : '-'}`;
      this.#twi.completeWrite(taken);
    });
  }

  readByte(): void {
    this.#after(BYTE, () => {
      const value = this.#slave?.give(this.#nowMs) ?? 0xff;
      this.#message += ` ${hex(value)}`;
      this.#twi.completeRead(value);
    });
  }

  /** An operation takes this number of clock pulses of the bus, and the time for which a slave stretches the clock. */
  #after(clocks: number, done: () => void, slave = this.#slave): void {
    if (this.bus.isDead || this.bus.heldLines.size > 0) return;
    const cycles = (clocks * this.clockHz) / this.#twi.sclFrequency;
    const heldMs = clocks === BYTE ? (slave?.holdsMs?.() ?? 0) : 0;
    if (heldMs > 0) {
      this.bus.hold(this.bus.lines.scl);
      if (heldMs === Infinity) return;
      this.cpu.addClockEvent(() => this.bus.letGo(this.bus.lines.scl), (heldMs * this.clockHz) / 1000);
    }
    this.#step = () => {
      this.#step = undefined;
      done();
    };
    this.cpu.addClockEvent(this.#step, cycles + (heldMs * this.clockHz) / 1000);
  }

  #switchOff(): void {
    if (this.#step) this.cpu.clearClockEvent(this.#step);
    this.#step = undefined;
    if (this.#message !== '') this.#message += ' cut off';
    this.#end();
    // Private in avr8js, which has no end other than that of the operation.
    (this.#twi as unknown as { busy: boolean }).busy = false;
    this.cpu.data[TWSR] = ((this.cpu.data[TWSR] ?? 0) & 3) | IDLE;
  }

  #end(): void {
    if (this.#message !== '') this.bus.log.push(this.#message);
    this.#message = '';
    this.#slave = undefined;
  }
}
