import test from 'ava';
import { variedTraffic } from '../../../host/kenwood/sim/channel/traffic.js';
import { decodeAprs } from '../../../host/packet/aprs/decode.js';
import { decodeFrame } from '../../../host/packet/ax25/ax25.js';
import { encodeKiss } from '../../../host/packet/kiss/kiss.js';
import { type Rig, withModel, withRadio } from './sim-radio.js';

/** Says something and returns what the radio says within 100 ms, or another time: a list takes long at 9600. */
async function ask({ link, heard, sleep }: Rig, text: string, waitMs = 100): Promise<string> {
  heard.length = 0;
  await link.send(Buffer.from(text, 'latin1'));
  await sleep(waitMs);
  return Buffer.concat(heard).toString('latin1');
}

test.serial(
  'radio control answers as k7jar and CHIRP tell, in the lengths that Hamlib insists on',
  async (t) => {
    await withRadio('', async (rig) => {
      for (const [said, answer] of [
        ['ID', 'ID TM-D700'],
        ['id', 'ID TM-D700'],
        ['BC', 'BC 0,0'],
        ['BC 1,1', 'BC 1,1'],
        ['BC', 'BC 1,1'],
        ['BC 2,0', 'N'],
        ['VMC 0', 'VMC 0,0'],
        ['VMC 1,2', 'VMC 1,2'],
        ['VMC 1', 'VMC 1,2'],
        ['VMC', 'N'],
        ['FQ', 'FQ 00440000000,0'], // of the control band, which is B by now
        ['BC 0,0', 'BC 0,0'],
        ['FQ', 'FQ 00144390000,0'],
        ['FQ 00146520000,0', 'FQ 00146520000,0'],
        ['FQ', 'FQ 00146520000,0'],
        ['FQ 146', 'N'],
        ['MD', 'MD 0'],
        ['BY 0', 'BY 0,0'],
        ['BY 0,1', 'N'],
        ['SQ 0', 'SQ 0,00'],
        ['SQ 1,1F', 'SQ 1,1F'],
        ['PC 0', 'PC 0,0'],
        ['PC 0,3', 'N'],
        ['DTB 0', 'DTB 0'],
        ['AI', 'AI 0'],
        ['AI 1', 'AI 1'],
        ['AI0', '?'],
        ['IF', '?'],
        ['TN 2,0', 'N'],
        ['TC', 'TC 0'],
        ['TC 1', 'TC 1'],
        ['TC', 'TC 1'],
        ['TC 2', 'N'],
        ['TNC', 'TNC 1'],
        ['TNC 3', 'N'],
        ['TNC 0', 'TNC 0'],
        ['', '?'],
        [' ID', '?'],
      ] as const) {
        t.is(await ask(rig, `${said}\r`), `${answer}\r`, said);
      }
      t.is(await ask(rig, '\nID\r\n'), 'ID TM-D700\r');
    });
  },
);

test.serial('the command line has echo, prompt, was and ?EH', async (t) => {
  await withRadio('mode=packet', async (rig) => {
    t.is(await ask(rig, '\r'), '\r\ncmd:');
    t.is(await ask(rig, 'hb\r'), 'hb\r\nHBAUD    1200\r\ncmd:');
    t.is(await ask(rig, 'HB 9600\r'), 'HB 9600\r\nHBAUD    was 1200\r\ncmd:');
    t.is(await ask(rig, 'HB 4800\r'), 'HB 4800\r\n?EH\r\ncmd:');
    t.is(await ask(rig, 'TXDELAY 121\r'), 'TXDELAY 121\r\n?EH\r\ncmd:');
    t.is(await ask(rig, 'TXDELAY 25\r'), 'TXDELAY 25\r\nTXDELAY  was 50\r\ncmd:');
    t.is(await ask(rig, 'ECHO OFF\r'), 'ECHO OFF\r\nECHO     was ON\r\ncmd:');
    t.is(await ask(rig, 'NONSENSE\r'), '?EH\r\ncmd:');
    t.is(await ask(rig, 'AUTOLF OFF\r'), 'AUTOLF   was ON\rcmd:');
    t.is(await ask(rig, 'KISS MAYBE\r'), '?EH\rcmd:');
    t.is(await ask(rig, 'KISS\r'), 'KISS     OFF\rcmd:');
    t.is(await ask(rig, 'MYCALL\r'), 'MYCALL   N0CALL\rcmd:');
    t.is(await ask(rig, 'ID\r'), '?EH\rcmd:');
  });
});

test.serial('TC 1 and TC 0 hand the port over and back', async (t) => {
  await withRadio('mode=packet', async (rig) => {
    t.is(await ask(rig, 'tc 1\r'), 'tc 1\r\nTC 1\r');
    t.is(await ask(rig, 'ID\r'), 'ID TM-D700\r');
    t.is(await ask(rig, 'TC 0\r'), 'TC 0\rcmd:');
    t.is(await ask(rig, 'ID\r'), 'ID\r\n?EH\r\ncmd:');
  });
});

