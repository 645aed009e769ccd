import test from 'ava';
import { printable } from '../../host/base/printable.js';
import { tmD700 } from '../../host/kenwood/profiles/tm-d700.js';
import { wireTimeMs } from '../../host/link/line.js';
import { expectError, outcomeOf, withRadio } from './sim/sim-radio.js';

const STARTS = [
  ['mode=off', 'radio-control'],
  ['mode=aprs', 'radio-control'],
  ['mode=packet', 'command-line'],
  ['mode=kiss', 'kiss'],
  ['mode=kiss&traffic=0.3', 'kiss'],
  ['mode=converse', 'command-line'],
  ['mode=converse&half-line=hello%20there', 'command-line'],
  ['mode=packet&half-line=CONV', 'command-line'],
  ['mode=packet&half-line=RESTA', 'command-line'],
  ['mode=aprs&half-line=FQ%2000', 'radio-control'],
  ['mode=aprs&half-line=TNC%200', 'radio-control'],
  ['mode=packet&owner=cat', 'radio-control'],
  ['mode=kiss&owner=cat', 'radio-control'],
  ['mode=converse&owner=cat', 'radio-control'],
  ['mode=converse&owner=cat&half-line=hello', 'radio-control'],
  ['mode=aprs&chatter=0.07', 'radio-control'],
  ['mode=aprs&in-aprs=text&traffic=0.3', 'radio-control'],
  ['mode=packet&ctrl-e=deaf', 'command-line'],
  ['mode=converse&ctrl-e=deaf&half-line=hello', 'command-line'],
  ['mode=kiss&ctrl-e=deaf', 'kiss'],
  ['mode=kiss&half-line=%C0%00half', 'kiss'],
  ['mode=aprs&tc-answer=ts', 'radio-control'],
  ['mode=aprs&tc-answer=none', 'radio-control'],
  ['mode=aprs&tc-answer=error', 'radio-control'],
  ['mode=packet&tc-answer=ts', 'command-line'],
  ['mode=packet&tc-answer=none', 'command-line'],
  ['mode=packet&tc-answer=error', 'command-line'],
  ['mode=kiss&tc-answer=error', 'kiss'],
] as const;

for (const [query, foundState] of STARTS) {
  test.serial(`init from ${query} ends in KISS and transmits nothing`, async (t) => {
    const { elapsedMs } = await withRadio(query, async ({ radio, init, sleep, said }) => {
      const report = await init();
      t.like(report, { radio: 'tm-d700', mode: 'kiss', foundState });
      t.true(report.steps.every((step) => step.ok));
      t.true(radio.inKiss);
      await sleep(10_000);
      t.true(radio.inKiss, 'and stays there');
      t.deepEqual(radio.transmitted, []);
      const bytes = Buffer.concat(said);
      t.false(bytes.includes(0x05), 'Ctrl-E confuses the TNC');
      t.false(/TN \d/.test(bytes.toString('latin1')), 'TN is a tone on this radio');
    });
    t.true(elapsedMs < 30_000);
  });

  test.serial(`exit from ${query} ends in APRS and transmits nothing`, async (t) => {
    await withRadio(query, async ({ radio, exit }) => {
      const report = await exit();
      t.like(report, { radio: 'tm-d700', mode: 'aprs', foundState, verified: true });
      t.is(radio.mode, 'aprs');
      t.is(radio.owner, 'tnc');
      t.is(radio.tncState, 'off');
      t.deepEqual(radio.transmitted, []);
      t.true(report.elapsedMs < 3000, `${report.elapsedMs} ms`);
    });
  });
}

for (const speed of ['9600', '57600'] as const) {
  test.serial(`init at ${speed} baud takes little longer than the radio itself`, async (t) => {
    await withRadio(
      `speed=${speed}`,
      async ({ init, said, heard }) => {
        const { elapsedMs } = await init();
        const bytes = [...said, ...heard].reduce((sum, chunk) => sum + chunk.length, 0);
        const own = 4000 + 2 * 2000 + wireTimeMs(bytes, { baudRate: Number(speed), parity: 'none' });
        t.log(
          `init ${elapsedMs} ms, the radio's own delays ${Math.round(own)} ms, ratio ${(elapsedMs / own).toFixed(3)}`,
        );
        t.true(elapsedMs / own <= 1.2);
      },
      { baudRate: Number(speed) },
    );
  });
}

