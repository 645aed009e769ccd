import { type Bus, type BusAnswer, type BusCall, BusError } from './bus.js';
import { explain } from './errors.js';

const PATH = '/onair/agent';
const MANAGER = { path: '/org/bluez', interface: 'org.bluez.AgentManager1' };

/** What the device asked for while pairing. Newer devices ask for no PIN: they compare numbers, or ask nothing. */
export type PairingMethod = 'pin' | 'numbers' | 'nothing';

/** What an agent was asked. */
export interface Witness {
  asked: PairingMethod;
}

/**
 * Registers an agent that gives one PIN to one device while `act` runs. BlueZ asks the agent of the caller of Pair
 * (SOURCES.md#agents), so the agent of a desktop stays the default.
 */
export async function withAgent<T>(
  bus: Bus,
  device: string,
  pin: string,
  act: (witness: Witness) => Promise<T>,
): Promise<T> {
  const witness: Witness = { asked: 'nothing' };
  const end = bus.serve(PATH, (call) => answer(call, device, pin, witness));
  let registered = false;
  try {
    await bus.call({ ...MANAGER, member: 'RegisterAgent', signature: 'os', args: [PATH, 'KeyboardDisplay'] });
    registered = true;
    return await act(witness);
  } catch (error) {
    throw explain(error);
  } finally {
    if (registered) {
      await bus
        .call({ ...MANAGER, member: 'UnregisterAgent', signature: 'o', args: [PATH] })
        .catch(() => undefined); // BlueZ removes it when this connection ends
    }
    end();
  }
}

const REJECTED = 'org.bluez.Error.Rejected';

/** Methods of org.bluez.Agent1 (doc/agent-api.txt). */
function answer(
  { interface: name, member, args: [about] = [] }: BusCall,
  device: string,
  pin: string,
  witness: Witness,
): BusAnswer {
  if (name !== 'org.bluez.Agent1') throw new BusError('org.freedesktop.DBus.Error.UnknownInterface', name);
  switch (member) {
    case 'Release':
    case 'Cancel':
    case 'DisplayPinCode':
    case 'DisplayPasskey':
      return {};
    case 'RequestPinCode':
      if (about !== device) throw new BusError(REJECTED, 'not the device that is being paired');
      witness.asked = 'pin';
      return { signature: 's', args: [pin] };
    case 'RequestPasskey':
      if (about !== device || !/^\d{1,6}$/.test(pin)) throw new BusError(REJECTED, 'no passkey');
      witness.asked = 'pin';
      return { signature: 'u', args: [Number(pin)] };
    case 'RequestConfirmation':
    case 'RequestAuthorization':
    case 'AuthorizeService':
      if (about !== device) throw new BusError(REJECTED, 'not the device that is being paired');
      if (member !== 'AuthorizeService') witness.asked = 'numbers';
      return {};
    default:
      throw new BusError('org.freedesktop.DBus.Error.UnknownMethod', member);
  }
}
