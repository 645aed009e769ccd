import type { AirState } from '../../host/panel/schema/air.js';
import type { Order } from '../../host/panel/schema/orders.js';
import type { HoldWord, Machine, MachineListener, PanelSample } from '../../host/panel/service/machine.js';

/** A machine that records its orders. */
export class FakeMachine implements Machine {
  readonly orders: Order[] = [];
  readonly words: HoldWord[] = [];
  listener: MachineListener | undefined;
  stage: AirState['stage'] = 'waiting';
  vehicle = 'Jeep';
  outlets: AirState['outlets'] = [];

  state(): AirState {
    return {
      vehicle: this.vehicle,
      units: 'psi',
      stage: this.stage,
      headline: 'Put the hose on FL, then start',
      board: { port: 'sim:air-up', connected: true, problem: null, todo: null },
      fault: null,
      plan: { kind: 'inflate', preset: null, canDeflate: false, holdToFill: true },
      presets: [],
      tires: [],
      outlets: this.outlets,
      question: null,
      unproven: null,
      hose: null,
      next: null,
      pump: { running: false, resting: false, starts: 0, runMs: 0, words: 'off' },
      battery: { volts: 13.8, low: false },
      held: false,
    };
  }

  samples(): readonly PanelSample[] {
    return [{ psi: 15, tirePsi: 15, targetPsi: 38 }];
  }

  order(order: Order): void {
    this.orders.push(order);
  }

  hold(word: HoldWord): void {
    this.words.push(word);
  }

  listen(listener: MachineListener): () => void {
    this.listener = listener;
    return () => {
      this.listener = undefined;
    };
  }
}
