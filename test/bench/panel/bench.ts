import { day } from '../../panel/day.js';

/** `npm run bench:panel`: a simulated day with twenty clients on real sockets; memory by the hour. */
const started = performance.now();
let first = 0;
await day(24, 20, ({ hour, heapBytes, heardBytes }) => {
  first ||= heapBytes;
  const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`;
  const growth = ((heapBytes / first - 1) * 100).toFixed(1);
  console.log(
    `hour ${hour}: heap ${mb(heapBytes)} (${growth} % over hour 1), clients heard ${mb(heardBytes)}`,
  );
});
console.log(`24 simulated hours in ${((performance.now() - started) / 1000).toFixed(0)} s`);
