import { getEventListeners } from 'node:events';
import test from 'ava';
import { systemClock } from '../../../host/base/clock.js';
import { OnairError } from '../../../host/base/error.js';
import type { Connection } from '../../../host/cli/port/connect.js';
import { readyToTransmit, transmit } from '../../../host/cli/port/transmit.js';
import type { Io } from '../../../host/cli/terminal/io.js';
import type { Output } from '../../../host/cli/terminal/output.js';
import { puppetLink } from '../../link/contract/puppet.js';
import { inVirtualTime } from '../../virtual-time.js';

const PACKET = Buffer.from('packet');
const io = { clock: systemClock } as Io;
const out = {} as Output;
const flags = { path: '', kissPort: 0, setHardware: 'x' };
/** What they set, as KISS bytes. */
const PARAMETERS = '\ufffd\x06x\ufffd';

/** What went out while `act` used a connection that it may stop. */
async function sentBy(act: (connection: Connection, abort: AbortController) => Promise<void>) {
  const sent: string[] = [];
  const abort = new AbortController();
  const { value } = await inVirtualTime(async () => {
    const link = puppetLink({ portName: 'tcp://127.0.0.1:8001' });
    link.tap = (_, bytes) => sent.push(bytes.toString());
    const connection: Connection = { link, signal: abort.signal, reopen: () => Promise.resolve(link) };
    try {
      await act(connection, abort);
      return undefined;
    } catch (error) {
      return error instanceof OnairError ? error.code : String(error);
    } finally {
      await link.close();
    }
  });
  return { sent, code: value, listeners: getEventListeners(abort.signal, 'abort').length };
}

test.serial('a packet is sent, and no listener of it remains', async (t) => {
  const { sent, code, listeners } = await sentBy(async (connection) => {
    await readyToTransmit(io, out, connection, flags);
    await transmit(io, connection, PACKET);
  });
  t.deepEqual(sent, [PARAMETERS, 'packet']);
  t.is(code, undefined);
  t.is(listeners, 0, 'a beacon runs for months');
});

test.serial('stopped before, while the port opened: nothing goes out', async (t) => {
  for (const act of [
    (connection: Connection) => readyToTransmit(io, out, connection, flags),
    (connection: Connection) => transmit(io, connection, PACKET),
  ]) {
    const { sent, code } = await sentBy(async (connection, abort) => {
      abort.abort();
      await act(connection);
    });
    t.deepEqual(sent, []);
    t.is(code, 'interrupted');
  }
});

test.serial('a link that is lost right behind the packet is reported: it may not have left', async (t) => {
  const { sent, code } = await sentBy(async (connection) => {
    const gone = transmit(io, connection, PACKET);
    systemClock.after(50, () => void connection.link.close());
    await gone;
  });
  t.deepEqual(sent, ['packet']);
  t.is(code, 'port-lost');
});
