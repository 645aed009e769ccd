import fc from 'fast-check';
import { encodeKiss } from '../../../../../host/packet/kiss/kiss.js';
import { packet } from '../../../../kiss-server/rig.js';
import { garbage, spoilt } from './talk.js';

const FRAME = Buffer.from(encodeKiss(packet('N0CALL', 'x'))).toString('latin1');

/** What a client of a KISS server may send: frames, parameters, ends of KISS, other protocols, garbage. */
export const kiss = spoilt(
  fc
    .array(
      fc.oneof(
        fc.constantFrom(
          FRAME,
          '\xc0\xff\xc0',
          '\xc0\x06\x01\xc0',
          '\xc0\xdb\xdb\xdd\xc0',
          'GET / HTTP/1.1\r\n\r\n',
          'kiss on\rrestart\r',
        ),
        garbage.map((bytes) => Buffer.from(bytes).toString('latin1')),
      ),
      { maxLength: 6 },
    )
    .map((parts) => parts.join('')),
);
