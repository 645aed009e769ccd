import { type Clock, pending } from '../../host/base/index.js';
import type { DoubleAgents } from './double-agents.js';
import type { DoubleDevice } from './double-device.js';
import { type DoubleObjects, error, pathOf } from './double-objects.js';

/** Times of a pairing, ms, of the order that BlueZ and a module take. */
const PAGE_TIMEOUT_MS = 5120;
const MUTE_MS = 40_000;
const PIN_MS = 100;
const SERVICES_MS = 400;
const REFUSAL_MS = 4000;

/** How devices pair, and what interrupts it. */
export class DoublePairing {
  /** Pairings that run, by path, and what makes each fail. */
  readonly #bonding = new Map<string, (failure: Error) => void>();
  /** Until when a device refuses every pairing, by path. */
  readonly #refusing = new Map<string, number>();

  constructor(
    private readonly clock: Clock,
    private readonly objects: DoubleObjects,
    private readonly agents: DoubleAgents,
  ) {}

  /** bluetoothd ends. */
  end(): void {
    for (const fail of this.#bonding.values()) fail(error('Failed', 'it ends'));
  }

  /** The device is removed, which cancels its pairing. */
  remove({ address }: DoubleDevice): void {
    const path = pathOf(address);
    if (this.objects.remove(path))
      this.#bonding.get(path)?.(error('AuthenticationCanceled', 'Authentication Canceled'));
  }

  /** Device1.CancelPairing. */
  cancel(path: string): void {
    const fail = this.#bonding.get(path);
    if (!fail) throw error('DoesNotExist', 'Does Not Exist');
    fail(error('AuthenticationCanceled', 'Authentication Canceled'));
  }

  /** Device1.Pair. */
  async pair(sender: string, device: DoubleDevice): Promise<void> {
    const path = pathOf(device.address);
    if (this.objects.facts(path)?.Paired === true) throw error('AlreadyExists', 'Already Exists');
    if (this.#bonding.has(path)) throw error('InProgress', 'In Progress');
    try {
      await pending<void>(this.clock, undefined, (wait) => {
        this.#bonding.set(path, (failure) => wait.reject(failure));
        this.#bond(sender, path, device, (ms) => this.clock.sleep(ms)).then(wait.resolve, wait.reject);
        return () => {};
      });
    } finally {
      this.#bonding.delete(path);
    }
  }

  async #bond(
    sender: string,
    path: string,
    device: DoubleDevice,
    sleep: (ms: number) => Promise<void>,
  ): Promise<void> {
    if (!device.inRange) {
      await sleep(PAGE_TIMEOUT_MS);
      throw error('ConnectionAttemptFailed', 'Page Timeout');
    }
    const facts = this.objects.facts(path);
    const agent = this.agents.agentFor(sender);
    if ((this.#refusing.get(path) ?? 0) > this.clock.now())
      throw error('AuthenticationRejected', 'Authentication Rejected');
    if (device.problem === 'mute') {
      await sleep(MUTE_MS);
      throw error('AuthenticationTimeout', 'Authentication Timeout');
    }
    if (device.problem === 'breaks-off') throw error('AuthenticationFailed', 'Authentication Failed');
    if (device.pin !== undefined || device.numbers) {
      if (agent === undefined) throw error('AuthenticationFailed', 'Authentication Failed');
      const pin = await this.agents.ask(agent, path, device.numbers === true);
      await sleep(PIN_MS);
      if (device.problem === 'removed-while-pairing') {
        this.remove(device);
        return;
      }
      if (device.pin !== undefined && device.problem !== 'any-pin' && pin !== device.pin) {
        if (device.problem === 'refuses-after-wrong-pin')
          this.#refusing.set(path, this.clock.now() + REFUSAL_MS);
        throw error('AuthenticationFailed', 'Authentication Failed');
      }
    }
    if (!facts || this.objects.facts(path) !== facts) return;
    this.objects.learnName(device);
    this.objects.change(path, facts, { Connected: true, Paired: true, Bonded: true });
    this.clock.after(SERVICES_MS, () => {
      if (this.objects.facts(path) === facts) {
        this.objects.change(path, facts, { UUIDs: device.uuids, ServicesResolved: true });
      }
    });
  }
}