test.serial('init and exit follow each other', async (t) => {
  await withRadio('', async ({ radio, init, exit }) => {
    for (let round = 0; round < 3; round++) {
      t.like(await init(), { mode: 'kiss', foundState: 'radio-control' });
      t.like(await init(), { mode: 'kiss', foundState: 'kiss' });
      t.like(await exit(), { mode: 'aprs', foundState: 'kiss' });
      t.is(radio.mode, 'aprs');
    }
    t.deepEqual(radio.transmitted, []);
  });
});

test.serial('a power cycle drops KISS; init brings it back', async (t) => {
  await withRadio('', async ({ radio, init, sleep }) => {
    await init();
    radio.powerCycle();
    t.false(radio.inKiss);
    await sleep(5000);
    t.is(radio.tncState, 'command');
    t.like(await init(), { foundState: 'command-line' });
    t.true(radio.inKiss);
  });
});

test.serial('a packet from the air proves KISS at once', async (t) => {
  await withRadio('traffic=0.5', async ({ init }) => {
    const { proof, steps } = await init();
    t.is(proof.kind, 'frame');
    t.regex(proof.kind === 'frame' ? proof.monitor : '', /^N0CALL-9>APK101,WIDE1-1\*:=/);
    t.true((steps.at(-1)?.elapsedMs ?? Infinity) < 2700, 'and ends the wait');
  });
  await withRadio('', async ({ init }) => {
    const { proof } = await init();
    t.like(proof, { kind: 'round-trip', silentMs: 400 });
    t.true(proof.kind === 'round-trip' && proof.bootMs > 2000 && proof.bootMs < 2700);
  });
});

test.serial('a TNC that starts slowly is waited for', async (t) => {
  for (const bootMs of [100, 3000, 6000, 9000]) {
    await withRadio(`boot-ms=${bootMs}`, async ({ init, radio }) => {
      await init();
      t.true(radio.inKiss);
    });
  }
  await withRadio('boot-ms=6000&fault=forgets-kiss', async ({ init }) => {
    expectError(t, await outcomeOf(init()), 'not-verified');
  });
});

test.serial('every step is reported when it is over, with its source', async (t) => {
  await withRadio('', async ({ init }) => {
    const noted: string[] = [];
    const { steps } = await init({ onStep: (step) => noted.push(step.label) });
    t.deepEqual(
      noted,
      steps.map((step) => step.label),
    );
    t.deepEqual(
      steps.map((step) => step.sent),
      [
        '\xdb\xc0\xc0\x18\x03\xc0\xc0\xff\xc0\r\x03\r',
        'TC 1\r',
        'ID\r',
        'TNC 2\r',
        '',
        'TC 0\r',
        'ECHO OFF\r',
        'XFLOW OFF\r',
        'FULLDUP OFF\r',
        'KISS ON\r',
        '\r',
        'RESTART\r',
        '\xc0\xff\xc0\r',
        'KISS ON\r',
        'RESTART\r',
        '\r',
      ].map(printable),
    );
    t.is(steps.find((step) => step.sent === printable('ID\r'))?.heard, printable('ID TM-D700\r'));
  });
  for (const step of [...tmD700.recover.steps, ...tmD700.init, ...tmD700.exit]) {
    t.true(step.source.length > 3 && step.label.length > 3);
  }
});

test.serial('without RTS the radio is silent, and the hint says what to join', async (t) => {
  await withRadio(
    '',
    async ({ init, exit, radio }) => {
      for (const run of [init, exit]) {
        const error = expectError(t, await outcomeOf<unknown>(run()), 'device-silent');
        t.regex(error.hint, /--handshake rtscts/);
        t.regex(error.hint, /is the radio on/);
      }
      t.is(radio.mode, 'aprs');
    },
    { rtscts: false },
  );
  await withRadio(
    'handshake=joined',
    async ({ init, radio }) => {
      await init();
      t.true(radio.inKiss);
    },
    { rtscts: false },
  );
});

test.serial('the wrong speed gives silence or garbage, never a packet', async (t) => {
  for (const speed of ['19200', '38400', '57600']) {
    await withRadio(`speed=${speed}`, async ({ init, radio }) => {
      const error = await outcomeOf(init());
      t.true('code' in error && ['device-silent', 'device-confused'].includes(error.code));
      t.deepEqual(radio.transmitted, []);
    });
  }
});
