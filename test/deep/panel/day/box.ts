import { FIRMATA_BAUD } from '../../../../firmware/air-up/board/index.js';
import { loadPins } from '../../../../firmware/air-up/node/pin-files.js';
import { airUpKind } from '../../../../firmware/air-up/node/sim-board/kind.js';
import type { Random } from '../../../../firmware/air-up/plant/random.js';
import type { PlantTruth } from '../../../../firmware/air-up/plant/truth.js';
import { SimAirUp } from '../../../../firmware/air-up/sim-board/air-up.js';
import { scheduledFaults } from '../../../../firmware/air-up/sim-board/scheduled-faults.js';
import type { AirUpSetup } from '../../../../firmware/air-up/sim-board/setup.js';
import { buildJob } from '../../../../firmware/air-up/vehicle/plan/build-job.js';
import { buildPlant } from '../../../../firmware/air-up/vehicle/plan/build-plant.js';
import type { Vehicle } from '../../../../firmware/air-up/vehicle/vehicle.js';
import type { Clock } from '../../../../host/base/clock.js';
import { OnairError } from '../../../../host/base/error.js';
import type { ChosenPort } from '../../../../host/cli/port/connect.js';
import { DEFAULT_LINE } from '../../../../host/link/line.js';
import type { DeviceKind, DeviceWorld } from '../../../../host/link/sim/device.js';
import { SimLink } from '../../../../host/link/sim/sim-link.js';

/** What breaks in a day. */
const BREAKS = [
  'pump-weak=0.2',
  'pump-dead',
  'line-leak',
  'hose-leak',
  'hose-off',
  'core-shut',
  'fill-stuck-open',
  'fill-stuck-shut',
  'vent-stuck-open',
  'vent-stuck-shut',
  'sensor-frozen',
  'sensor-open',
  'sensor-short',
  'sensor-out-of-range',
  'battery-low',
] as const;

/** Time from power-up of the board until something breaks, s. */
const SOONEST_S = 600;
const LATEST_S = 3000;

/** A cable that can be pulled. */
class Cable extends SimLink {
  pull(): void {
    this.lost('unplugged');
  }
}

/**
 * The simulated board with the plant of a vehicle, as a port. Each time that it gets power everything is mended, tires
 * have the air that they had, and something else will break.
 */
export class Box implements Pick<ChosenPort, 'port'> {
  readonly port = 'sim:air-up';
  readonly pins = loadPins();
  /** Something of it is broken now. */
  isBroken = false;
  /** The key is out: the computer and its panel go on, by a battery of their own. */
  #isOff = false;
  #psi: readonly number[] = [];
  #device: SimAirUp | undefined;
  #cable: Cable | undefined;
  readonly #kind: DeviceKind;

  constructor(
    private readonly vehicle: Vehicle,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {
    const { create: _, ...kind } = airUpKind;
    this.#kind = { ...kind, create: (_values, world) => this.#powered(world) };
  }

  get truth(): PlantTruth {
    if (!this.#device) throw new Error('no power yet');
    return this.#device.truth();
  }

  /** Opens the port: the board restarts. @throws OnairError port-missing */
  open(): SimLink {
    if (this.#isOff)
      throw new OnairError('port-missing', { message: `no ${this.port}`, hint: 'turn the key' });
    const cable = new Cable({
      portName: this.port,
      device: this.#kind.name,
      query: [],
      line: { ...DEFAULT_LINE, baudRate: FIRMATA_BAUD },
      devices: new Map([[this.#kind.name, this.#kind]]),
      clock: this.clock,
      onEvent: ({ kind }) => {
        if (kind === 'fault') this.isBroken = true;
      },
    });
    void cable.whenClosed.then(() => {
      this.#psi = this.truth.tires.map(({ psi }) => psi);
    });
    this.#cable = cable;
    return cable;
  }

  turnKey(to: 'off' | 'on'): void {
    this.#isOff = to === 'off';
    if (this.#isOff) this.pullCable();
  }

  pullCable(): void {
    this.#cable?.pull();
  }

  hang(): void {
    this.#device?.hang();
  }

  /** @param name of a tire, or off */
  putHose(name: string): void {
    const at = this.vehicle.tires.findIndex((tire) => tire.name === name);
    this.#device?.moveHose(0, at < 0 ? 'off' : at);
  }

  #powered(world: DeviceWorld): SimAirUp {
    const { vehicle, random, pins } = this;
    const all = buildJob(
      vehicle,
      'inflate',
      vehicle.tires.map(({ name, maxPsi }) => ({ tire: name, targetPsi: maxPsi, maxPsi })),
    );
    const startPsi = vehicle.tires.map((_, at) => this.#psi[at] ?? 12 + 10 * random());
    const seed = Math.floor(2 ** 32 * random());
    const setup: AirUpSetup = {
      pins,
      plant: buildPlant(vehicle, all, { startPsi, seed }),
      firmware: 'failsafe',
    };
    const breaks = BREAKS[Math.floor(BREAKS.length * random())];
    const atS = SOONEST_S + (LATEST_S - SOONEST_S) * random();
    const scheduled = scheduledFaults({ has: () => false }, `${breaks}@${atS.toFixed(1)}`, setup);
    this.isBroken = false;
    this.#device = new SimAirUp({ setup, scheduled, presses: [], moveS: 0 }, world);
    return this.#device;
  }
}
