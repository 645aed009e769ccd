import { day } from '../../deep/panel/day/day.js';

/** `npm run bench:panel`: a simulated day of air-ups with twenty phones on real sockets; what it cost and how far it went. */
const HOURS = Number(process.argv[2] ?? 24);
const started = performance.now();
const mb = (bytes: number): string => `${(bytes / 1e6).toFixed(2)} MB`;
let first = 0;
await day({
  minutes: HOURS * 60,
  clients: 20,
  lookEveryMinutes: 60,
  // Nobody airs up all day: without the drives the chip alone would cost a quarter of an hour and more.
  drives: { everyJobs: 5, minutes: 30 },
  onLook: ({ minute, heapBytes, heardBytes, ledger, notes }) => {
    first ||= heapBytes;
    const growth = `${((heapBytes / first - 1) * 100).toFixed(1)} % over hour 1`;
    const hour = minute / 60;
    console.log(
      `hour ${hour}: heap ${mb(heapBytes)} (${growth}), each client heard ${mb(heardBytes)}, ${ledger.total} jobs`,
    );
    if (hour !== HOURS) return;
    console.log(`ends: ${[...ledger.jobs].map(([reason, count]) => `${count} ${reason}`).join(', ')}`);
    const { overTarget, overTargetBroken, overMax } = ledger;
    console.log(
      `worst over the target, all in order: ${overTarget.psi.toFixed(2)} psi (${overTarget.where})`,
    );
    console.log(
      `worst over the target, broken: ${overTargetBroken.psi.toFixed(2)} psi (${overTargetBroken.where})`,
    );
    console.log(`nearest to the sidewall's maximum: ${overMax.psi.toFixed(2)} psi (${overMax.where})`);
    console.log(`notes: ${new Set(notes).size === 0 ? 'none' : [...new Set(notes)].join('; ')}`);
  },
});
console.log(`${HOURS} simulated hours in ${((performance.now() - started) / 1000).toFixed(0)} s`);