test.serial('settings typed before the firmware has put its own back are lost', async (t) => {
  await withRadio('boot-ms=500', async (rig) => {
    t.is(await ask(rig, 'TNC 2\rTC 0\r'), 'TNC 2\rTC 0\r');
    await rig.sleep(900);
    t.regex(Buffer.concat(rig.heard).toString(), /Kenwood.*cmd:$/s);
    t.regex(await ask(rig, 'KISS ON\r'), /KISS {5}was OFF/);
    await ask(rig, 'RESTART\r');
    await rig.sleep(1000);
    t.true(rig.radio.inKiss);
    await rig.sleep(3000);
    t.false(rig.radio.inKiss);
    t.regex(await ask(rig, 'KISS\r'), /KISS {5}OFF/);
  });
});

test.serial('XON and XOFF do not get through KISS unless XFLOW is off', async (t) => {
  await withRadio('mode=packet', async (rig) => {
    await ask(rig, 'KISS ON\rRESTART\r');
    await rig.sleep(2500);
    await rig.link.send(encodeKiss({ port: 0, command: 1, data: Buffer.of(0x13, 0x22) }));
    t.deepEqual([...rig.radio.kissParameters], [[1, 0x22]]);
  });
});

test.serial('a power cycle in APRS mode stays there and forgets a begun line', async (t) => {
  await withRadio('half-line=FQ', async (rig) => {
    rig.radio.powerCycle();
    t.is(await ask(rig, '\rID\r'), '?\rID TM-D700\r');
    t.is(rig.radio.mode, 'aprs');
  });
});

test.serial('memories are read, written, named and cleared as CHIRP does it', async (t) => {
  const split = '00146000000,0';
  const spec = '00145000000,1,1,0,0,0,1,09,0120,09,000600000,0,1';
  await withRadio('', async (rig) => {
    for (const [said, answer] of [
      ['MR 0,0,001', 'MR 0,0,001,00144390000,0,0,0,0,0,0,09,0010,09,000000000,0,0'],
      ['MNA 0,001', 'MNA 0,001,APRS'],
      ['MR 0,1,001', 'N'],
      ['MR 0,0,003', 'N'],
      ['MNA 0,003', 'N'],
      ['MNA 0,003,name', 'N'],
      [`MW 0,0,003,${spec}`, `MW 0,0,003,${spec}`],
      ['MNA 0,003,Jeep', 'MNA 0,003,Jeep'],
      ['MNA 0,003,longer than it can be', 'N'],
      ['mr 0,0,003', `MR 0,0,003,${spec}`],
      ['MNA 0,003', 'MNA 0,003,Jeep'],
      [`MW 0,1,003,${split}`, `MW 0,1,003,${split}`],
      ['MR 0,1,003', `MR 0,1,003,${split}`],
      ['MW 0,0,003', 'MW 0,0,003'],
      ['MR 0,0,003', 'N'],
      ['MR 0,1,003', 'N'],
      [`MW 0,0,201,${spec}`, 'N'],
      ['MW 0,0,004,146', 'N'],
      ['MW 0,0,004,00145000000,1,1,0,0,0,,09,0120,09,000600000,0,1', 'N'],
      ['MC 0', 'MC 0,001'],
      ['MC 0,005', 'MC 0,005'],
      ['MC 0,006', 'N'],
      ['MC 1', 'MC 1,001'],
    ] as const)
      t.is(await ask(rig, `${said}\r`), `${answer}\r`, said);
  });
  await withRadio('memories=none', async (rig) => t.is(await ask(rig, 'MR 0,0,001\r'), 'N\r'));
});

test.serial(
  'an LF after the CR is forgiven, or spoils the next command: nobody has published which',
  async (t) => {
    await withRadio('mode=off', async (rig) =>
      t.is(await ask(rig, 'ID\r\nID\r'), 'ID TM-D700\rID TM-D700\r'),
    );
    await withRadio('mode=off&lf=kept', async (rig) => t.is(await ask(rig, 'ID\r\nID\r'), 'ID TM-D700\r?\r'));
    await withRadio('mode=off&lf=kept', async (rig) => t.is((await rig.init()).mode, 'kiss'));
  },
);

