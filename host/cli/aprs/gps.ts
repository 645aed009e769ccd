import { OnairError } from '../../base/index.js';
import type { Link } from '../../link/index.js';
import { openLink } from '../../link/node/index.js';
import { GPSD_WATCH, GpsReader, type NmeaFix } from '../../packet/index.js';
import type { Io } from '../terminal/io.js';

/** A position with its motion data. */
export type GpsFix = NmeaFix & { readonly latitude: number; readonly longitude: number };

/** An open GPS receiver. */
export interface Gps {
  /** The latest fix; undefined if none is fresh. */
  fix(): GpsFix | undefined;
  /** Resolves with the first fix. @throws OnairError device-silent, port-lost, or the reason of `signal` */
  firstFix(signal: AbortSignal): Promise<GpsFix>;
  /** @throws OnairError port-lost once the receiver is lost */
  check(): void;
  close(): Promise<void>;
}

const GPSD_PORT = 2947;
/** A receiver that was off needs half a minute for its first fix; under trees two minutes. */
const FIRST_FIX_MS = 120_000;
const LOOK_EVERY_MS = 250;

/**
 * Opens `gpsd://HOST[:PORT]`, or a port that sends NMEA sentences.
 * @throws OnairError of the port
 */
export async function openGps(io: Io, source: string, baudRate: number): Promise<Gps> {
  const [, host, port = String(GPSD_PORT)] = /^gpsd:\/\/([^:/]+)(?::(\d+))?\/?$/.exec(source) ?? [];
  const { DEVICES } = await import('../port/devices.js');
  const link = await openLink(
    host === undefined ? source : `tcp://${host}:${port}`,
    { baudRate, parity: 'none', rtscts: false },
    { clock: io.clock, devices: DEVICES },
  ).catch((error: unknown) => {
    throw host !== undefined && error instanceof OnairError ? ofGpsd(error, host) : error;
  });
  const reader = new GpsReader();
  link.on('data', (bytes: Buffer) => reader.push(bytes, io.clock.now()));
  if (host !== undefined) await link.send(Buffer.from(GPSD_WATCH));
  return new OpenGps(io, link, reader);
}

/** The error of a connection, in terms of gpsd. */
function ofGpsd({ code, message, details }: OnairError, host: string): OnairError {
  return new OnairError(code, {
    message,
    hint: `is gpsd running on ${host}? (sudo systemctl start gpsd.socket; cgps shows whether it has a fix.) A receiver without gpsd: --gps /dev/ttyUSB0. A fixed place: --at LAT,LON`,
    details,
  });
}

class OpenGps implements Gps {
  constructor(
    private readonly io: Io,
    private readonly link: Link,
    private readonly reader: GpsReader,
  ) {}

  fix(): GpsFix | undefined {
    return this.reader.fix(this.io.clock.now());
  }

  async firstFix(signal: AbortSignal): Promise<GpsFix> {
    const until = this.io.clock.now() + FIRST_FIX_MS;
    for (;;) {
      const fix = this.fix();
      if (fix) return fix;
      this.check();
      if (this.io.clock.now() >= until) {
        throw new OnairError('device-silent', {
          message: `no position from ${this.link.portName} within ${FIRST_FIX_MS / 1000} s`,
          hint: 'give the receiver a view of the sky, check --gps-baud (4800 or 9600), or take --at LAT,LON',
        });
      }
      await this.io.clock.sleep(LOOK_EVERY_MS, signal);
    }
  }

  check(): void {
    if (!this.link.isOpen) throw this.link.lossError;
  }

  close(): Promise<void> {
    return this.link.close();
  }
}
