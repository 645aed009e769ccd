import { FirmataReader, TO_HOST } from '../../../firmware/air-up/board/firmata/firmata-messages.js';
import { airUpKind } from '../../../firmware/air-up/node/sim-board/kind.js';
import { SimAirUp } from '../../../firmware/air-up/sim-board/air-up.js';
import type { DeviceEvent } from '../../../host/link/sim/device.js';
import { Faults } from '../../../host/link/sim/faults.js';
import { readOptions } from '../../../host/link/sim/options.js';
import { ManualClock } from '../../link/manual-clock.js';

/** The device without a wire, on a clock that is moved by hand. */
export interface Bare {
  readonly device: SimAirUp;
  readonly clock: ManualClock;
  readonly events: DeviceEvent[];
  /** Says bytes to it. */
  say(...bytes: number[]): void;
  /** What it has said since this was asked last, message by message, in hex. */
  heard(): string[];
  after(ms: number): void;
}

export function bare(query = ''): Bare {
  const clock = new ManualClock();
  const { fault = '', ...given } = Object.fromEntries(new URLSearchParams(query));
  const faults = Faults.parse(fault, airUpKind.faults);
  const heard: string[] = [];
  const reader = new FirmataReader(TO_HOST, (message) => heard.push(message.toString('hex')));
  const events: DeviceEvent[] = [];
  const world = {
    clock,
    send: (bytes: Buffer) => reader.take(bytes),
    hostReady: () => true,
    report: (event: DeviceEvent) => events.push(event),
  };
  const device = airUpKind.create(
    readOptions('air-up', airUpKind.options, Object.entries(given)),
    world,
    faults,
  );
  if (!(device instanceof SimAirUp)) throw new Error('not the device that was asked for');
  return {
    device,
    clock,
    events,
    say: (...bytes) => device.receive(Buffer.from(bytes)),
    heard: () => heard.splice(0),
    after: (ms) => clock.run(clock.now() + ms),
  };
}
