import type { BusAnswer } from '../../host/bluetooth/bus.js';
import { error } from './double-objects.js';

/** Calls a method of the agent that `sender` registered. */
export type AskAgent = (
  sender: string,
  path: string,
  member: string,
  signature: string,
  args: readonly unknown[],
) => Promise<readonly unknown[]>;

/** The agents that were registered, which answer for a person while devices pair (org.bluez.AgentManager1). */
export class DoubleAgents {
  readonly #paths = new Map<string, string>();
  #default: string | undefined;

  constructor(private readonly askAgent: AskAgent) {}

  /** A method of AgentManager1. */
  call(sender: string, member: string, path: string): BusAnswer {
    const has = this.#paths.get(sender) === path;
    if (member === 'RegisterAgent') {
      if (this.#paths.has(sender)) throw error('AlreadyExists', 'Already Exists');
      this.#paths.set(sender, path);
    } else if (!has) throw error('DoesNotExist', 'Does Not Exist');
    else if (member === 'RequestDefaultAgent') this.#default = sender;
    else this.left(sender);
    return {};
  }

  /** Somebody has left the bus. */
  left(sender: string): void {
    this.#paths.delete(sender);
    if (this.#default === sender) this.#default = undefined;
  }

  /** Whose agent answers for this sender. */
  agentFor(sender: string): string | undefined {
    return this.#paths.has(sender) ? sender : this.#default;
  }

  /** Asks an agent for a PIN, or whether two numbers are the same. */
  async ask(agent: string, path: string, isNumbers: boolean): Promise<unknown> {
    const [member, signature, args] = isNumbers
      ? (['RequestConfirmation', 'ou', [path, 123456]] as const)
      : (['RequestPinCode', 'o', [path]] as const);
    try {
      const answer = await this.askAgent(agent, this.#paths.get(agent) ?? '/', member, signature, args);
      return answer[0];
    } catch {
      throw error('AuthenticationFailed', 'Authentication Failed');
    }
  }
}
