import test from 'ava';
import { ServedBoard } from './served-board.js';
import { onair } from './serving.js';

/** Specified accuracy of a tire that has just been filled, psi. */
const CLOSE_PSI = 0.5;
const TARGETS_PSI = [38, 36] as const;

test.serial('onair air inflate airs up two tires over the compiled sketch, and says so', async (t) => {
  const board = await ServedBoard.of(t, 30, 31);
  const host = onair(t, board, [
    ...['air', 'inflate', '--port', `tcp://127.0.0.1:${board.port}`, '--vent', '--yes', '--max', '50'],
    '--aim',
    'settled',
    ...['--tire', `FL=${TARGETS_PSI[0]}`, '--tire', `FR=${TARGETS_PSI[1]}`],
  ]);
  await board.connected();
  t.is(await board.through('its end', host.exited), 0, host.log);
  for (const [index, name] of ['FL', 'FR'].entries()) {
    t.regex(host.stdout, new RegExp(`^${name} .* ${TARGETS_PSI[index]}\\.0 .* done$`, 'm'));
    const psi = board.settledPsi[index] ?? Number.NaN;
    t.true(Math.abs(psi - (TARGETS_PSI[index] ?? 0)) <= CLOSE_PSI, `${name}: ${psi} psi\n${host.log}`);
  }
  for (const output of ['fill', 'vent', 'relay'] as const) t.false(board.isOn(output), output);
});
