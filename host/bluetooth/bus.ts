/** A value sent as a D-Bus variant, so that the receiver knows its type. */
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

/** A signal of BlueZ, with variants unpacked. */
export interface BusSignal {
  readonly path: string;
  readonly interface: string;
  readonly member: string;
  readonly args: readonly unknown[];
}

/** The answer of a method that we serve. */
export interface BusAnswer {
  readonly signature?: string;
  readonly args?: readonly unknown[];
}

/** A D-Bus error: `type` is its name, for example `org.bluez.Error.AuthenticationFailed`. */
export class BusError extends Error {
  override readonly name = 'BusError';
  readonly type: string;

  constructor(type: string, text: string) {
    super(text);
    this.type = type;
  }
}

/** Ignores what BlueZ refuses, for calls that only tidy up. @throws anything else */
export function onlyBusErrors(error: unknown): void {
  if (!(error instanceof BusError)) throw error;
}

/** A connection to BlueZ over the system bus: the peer is always `org.bluez`. */
export interface Bus {
  /** @throws BusError */
  call(call: BusCall): Promise<readonly unknown[]>;
  /** Calls the listener for every signal of BlueZ and {@link BLUEZ_GONE}. @returns a function that ends this */
  onSignal(listener: (signal: BusSignal) => void): () => void;
  /** Answers calls to an object of ours; a thrown {@link BusError} is the reply. @returns a function that ends this */
  serve(path: string, answer: (call: BusCall) => BusAnswer): () => void;
  close(): void;
}

/** The signal for the end of bluetoothd or of the connection. */
export const BLUEZ_GONE: BusSignal = { path: '/', interface: 'onair', member: 'BluezGone', args: [] };