test.serial('the newer radios have ME and MN for their memories, each with its fields', async (t) => {
  const D710 = '0145000000,1,1,0,0,0,1,08,08,012,00600000,0,0146000000,0,1';
  const D72 = '0145000000,1,1,0,0,0,1,0,08,08,012,0,00600000,0,0146000000,0,1';
  const D74 = '0145000000,0000600000,1,1,0,0,0,0,0,1,0,0,0,1,08,08,012,0,CQCQCQ,0,00,1';
  for (const [model, spec, others, hasNames] of [
    ['tm-d710', D710, [D72, D74], true],
    ['th-d72', D72, [D710, D74], true],
    ['th-d74', D74, [D710, D72], false],
  ] as const) {
    const named = (answer: string): string => (hasNames ? answer : '?');
    await withModel(model, 'mode=off', async (rig) => {
      for (const [said, answer] of [
        ['MN 001', named('MN 001,APRS')],
        ['ME 003', 'N'],
        ['MN 003,x', named('N')],
        ...others.map((other) => [`ME 003,${other}`, 'N'] as const),
        [`ME 003,${spec}`, `ME 003,${spec}`],
        ['MN 003', named('MN 003,')],
        ['MN 003,Jeep', named('MN 003,Jeep')],
        ['MN 003,longer than it can be', named('N')],
        ['ME 003', `ME 003,${spec}`],
        ['MC 0,003', 'MC 0,003'],
        ['MC 0', 'MC 0,003'],
        ['ME 003,C', 'ME 003,C'],
        ['ME 003', 'N'],
        ['ME 005,', 'ME 005,'],
        ['ME 005', 'N'],
        ['MC 0,005', 'N'],
        ['MR 0,0,001', '?'],
        ['ME 1', 'N'],
      ] as const)
        t.is(await ask(rig, `${said}\r`), `${answer}\r`, `${model}: ${said}`);
    });
    await withModel(model, 'mode=off&memories=none', async (rig) => {
      t.is(await ask(rig, 'ME 001\r'), 'N\r');
      t.is(await ask(rig, 'MC 0,001\r'), 'N\r');
    });
  }
});

test.serial('the command line: UNPROTO, MHEARD, DISPLAY, HELP and what else the manual lists', async (t) => {
  await withRadio('mode=packet&traffic=1&stations=varied', async (rig) => {
    await rig.sleep(4500);
    for (const [said, answer] of [
      ['UNPROTO', 'UNPROTO  CQ'],
      ['UNPROTO APRS VIA WIDE1-1,WIDE2-1', 'UNPROTO  was CQ'],
      ['UNPROTO', 'UNPROTO  APRS VIA WIDE1-1,WIDE2-1'],
      ['UNPROTO a b c', '?EH'],
      ['DIGIPEAT', 'DIGIPEAT OFF'],
      ['PPERSIST OFF', 'PPERSIST was ON'],
      ['BEACON EVERY 0', 'BEACON   was EVERY 0'],
      ['8BITCONV ON', '8BITCONV was ON'],
      ['MAXFRAME 7', 'MAXFRAME was 4'],
      ['NONSENSE', '?EH'],
    ] as const) {
      const lines = (await ask(rig, `${said}\r`)).split(/[\r\n]+/);
      t.deepEqual(lines.slice(1, 2), [answer], said);
    }
    t.regex(await ask(rig, 'MHEARD\r', 2000), /K1ABC\s+N1AW-7\s+W1AW\s+W1AW-9\s+cmd:/);
    t.regex(await ask(rig, 'DISPLAY\r', 2000), /MYCALL {3}N0CALL[\s\S]*UNPROTO {2}APRS VIA WIDE1-1,WIDE2-1/);
    t.regex(await ask(rig, 'HELP\r', 2000), /DISPLAY.* MHEARD .*UNPROTO/);
    await ask(rig, 'CONVERSE\rhello\r');
    t.is(rig.radio.transmitted.length, 1);
    const [{ frame } = {}] = rig.radio.transmitted;
    t.is(String(frame?.to), 'APRS');
    t.deepEqual(
      frame?.path.map(({ call }) => call),
      ['WIDE1-1', 'WIDE2-1'],
    );
  });
});

test.serial(
  'outside KISS packets are shown as text: HEADERLN, MONITOR, and none while a command is typed',
  async (t) => {
    await withRadio('mode=packet&traffic=1&stations=varied', async (rig) => {
      const text = async (said: string, ms = 3000): Promise<string> => {
        await ask(rig, said);
        return ask(rig, '', ms);
      };
      await rig.sleep(4500); // power-on has put its settings back
      t.regex(await text('ECHO OFF\r'), /\r\n\S+>\S+:\r\n[^\r]+\r\n/);
      t.regex(await text('HEADERLN OFF\r'), /\r\n\S+>\S+:[^\r]+\r\n/);
      t.is(await text('MHE'), '');
      t.regex(await text('\r'), />\S+:[^\r]+\r\ncmd:/);
      t.regex(await text('FLOW OFF\rMHE'), />\S+:/);
      t.is(await text('ARD\rMONITOR OFF\r'), '');
    });
  },
);

test.serial('varied traffic: other call signs than N0CALL, every packet readable, one for us', async (t) => {
  const reports = Array.from({ length: 70 }, (_, index) => {
    const decoded = decodeFrame(variedTraffic('W1AW-5')(index + 1));
    return decoded.ok ? { from: decoded.frame.from, report: decodeAprs(decoded.frame) } : undefined;
  });
  t.false(reports.some((each) => each === undefined || /N0CALL|NOCALL/.test(each.from)));
  const kinds = new Set(reports.map((each) => each?.report.kind));
  t.deepEqual([...kinds].toSorted(), ['message', 'object', 'position', 'status', 'telemetry']);
  t.true(reports.some((each) => each?.report.kind === 'message' && each.report.to === 'W1AW-5'));
});
