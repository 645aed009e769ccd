/** A value that travels as a D-Bus variant, where the receiver can't know its type otherwise. */
export interface VariantValue {
  readonly signature: string;
  readonly value: unknown;
}

/** A method call; variants in `args` are {@link VariantValue}s. */
export interface BusCall {
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  /** D-Bus types of `args`, for example `oss`. */
  readonly signature?: string;
  readonly args?: readonly unknown[];
}

/** What BlueZ tells unasked. Variants are unpacked. */
export interface BusSignal {
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly args: readonly unknown[];
}

/** What a method of ours answers. */
export interface BusAnswer {
  readonly signature?: string;
  readonly args?: readonly unknown[];
}

/** An error as D-Bus tells it: `type` is its name, for example `org.bluez.Error.AuthenticationFailed`. */
export class BusError extends Error {
  override readonly name = 'BusError';
  readonly type: string;

  constructor(type: string, text: string) {
    super(text);
    this.type = type;
  }
}

/** A connection to the system bus, as far as BlueZ is concerned: the other side is always `org.bluez`. */
export interface Bus {
  /** @throws BusError */
  call(call: BusCall): Promise<readonly unknown[]>;
  /** Hears every signal of BlueZ, and {@link BLUEZ_GONE}, until the function that comes back is called. */
  onSignal(hear: (signal: BusSignal) => void): () => void;
  /** Answers calls to an object of ours until the function that comes back is called. A {@link BusError} is told as such. */
  serve(path: string, answer: (call: BusCall) => BusAnswer): () => void;
  close(): void;
}

/** The signal that stands for the end of bluetoothd or of the connection. */
export const BLUEZ_GONE: BusSignal = { path: '/', interface: 'onair', member: 'BluezGone', args: [] };
