import type { DeviceEvent } from '../../../host/link/sim/index.js';
import type { OutletCommand, PlantTruth } from '../plant/index.js';

/** Time between two reports of a tire's pressure, s, and minimum change for a report, psi. */
const REPORT_S = 5;
const REPORT_PSI = 0.3;

/** The events that a person beside the plant would notice. */
export class EventLog {
  #commands: readonly OutletCommand[] = [];
  #pumpRuns = false;
  #reportedAtS = Number.NEGATIVE_INFINITY;
  readonly #reportedPsi: number[] = [];

  constructor(
    private readonly outletNames: readonly string[],
    private readonly report: (event: DeviceEvent) => void,
  ) {}

  /** Logs which coils have gained or lost power. */
  coils(commands: readonly OutletCommand[]): void {
    for (const [index, now] of commands.entries()) {
      const name = this.outletNames[index] ?? `${index}`;
      for (const valve of ['fill', 'vent'] as const) {
        if (now[valve] === (this.#commands[index]?.[valve] ?? false)) continue;
        this.report({
          kind: 'valve',
          text: `${valve} valve of ${name} ${now[valve] ? 'opened' : 'closed'}`,
          facts: { outlet: name, valve, open: now[valve] },
        });
      }
    }
    this.#commands = commands;
  }

  /** Logs what has changed in the plant. */
  look({ seconds, pump, tires, outlets }: PlantTruth): void {
    if (pump.running !== this.#pumpRuns) {
      this.#pumpRuns = pump.running;
      this.report({
        kind: 'pump',
        text: `pump ${pump.running ? 'on' : 'off'}`,
        facts: { running: pump.running },
      });
    }
    if (seconds - this.#reportedAtS < REPORT_S) return;
    this.#reportedAtS = seconds;
    for (const { at } of outlets) {
      const tire = at === 'off' ? undefined : tires[at];
      if (at === 'off' || !tire || Math.abs(tire.psi - (this.#reportedPsi[at] ?? -1)) < REPORT_PSI) continue;
      this.#reportedPsi[at] = tire.psi;
      this.report({
        kind: 'tire',
        text: `${tire.name} ${tire.psi.toFixed(1)} psi`,
        facts: { tire: tire.name, psi: Math.round(tire.psi * 100) / 100 },
      });
    }
  }

  hose(outlet: number, tire: string | undefined): void {
    const name = this.outletNames[outlet] ?? `${outlet}`;
    this.report({
      kind: 'hose',
      text: tire === undefined ? `${name} taken off` : `${name} put on ${tire}`,
      facts: { outlet: name, tire: tire ?? null },
    });
  }
}
