import test from 'ava';
import { CODES, commands, RATES, SILENT_FIRMWARES } from '../../hc06/aftermath.js';
import { withModule } from '../../hc06/rig.js';

test.serial('every pair of rates', async (t) => {
  let cells = 0;
  for (const [index, from] of RATES.entries()) {
    for (const to of RATES) {
      const firmware = SILENT_FIRMWARES[(cells + index) % 3] ?? '';
      const parity = (['none', 'even', 'odd'] as const)[cells % 3] ?? 'none';
      cells += 1;
      await withModule({ firmware, baud: from, parity }, async (rig) => {
        const { module, set, link } = rig;
        const { applied, line } = await set({ baudRate: to });
        t.is(module.line.baudRate, to, `${from} -> ${to}`);
        t.like(line, { baudRate: to, parity });
        t.like(link.line, { baudRate: to, parity });
        t.deepEqual(commands(rig), from === to ? ['AT'] : [`AT+BAUD${CODES.get(to)}`, 'AT']);
        t.is(applied.length, from === to ? 0 : 1);
        t.like(module, { name: 'linvor', pin: '1234' });
      });
    }
  }
  t.log(`${cells} pairs`);
});
