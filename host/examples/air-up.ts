/**
 * `onair/air-up`: airs up one tire on a board, and prints the important steps.
 *
 *     node dist/host/examples/air-up.js                       a simulated board and tire: 30 to 32 psi
 *     node dist/host/examples/air-up.js /dev/ttyUSB0 38 50    to 38 psi; 50 is the maximum on the tire's sidewall
 */
import {
  airUpKind,
  checkJob,
  DEFAULT_LIMITS,
  endWithProcess,
  FIRMATA_BAUD,
  type Job,
  loadPins,
  ratiometric,
  reportOf,
  runAirUp,
} from 'onair/air-up';
import { DEFAULT_LINE, deviceCatalog, openLink, systemClock } from 'onair/link';

const given = process.argv.slice(2);
const [port = '', targetPsi, maxPsi] = given.length > 0 ? given : ['sim:air-up?psi=30', '32', '50'];

const job: Job = {
  kind: 'inflate',
  tires: [{ name: 'FL', targetPsi: Number(targetPsi), maxPsi: Number(maxPsi) }],
  outlets: [{ hasVent: false, sensor: ratiometric(150), tires: [0] }],
  pump: { control: { kind: 'mechanical', relay: true }, duty: { kind: 'continuous' } },
  aim: 'settled',
  ambientPsi: 14.7,
  limits: DEFAULT_LIMITS,
};
const [refusal] = checkJob(job);
if (refusal) throw new Error(`the job is refused: ${JSON.stringify(refusal)}`);

const line = { ...DEFAULT_LINE, baudRate: FIRMATA_BAUD };
const link = await openLink(port, line, { clock: systemClock, devices: deviceCatalog([airUpKind]) });
const end = endWithProcess(); // Ctrl-C shuts every valve first
try {
  const state = await runAirUp({
    link,
    pins: loadPins(),
    job,
    clock: systemClock,
    signal: end.signal,
    onStep: (_, events) => {
      for (const { kind } of events) console.log(kind);
    },
  });
  const { tires, stopReason } = reportOf(state);
  for (const { name, finalPsi, outcome } of tires) console.log(`${name}: ${outcome}, ${finalPsi} psi`);
  console.log(stopReason);
} finally {
  end.release();
  await link.close();
}
