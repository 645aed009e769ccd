import { EventEmitter } from 'node:events';
import { Message, MessageType, sessionBus, Variant } from '@jellybrick/dbus-next';
import { BusError } from '../../../host/bluetooth/bus.js';
import { withoutVariants, withVariants } from '../../../host/bluetooth/node/variants.js';
import type { BluezDouble } from '../../bluetooth/bluez-double.js';

const DBUS = {
  destination: 'org.freedesktop.DBus',
  path: '/org/freedesktop/DBus',
  interface: 'org.freedesktop.DBus',
};

/** Puts a double on a bus as `org.bluez`, for whoever comes. Gives what takes it off again: bluetoothd ends. */
export async function putOnBus(double: BluezDouble, busAddress: string): Promise<() => Promise<void>> {
  const bus = sessionBus({ busAddress });
  // A test may stop the daemon while the double still has something to send: that is lost, and no failure.
  (bus as EventEmitter).on('error', () => {});
  const send = (message: Message): void => {
    try {
      bus.send(message);
    } catch (error) {
      if (!/stream is closed/.test(String(error))) throw error;
    }
  };
  await EventEmitter.once(bus, 'connect');
  const rule = "type='signal',member='NameOwnerChanged'";
  await bus.call(new Message({ ...DBUS, member: 'AddMatch', signature: 's', body: [rule] }));
  bus.on('message', ({ type, member, body }: Message) => {
    if (type === MessageType.SIGNAL && member === 'NameOwnerChanged' && body[2] === '')
      double.left(String(body[0]));
  });
  const out = (args: readonly unknown[] = []): unknown[] => args.map((each) => withVariants(each, Variant));
  double.wires = {
    signal: ({ path, interface: name, member, signature, args }) =>
      send(Message.newSignal(path, name, member, signature, out(args))),
    async ask(sender, path, member, signature, args) {
      const call = {
        destination: sender,
        path,
        interface: 'org.bluez.Agent1',
        member,
        signature,
        body: out(args),
      };
      return (await bus.call(new Message(call)))?.body ?? [];
    },
  };
  bus.addMethodHandler((message: Message) => {
    if (message.interface === 'org.freedesktop.DBus.Peer') return false;
    const { sender, path, interface: name, member, body } = message;
    const args = body.map((each) => withoutVariants(each, Variant));
    void double.call({ sender, path, interface: name, member, args }).then(
      ({ signature = '', args: answer }) => send(Message.newMethodReturn(message, signature, out(answer))),
      (error: unknown) => {
        const type = error instanceof BusError ? error.type : 'org.freedesktop.DBus.Error.Failed';
        send(Message.newError(message, type, String((error as Error).message)));
      },
    );
    return true;
  });
  await bus.requestName('org.bluez');
  return async () => {
    double.end();
    await bus.releaseName('org.bluez');
    bus.disconnect();
  };
}
