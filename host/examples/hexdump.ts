/**
 * `onair/link`: opens any port and prints what arrives, 16 bytes per row.
 *
 *     node dist/host/examples/hexdump.js                            four rows of a simulated radio's GPS port
 *     node dist/host/examples/hexdump.js /dev/ttyUSB0 57600         until Ctrl-C
 *     node dist/host/examples/hexdump.js tcp://127.0.0.1:8001
 */
import { gpsPortKind } from 'onair/kenwood';
import { DEFAULT_LINE, deviceCatalog, openLink, systemClock } from 'onair/link';

const ROW = 16;
const given = process.argv.slice(2);
const [port = '', rate = '9600'] = given.length > 0 ? given : ['sim:tm-d700-gps', '4800'];
const rows = given.length > 0 ? Number.POSITIVE_INFINITY : 4;

const line = { ...DEFAULT_LINE, baudRate: Number(rate) };
const link = await openLink(port, line, { clock: systemClock, devices: deviceCatalog([gpsPortKind]) });
process.once('SIGINT', () => void link.close());

let waiting = Buffer.alloc(0);
let offset = 0;
link.on('data', (bytes: Buffer) => {
  waiting = Buffer.concat([waiting, bytes]);
  while (waiting.length >= ROW && offset < rows * ROW) {
    console.log(hexRow(offset, waiting.subarray(0, ROW)));
    waiting = waiting.subarray(ROW);
    offset += ROW;
  }
  if (offset >= rows * ROW) void link.close();
});

const ended = await link.whenClosed;
if (ended.kind === 'lost') console.error(ended.message);

function hexRow(at: number, bytes: Buffer): string {
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const shown = bytes.toString('latin1').replace(/[^\x20-\x7e]/g, '.');
  return `${at.toString(16).padStart(4, '0')}  ${hex}  ${shown}`;
}
