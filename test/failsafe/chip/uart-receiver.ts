import type { CPU, usart0Config } from 'avr8js';

const RXC = 0x80;
const RXCIE = 0x80;
const DOR = 0x08;
/** Two bytes in the buffer and one in the shift register (ATmega328P data sheet, 20.7.1). */
const DEPTH = 3;

/**
 * The receiver of the chip's USART, in place of avr8js's, which holds a single byte and loses it whenever the
 * program writes UCSRB, as Arduino's Serial does after everything it sends.
 */
export class UartReceiver {
  readonly #unread: number[] = [];
  readonly #complete: Parameters<CPU['setInterruptFlag']>[0];

  /** Must be created after avr8js's USART, whose hooks it wraps. */
  constructor(
    private readonly cpu: CPU,
    private readonly usart: typeof usart0Config,
  ) {
    const { UCSRA, UCSRB, UDR, rxCompleteInterrupt } = usart;
    this.#complete = {
      address: rxCompleteInterrupt,
      flagRegister: UCSRA,
      flagMask: RXC,
      enableRegister: UCSRB,
      enableMask: RXCIE,
      constant: true,
    };
    cpu.readHooks[UDR] = () => {
      const byte = this.#unread.shift() ?? 0;
      cpu.data[UCSRA] = (cpu.data[UCSRA] ?? 0) & ~DOR; // valid until UDR is read (20.11.2)
      this.#tell();
      return byte;
    };
    for (const register of [UCSRA, UCSRB]) {
      const before = cpu.writeHooks[register];
      cpu.writeHooks[register] = (value, old, address, mask) => {
        const done = before?.(value, old, address, mask) ?? false;
        this.#tell();
        return done;
      };
    }
  }

  /** A byte was received. */
  take(byte: number): void {
    const { UCSRA } = this.usart;
    if (this.#unread.length === DEPTH) this.cpu.data[UCSRA] = (this.cpu.data[UCSRA] ?? 0) | DOR;
    else this.#unread.push(byte);
    this.#tell();
  }

  #tell(): void {
    if (this.#unread.length > 0) this.cpu.setInterruptFlag(this.#complete);
    else this.cpu.clearInterrupt(this.#complete);
  }
}
