import { connect, type NetConnectOpts } from 'node:net';
import { setImmediate as loopTurn } from 'node:timers/promises';
import fc from 'fast-check';

/**
 * Bytes of chance at every listener; the same at each run (`chance.ts`). With this count all of them take some ten
 * seconds on an idle machine, which is what CI has; `npm run fuzz -- --minutes 1 FILE` draws new ones for a minute.
 */
export const RUNS = 600; // a half, a third and a tenth of it are whole: fast-check never ends at a fraction

const addressOf = (port: number | string): NetConnectOpts =>
  typeof port === 'string' ? { path: port } : { port, host: '127.0.0.1', noDelay: true };

/** Sends all of it, perhaps in pieces, and says no more. @returns what came back until the other side ended */
export function talk(
  port: number | string,
  pieces: readonly Uint8Array[],
  turnsOpen = Number.POSITIVE_INFINITY,
): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect(addressOf(port), async () => {
      for (const piece of pieces) {
        if (socket.writable) socket.write(piece);
        await loopTurn();
      }
      socket.end();
      for (let turn = 0; turn < turnsOpen && !socket.destroyed; turn++) await loopTurn();
      socket.destroy();
    });
    socket.setEncoding('latin1').on('data', (part: string) => {
      text += part;
      if (text.includes('text/event-stream')) socket.destroy(); // it would never end
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') reject(error);
    });
    socket.on('close', () => resolve(text));
  });
}

/** Any bytes. */
export const garbage = fc.uint8Array({ maxLength: 300 });

/** Cuts bytes into pieces, and changes some of them. */
export const spoilt = (text: fc.Arbitrary<string>): fc.Arbitrary<readonly Uint8Array[]> =>
  fc
    .tuple(
      text,
      fc.oneof(fc.constant([]), fc.array(fc.tuple(fc.nat(), fc.nat({ max: 255 })), { maxLength: 3 })),
      fc.array(fc.nat(), { maxLength: 3 }),
    )
    .map(([whole, changes, cuts]) => {
      const bytes = Buffer.from(whole, 'latin1');
      for (const [at, value] of changes) if (bytes.length > 0) bytes[at % bytes.length] = value;
      const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length];
      return places.slice(1).map((end, index) => bytes.subarray(places[index], end));
    });
