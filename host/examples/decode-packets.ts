/**
 * `onair/packet`: decodes the packets of a text file, one per line in monitor format, as TNCs and Dire Wolf print them.
 * Needs no port.
 *
 *     node dist/host/examples/decode-packets.js            its own examples
 *     node dist/host/examples/decode-packets.js heard.txt
 */
import { readFileSync } from 'node:fs';
import { decodeAprs, OnairError, parseMonitor, symbolName } from 'onair/packet';

const SAMPLE = `
N0CALL-9>APZONA,WIDE1-1*:!4142.89N/07243.63W>on the trail
N0CALL-9>APZONA::N0CALL-7 :at the gate{1
N0CALL-9>APZONA:>airing up
this is not a packet
`;

const [file] = process.argv.slice(2);
const text = file === undefined ? SAMPLE : readFileSync(file, 'utf8');
for (const line of text.split(/\r?\n/).filter((each) => each.trim() !== '')) {
  try {
    const packet = parseMonitor(line);
    console.log(`${packet.from}: ${sentence(decodeAprs(packet))}`);
  } catch (error) {
    if (!(error instanceof OnairError)) throw error;
    console.log(`${error.message} (${error.hint})`);
  }
}

function sentence(report: ReturnType<typeof decodeAprs>): string {
  switch (report.kind) {
    case 'position': {
      const { latitude, longitude } = report.place;
      return `${symbolName(report.symbol)} at ${latitude.toFixed(4)}, ${longitude.toFixed(4)}: ${report.comment}`;
    }
    case 'message':
      return `to ${report.to}: ${report.text}`;
    case 'status':
      return report.comment;
    default:
      return report.kind;
  }
}
