import { readFileSync } from 'node:fs';
import { pinNumber } from '../../../firmware/air-up/board/pins/boards.js';
import { loadPins } from '../../../firmware/air-up/node/pin-files.js';
import { createPlant, type Plant } from '../../../firmware/air-up/plant/plant.js';
import { parseTireSize, tireCavity } from '../../../firmware/air-up/plant/tire/tire-size.js';
import { HEX } from '../../failsafe/board/board-under-test.js';
import { EmulatedBoard } from '../../failsafe/board/emulated-board.js';

export const PINS = loadPins();
const { model } = PINS;

/** A tire that a pump with a tank fills in seconds, so that the emulation takes few. */
export const CAVITY = tireCavity(parseTireSize('ST205/75R15') ?? { outerIn: 27, widthIn: 8, rimIn: 15 });
const PLANT_STEP_MS = 5;
const CONVERTER_STEPS = 1024;
const REFERENCE_VOLTS = 5;

/** The compiled sketch on an emulated chip, with the plant on its pins. */
export class PlantBoard {
  readonly uno: EmulatedBoard;
  readonly plant: Plant;
  #readings: ReturnType<Plant['step']>;
  #plantMs: number;

  /** @param startPsi of each tire; the hose is on the first */
  constructor(...startPsi: readonly number[]) {
    this.plant = createPlant({
      tires: startPsi.map((psi, index) => ({ name: `T${index + 1}`, cavity: CAVITY, startPsi: psi })),
      outlets: [{ at: 0 }],
      tankL: 7.57,
      lineStartPsi: 100,
    });
    this.#readings = this.plant.step(0.001, { pumpPower: false, outlets: [] });
    this.uno = new EmulatedBoard(readFileSync(HEX, 'utf8'), {
      analogRatio: (channel) => this.#ratio(channel),
    });
    this.uno.driveInput(pinNumber(PINS.pump.switch ?? 7, model), false);
    this.#plantMs = this.uno.nowMs;
  }

  get tirePsi(): number {
    return this.plant.truth().tires[0]?.psi ?? Number.NaN;
  }

  /** Level of the fill valve's pin, as the chip drives it. */
  get fill(): string {
    return this.uno.pin(pinNumber(PINS.outlets[0]?.fill ?? 4, model));
  }

  get vent(): string {
    return this.uno.pin(pinNumber(PINS.outlets[0]?.vent ?? 5, model));
  }

  get relay(): string {
    return this.uno.pin(pinNumber(PINS.pump.relay ?? 6, model));
  }

  /** Board and plant live on. */
  run(ms: number): void {
    for (let passed = 0; passed < ms; passed += PLANT_STEP_MS) {
      this.uno.run(Math.min(PLANT_STEP_MS, ms - passed));
      this.follow();
    }
  }

  /** The plant catches up with the board, under what its pins do. */
  follow(): void {
    while (this.uno.nowMs - this.#plantMs >= PLANT_STEP_MS) {
      this.#plantMs += PLANT_STEP_MS;
      this.#readings = this.plant.step(PLANT_STEP_MS / 1000, {
        pumpPower: this.relay === 'high',
        outlets: [
          {
            fill: this.fill === 'high',
            vent: this.vent === 'high',
          },
        ],
      });
      this.uno.driveInput(
        pinNumber(PINS.pump.switch ?? 7, model),
        this.#readings.switchClosed === false ? undefined : false,
      );
    }
  }

  #ratio(channel: number): number {
    const sensor = pinNumber(PINS.outlets[0]?.sensor ?? 'A0', model) - model.firstAnalog;
    if (channel === sensor) return ((this.#readings.outletCounts[0] ?? 0) + 0.5) / CONVERTER_STEPS;
    const { battery } = PINS;
    if (!battery || channel !== pinNumber(battery.pin, model) - model.firstAnalog) return 0;
    const share = battery.lowerKohm / (battery.upperKohm + battery.lowerKohm);
    return (this.#readings.batteryVolts * share) / REFERENCE_VOLTS;
  }
}
