import type { DeviceWorld } from '../../link/sim/device.js';
import { type Ax25Frame, encodeUi } from '../../packet/ax25.js';
import { parseCallSign } from '../../packet/callsign.js';
import { formatMonitor } from '../../packet/monitor.js';

/** One packet that the simulated radio put on the air. */
export interface Transmission {
  /** Milliseconds of the simulation's clock. */
  readonly at: number;
  /** The AX.25 frame as it came out of KISS, without flags and FCS. */
  readonly bytes: Buffer;
  readonly frame: Ax25Frame;
}

/** What goes on the air. Kept, so that a test can tell that nothing was sent which should not be. */
export class Air {
  readonly transmitted: Transmission[] = [];

  constructor(private readonly world: Pick<DeviceWorld, 'clock' | 'report'>) {}

  transmit(bytes: Buffer, frame: Ax25Frame): void {
    this.transmitted.push({ at: this.world.clock.now(), bytes, frame });
    this.world.report({
      kind: 'air',
      text: formatMonitor(frame),
      facts: { hex: bytes.toString('hex'), bytes: bytes.length },
    });
  }
}

/** The Nth packet of another station, as a KISS host gets it. APK101: the range of the TM-D700 (aprs-deviceid). */
export function packetHeard(count: number): Buffer {
  return encodeUi({
    from: parseCallSign('N0CALL-9'),
    to: parseCallSign('APK101'),
    path: [{ call: parseCallSign('WIDE1-1'), repeated: true }],
    info: Buffer.from(`=4903.50N/07201.75W>simulated packet ${count}`, 'latin1'),
  });
}
