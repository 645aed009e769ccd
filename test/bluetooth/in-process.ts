import type { Bus, BusAnswer, BusCall, BusSignal } from '../../host/bluetooth/bus.js';
import { BLUEZ_GONE } from '../../host/bluetooth/bus.js';
import type { BluezDouble } from './bluez-double.js';

/** A connection to a double without any D-Bus between. */
export interface TestBus extends Bus {
  /** bluetoothd ends. */
  end(): void;
}

/** Connects to a double in this process. */
export function inProcess(double: BluezDouble, sender = ':1.7'): TestBus {
  const listeners = new Set<(signal: BusSignal) => void>();
  const objects = new Map<string, (call: BusCall) => BusAnswer>();
  const notify = (signal: BusSignal): void => {
    for (const listener of listeners) listener(signal);
  };
  double.wires = {
    signal: (signal) => notify({ ...signal, args: signal.args.map(plain) }),
    ask: async (_sender, path, member, _signature, args) => {
      const answer = objects.get(path);
      if (!answer) throw new Error(`no agent at ${path}`);
      return answer({ path, interface: 'org.bluez.Agent1', member, args }).args ?? [];
    },
  };
  return {
    call: async ({ path, interface: name, member, args = [] }) =>
      ((await double.call({ sender, path, interface: name, member, args: args.map(plain) })).args ?? []).map(
        plain,
      ),
    onSignal: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    serve: (path, answer) => {
      objects.set(path, answer);
      return () => objects.delete(path);
    },
    close: () => double.left(sender),
    end: () => notify(BLUEZ_GONE),
  };
}

/** Variants unpacked, as the real bus hands them over. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== 'object' || value === null) return value;
  if ('signature' in value && 'value' in value) return plain(value.value);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plain(each)]));
}
