import { latin1Text } from '../../base/index.js';
import { decodeFrame, pathOf } from '../../packet/ax25/index.js';
import { describeData } from '../../packet/index.js';
import { commandName, type KissFrame, readAckMode } from '../../packet/kiss/index.js';

/** A KISS frame for programs: its meaning and its bytes. */
export function frameFacts({ port, command, data }: KissFrame): Record<string, unknown> {
  const name = commandName(command);
  const hex = Buffer.from(data).toString('hex');
  if (name !== 'data') {
    const ack = readAckMode({ port, command, data });
    return { port, command: name, ...(ack && { number: ack.number }), hex };
  }
  const decoded = decodeFrame(data);
  const said = decoded.ok
    ? {
        type: decoded.frame.type,
        from: decoded.frame.from,
        to: decoded.frame.to,
        path: pathOf(decoded.frame),
        info: latin1Text(decoded.frame.info),
      }
    : { error: decoded.error };
  return { port, command: name, ...said, monitor: describeData(data), hex };
}
