import test from 'ava';
import { inVirtualTime } from '../../virtual-time.js';
import { commandNames, helpOf } from '../docs/documents.js';
import { run, words } from '../run.js';

const PORT = 'sim:tm-d700?mode=kiss';

/** Every command that transmits: what it needs beside the port and a call sign, and what it asks. */
const TRANSMITS: Readonly<Record<string, { readonly flags: string; readonly asks: RegExp }>> = {
  'kiss send': { flags: 'hi', asks: /^Transmit this once, as W1AW\? W1AW>APZONA:hi$/ },
  'aprs beacon': { flags: '--at 41.7,-72.7', asks: /^Transmit your position as W1AW, once\?$/ },
  'aprs message': { flags: '--to N1AW hi', asks: /^Transmit to N1AW as W1AW, up to 4 times/ },
  'aprs chat': { flags: '', asks: /^Transmit as W1AW what you write/ },
  'aprs listen': { flags: '--answer', asks: /^Acknowledge messages to W1AW by transmitting\?$/ },
};

/** Transmits what others send: each of their frames must have a call sign of its own. */
const SHARES = 'kiss serve';

test('the table has every command that takes a call sign to transmit under', async (t) => {
  const found: string[] = [];
  for (const name of await commandNames()) if (/--from <call>/.test(await helpOf(name))) found.push(name);
  t.deepEqual(found.sort(), Object.keys(TRANSMITS).sort());
});

for (const [name, { flags, asks }] of Object.entries(TRANSMITS)) {
  const virtually = async (more: string, answer?: boolean) => {
    const setup = { lines: [], ...(answer !== undefined && { answer }) };
    return (await inVirtualTime(() => run(words(`${name} ${flags} --port ${PORT} ${more}`), setup))).value;
  };

  test.serial(`${name} asks before it transmits; --yes is the answer`, async (t) => {
    t.regex(await helpOf(name), /--yes +do not ask before (transmitting|--answer or --init)\n/);
    for (const answer of [undefined, false]) {
      const ran = await virtually('--from W1AW', answer);
      t.is(ran.code, answer === undefined ? 2 : 130, ran.stderr);
      t.regex(ran.stderr, /nothing was transmitted/);
      t.notRegex(ran.stderr, /simulated air/);
      t.is(ran.asked.length, answer === undefined ? 0 : 1);
      for (const question of ran.asked) t.regex(question, asks);
    }
    const agreed = await virtually('--from W1AW --yes --timeout 1000');
    t.notRegex(agreed.stderr, /nothing was transmitted/);
    t.deepEqual(agreed.asked, []);
  });

  test.serial(`${name} transmits under a call sign of one’s own only`, async (t) => {
    for (const [from, says] of [
      ['', /callsign/],
      ['--from N0CALL', /placeholder/],
      ['--from MYCALL-7', /placeholder/],
    ] as const) {
      const ran = await virtually(`${from} --yes`);
      t.is(ran.code, 2, ran.stderr);
      t.regex(ran.stderr, says);
      t.notRegex(ran.stderr, /simulated air/);
    }
  });
}

test.serial(`${SHARES} asks before others may transmit, whoever puts the TNC into KISS`, async (t) => {
  const asked = async (flags: string): Promise<readonly string[]> => {
    const line = `${SHARES} --port ${PORT} --listen 127.0.0.1:0 ${flags}`;
    const { value } = await inVirtualTime(() => run(words(line), { answer: false }));
    t.is(value.code, 130, value.stderr);
    return value.asked;
  };
  t.regex((await asked('')).join(), /^Bring the .* into KISS, and share it\? Programs may transmit/);
  t.regex((await asked('--no-init')).join(), /^Share the TNC\? Programs may transmit/);
  t.regex((await asked('--receive-only')).join(), /^Bring the .* into KISS, and share it\?$/);
});
