import test from 'ava';
import { FIRMWARES, type FirmwareName } from '../../host/hc06/sim/firmwares/index.js';
import { PARITIES, wireTimeMs } from '../../host/link/line.js';
import { withModule } from './rig.js';

/** Replies as the public sources spell them (facts 1.1 and 1.2), written out so that a slip in the tables shows. */
const COMMON: readonly (readonly [string, string])[] = [
  ['AT', 'OK'],
  ['AT+NAMEJeep', 'OKsetname'],
  ['AT+NAMEa b~!"#%&\'()*+,-./:;<=>?@', ''], // 27 characters
  ['AT+NAMEa b~!"#%&\'()*+,-.{}$', 'OKsetname'], // 20 of the odder ones
  ['AT+PIN0000', 'OKsetPIN'],
  ['AT+PIN9876', 'OKsetPIN'],
  ['AT+BAUD4', 'OK9600'],
];

const REPLIES: Readonly<Record<FirmwareName, readonly (readonly [string, string | RegExp])[]>> = {
  'linvor-1.5': [
    ...COMMON,
    ['AT+VERSION', 'OKlinvorV1.5'],
    ['AT+PN', ''],
    ['AT+PE', ''],
    ['AT+PO', ''],
    ['AT+LED1', ''],
    ['AT+ROLE=M', ''],
  ],
  'linvor-1.8': [
    ...COMMON,
    ['AT+VERSION', 'OKlinvorV1.8'],
    ['AT+PN', 'OK NONE'],
    ['AT+PE', 'OK EVEN'],
    ['AT+PO', 'OK ODD'],
    ['AT+LED0', ''],
    ['AT+ROLE=S', ''],
  ],
  'hc01-2.0': [
    ...COMMON,
    ['AT+VERSION', 'hc01.comV2.0'],
    ['AT+PN', 'OK None'],
    ['AT+PE', 'OK Even'],
    ['AT+PO', 'OK Odd'],
    ['AT+LED0', 'LED OFF'],
    ['AT+LED1', 'LED ON'],
    ['AT+LED2', ''],
    ['AT+ROLE=M', 'OK+ROLE:M'],
    ['AT+ROLE=S', 'OK+ROLE:S'],
    ['AT+ROLE=X', ''],
    ['AT+ROLES', ''],
  ],
  'dx-smart-2.0': [...COMMON, ['AT+VERSION', 'DX_smartv2.0'], ['AT+PE', 'OK Even'], ['AT+LED1', '']],
  'hc-09': [
    ['AT', 'OK'],
    ['AT+NAMEJeep', 'OKJeep'],
    ['AT+PIN4321', 'OKsetPIN'],
    ['AT+BAUD1', ''], // codes 2 to 9
    ['AT+BAUDA', ''],
    ['AT+PE', ''],
    ['AT+BAUD4', 'OK9600'],
  ],
  'linvor-ok-name': [
    ['AT+VERSION', 'OKlinvorV1.5'],
    ['AT+NAMEJeep', 'OKJeep'],
    ['AT+PIN4321', 'OKsetPIN'],
  ],
  'hc-04': [['AT+VERSION', 'www.hc01.com HC-04 V2.4'], ...COMMON],
  'bt-board': [['AT+VERSION', 'BT-BOARD V1.2'], ...COMMON],
  'hm-10': [
    ['AT', 'OK'],
    ['AT+VERSION', ''],
    ['AT+VERR?', 'HMSoft V540'],
    ['AT+NAME=x', 'OK+Set:=x'],
  ],
  'hc-08': [
    ['AT', 'OK'],
    ['AT+VERSION', 'HC-08V3.1, 2017-07-07'],
  ],
  'hc-42': [
    ['AT', 'OK'],
    ['AT+VERSION', 'www.hc01.com HC-42V1.2, 2021-03-10'],
  ],
  'hc05-2.0': [
    ['AT+VERSION\r\n', '+VERSION:2.0-20100601\r\nOK\r\n'],
    ['AT+PSWD="4321"\r\n', 'OK\r\n'],
    ['AT+PSWD?\r\n', '+PSWD:"4321"\r\nOK\r\n'], // stored as sent
    ['AT+PSWD=4321\r\n', 'OK\r\n'],
    ['AT+PSWD\r\n', '+PSWD:4321\r\nOK\r\n'],
    ['AT+NAME:x\r\n', 'ERROR:(0)\r\n'],
  ],
  'hc05-2.1': [
    ['AT+VERSION\r\n', '+VERSION:hc01.comV2.1\r\nOK\r\n'],
    ['AT+NAMEx\r\n', 'ERROR:(0)\r\n'],
    ['AT+NAME=x\r\n', 'OK\r\n'],
  ],
  'hc05-4.0': [
    ['AT+VERSION\r\n', 'ERROR:(0)\r\n'],
    ['AT+VERSION?\r\n', '+VERSION:4.0-20190815\r\nOK\r\n'],
    ['AT+NAME\r\n', 'ERROR:(0)\r\n'],
  ],
  'hc05-mini': [
    ['AT\r\n', 'OK\r\n'],
    ['AT+VERSION\r\n', 'ERROR\r\n'],
  ],
  'v3.0-colon': [
    ['AT+NAME=Jeep\r\n', 'ERROR:(0)\r\n'],
    ['AT+NAME:Jeep\r\n', 'OK\r\n'],
  ],
  'jdy-33-2.23': [
    ['AT\r\n', '+OK\r\n'],
    ['AT+VERSION\r\n', '+VERSION=JDY-33-V2.23,Bluetooth V3.0+BLE\r\n'],
    ['AT+RESET\r\n', '+OK\r\n'],
  ],
  'esp-at': [
    ['AT\r\n', '\r\nOK\r\n'],
    ['AT+VERSION\r\n', '\r\nERROR\r\n'],
  ],
  'esp-at-2': [['AT+VERSION\r\n', 'AT version:2.1.0.0(883f7f2)\r\nSDK version:3.0.4\r\n\r\nOK\r\n']],
  quectel: [['AT+VERSION\r\n', 'Quectel_Ltd\r\nBC95\r\nVERSION:2.0 SECURITY\r\n\r\nOK\r\n']],
  lora: [['AT+VERSION\r\n', 'LoRa RYLR998 firmware version:2.1.3\r\nOK\r\n']],
  meter: [['AT+VERSION\r\n', 'Version: 3.1 (meter)\r\n']],
  ubx: [['AT', `\xb5\x62\x01\x07\x5c\x00${'\x10\xe7\x07\x00\xf3\x03'.repeat(15)}\x9a\xd1`.repeat(2)]],
  sensor: [
    ['AT', ''],
    ['AT', 'T=21.5 H=40 OK\r\n'],
  ],
  lte: [
    ['AT+VERSION\r\n', '\r\nERROR\r\n'],
    ['AT+GMR\r\n', '\r\n+GMR: A011B07A7670M7\r\n\r\nOK\r\n'],
  ],
  'hc05-ok-only': [['AT+VERSION\r\n', 'OK\r\n']],
  obd: [
    ['AT+VERSION\r\n', 'ERROR:(0)\r\n'],
    ['AT+VERSION?\r\n', '+VERSION:1.3\r\nOK\r\n'],
  ],
  grbl: [['AT+VERSION\r\n', 'error:2\r\n']],
  feasycom: [
    ['AT\r\n', '\r\nOK\r\n'],
    ['AT+VERSION\r\n', '\r\nERR004\r\n'],
    ['AT+VER\r\n', '\r\n+VER=1.3.2,FSC-BT826\r\n\r\nOK\r\n'],
  ],
  'rn-42': [
    ['AT+VERSION\r\n', ''],
    ['$$$', 'CMD\r\n'],
    ['---\r\n', 'END\r\n'],
  ],
  'rn-42-cmd': [['AT+VERSION\r\n', '?\r\n']],
  'hc-02': [['AT+VERSION', 'www.hc01.com HC-02V2.2, 2018-05-24']],
  'hc-12': [
    ['AT+VERSION', 'ERROR\r\n'],
    ['AT+V', 'www.hc01.com HC-12 V2.4\r\n'],
  ],
  'jdy-16': [['AT+VERSION\r\n', '+VERSION:JDY-16-V1.9\r\n']],
  'dx-bt24': [['AT+VERSION\r\n', '+VERSION=V1.0.0\r\nOK\r\n']],
  rylr998: [
    ['AT\r\n', '+OK\r\n'],
    ['AT+VERSION\r\n', '+ERR=4\r\n'],
  ],
  e22: [['AT\r\n', '=ERR\r\n']],
  'e22-binary': [['AT', '\xff\xff\xff']],
  'hf-bl100': [['AT\r\n', 'AT:ERP\r\n']],
  bluefruit: [
    ['AT+VERSION\r\n', 'ERROR\r\n'],
    ['ATI\r\n', /^BLEFRIEND32\r\n/],
  ],
  'kcx-emitter': [['AT+VERSION\r\n', /CMD ERR!\r\n/]],
  'silent-ok-only': [['AT+VERSION', 'OK']],
  'hc05-modem': [['AT+VERSION\r\n', '\r\n+VERSION: 2.0-20100601\r\n\r\nOK\r\n']],
  'jdy-31-bare': [['AT+VERSION\r\n', '+JDY-31-V1.35,Bluetooth V3.0\r\n']],
  elm327: [
    ['AT\r', '?\r\r>'],
    ['ATI\r', 'ATI\rELM327 v1.5\r\r>'],
  ],
  bc127: [
    ['VERSION\r', 'BlueCreation Copyright 2014\rMelody Audio V5.0\rOK\r'],
    ['AT\r\n', 'ERROR\r'],
    ['VERSION\r', 'ERROR\r'],
  ],
  'btm-222': [['ATI\r', /F\/W VERSION/]],
  iwrap: [['AT+VERSION\r\n', 'SYNTAX ERROR\r\n']],
  rn4020: [['AT\r', 'ERR\r\n']],
  sim800: [['AT\r', 'AT\r\r\nOK\r\n']],
  parani: [['AT+VERSION\r', '\r\nERROR\r\n']],
  'plain-words': [['AT\r', '\r\nOK\r\n']],
  joystick: [['AT', /^(?:512,509,1;)+$/]],
  'boot-loop': [['AT', /rst:0x10/]],
  loopback: [['AT\r\n', 'AT\r\n']],
  getty: [
    ['AT+VERSION\r\n', 'AT+VERSION\r\nPassword: '],
    ['AT+VERSION?\r\n', '\r\nLogin incorrect\r\nraspberrypi login: '],
  ],
  tnc: [['AT+VERSION\r\n', '?EH\r\ncmd:']],
  marlin: [['AT+VERSION\r\n', 'echo:Unknown command: "AT+VERSION"\r\nok\r\n']],
  'jdy-23': [['AT+VERSION\r\n', '+VERSION:JDY-23A-V2.31\r\n']],
  modem: [
    ['AT\r\n', '\r\nOK\r\n'],
    ['AT+VERSION\r\n', '\r\nERROR\r\n'],
  ],
  gps: [['AT', '$GPGGA,123519,4807.038,N,01131.000,E,1,08,0.9,545.4,M,46.9,M,,*47\r\n'.repeat(2)]],
  'v3.0': [
    ['AT', ''], // kept until CR LF comes
    ['\r\n', 'OK\r\n'],
    ['AT+VERSION\r\n', 'VERSION:3.0-20170609\r\nOK\r\n'],
    ['AT+NAME=Jeep\r\n', 'OK\r\n'],
    ['AT+NAME\r\n', '+NAME:Jeep\r\nOK\r\n'],
    ['AT+NAMEJeep\r\n', 'ERROR:(0)\r\n'],
    ['AT+PSWD="4321"\r\n', 'OK\r\n'],
    ['AT+PSWD=4321\r\n', 'ERROR:(1D)\r\n'], // the quotes are needed
    ['AT+PSWD\r\n', '+PIN:"4321"\r\nOK\r\n'],
    ['AT+PIN4321\r\n', 'ERROR:(0)\r\n'],
    ['AT+UART\r\n', '+UART:9600,0,0\r\nOK\r\n'],
    ['AT+UART=2400,0,0\r\n', 'ERROR:(12)\r\n'], // 4800 is the lowest
    ['AT+UART=9600,0,7\r\n', 'ERROR:(14)\r\n'],
    ['AT+BAUD4\r\n', 'ERROR:(0)\r\n'],
    ['\r\n', ''],
    ['garb', ''],
    ['age', ''],
    ['\r\nAT\r\n', 'ERROR:(0)\r\nOK\r\n'],
    ['AT+ROLE?\r\n', '+ROLE:0\r\nOK\r\n'],
    ['AT+ROLE=1\r\n', 'ERROR:(0)\r\n'],
  ],
  'le-2.3': [
    ['AT\r\n', 'OK\r\n'],
    ['AT+VERSION\r\n', 'hc06V2.3_le\r\n'],
    ['AT+NAME\r\n', 'HC-06\r\n'],
    ['AT+NAMEJeep\r\n', 'OKsetname\r\n'],
    ['AT+NAME\r\n', 'HC-06\r\n'], // until the power was off
    ['AT+PIN=123456\r\n', ''],
  ],
  'le-2.3-equals': [
    ['AT+VERSION\r\n', 'hc06V2.3_le\r\n'],
    ['AT+NAMEJeep\r\n', 'ERROR\r\n'],
    ['AT+NAME=Jeep\r\n', 'OK+NAME:Jeep\r\n'],
    ['AT+PIN=654321\r\n', 'OK+PIN:654321\r\n'],
    ['AT+PIN=4321\r\n', ''],
    ['AT+ROLE=M\r\n', 'OK+ROLE:M\r\n'],
    ['AT+ROLE?\r\n', ''],
    ['AT+RESET\r\n', 'OK+RESET\r\n'],
  ],
  'jdy-31': [
    ['AT', ''],
    ['AT\r\n', ''], // silent on a bare AT
    ['AT+VERSION', ''],
    ['\r\n', ''], // a command with a gap in it is none
    ['AT+VERSION\r\n', '+VERSION=JDY-31-V1.2,Bluetooth V3.0\r\n'],
    ['AT+NAMEJeep\r\n', '+OK\r\n'],
    ['AT+NAME\r\n', '+NAME=Jeep\r\n'],
    ['AT+NAMEabcdefghijklmnopqrs\r\n', ''], // 19
    ['AT+PIN4321\r\n', '+OK\r\n'],
    ['AT+PIN\r\n', '+PIN=4321\r\n'],
    ['AT+BAUD\r\n', '+BAUD=4\r\n'],
    ['AT+BAUD3\r\n', ''],
    ['AT+ROLE\r\n', ''],
    ['at+version\r\n', ''],
  ],
  'jdy-30': [['AT+VERSION\r\n', '+VERSION=JDY-30-V1.35,Bluetooth V3.0\r\n']],
  'jdy-33': [
    ['AT\r\n', '+OK\r\n'],
    ['AT+VERSION\r\n', '+VERSION=JDY-33-V1.1,Bluetooth V3.0+BLE\r\n'],
    ['AT+NAMEJeep\r\n', '+OK\r\n'],
    ['AT+NAME\r\n', '+NAME=JDY-31-SPP\r\n'], // until the power was off
    ['AT+RESET\r\n', ''],
    ['AT+NAME\r\n', '+NAME=Jeep\r\n'],
  ],
  'bc04-b': [
    ['AT\r\n', 'OK\r\n'],
    ['AT+VERSION\r\n', '+VERSION=+BOLUTEK Firmware V2.2, Bluetooth V2.1, HCI V2.1\r\n'],
    ['AT+NAMEJeep\r\n', '+NAME=Jeep\r\nOK\r\n'],
    ['AT+NAME\r\n', '+NAME=Jeep\r\n'],
    ['AT+PIN4321\r\n', '+PIN=4321\r\nOK\r\n'],
    ['AT+BAUD\r\n', '+BAUD=4\r\n'],
    ['AT+ROLE1\r\n', '+ROLE=1\r\nOK\r\n'],
    ['AT+FOO\r\n', 'ERROR=102\r\n'],
  ],
  'bc04-b-shifted': [['AT+BAUD4\r\n', '+BAUD=4\r\nOK\r\n']],
  'bt-06': [
    ['AT', 'OK\r\n'],
    ['AT+VERSION', '+VERSION=+BOLUTEK Firmware V2.43, Bluetooth V2.1, HCI V2.1\r\n'],
  ],
  'bt04-a': [
    ['AT\r\n', '+READY\r\n+PAIRABLE\r\nOK\r\n'],
    ['AT\r\n', 'OK\r\n'],
  ],
  'mlt-bt05': [['AT+VERSION\r\n', 'MLT-BT05-V4.4\r\n']],
  'cc41-a': [['AT+VERSION\r\n', '+VERSION=Firmware V3.0.6,Bluetooth V4.0 LE\r\n']],
};

for (const [firmware, replies] of Object.entries(REPLIES)) {
  test.serial(`${firmware} answers as the sources say`, async (t) => {
    await withModule({ firmware }, async ({ say }) => {
      for (const [command, reply] of replies) {
        const { text } = await say(command);
        if (reply instanceof RegExp) t.regex(text, reply, command);
        else t.is(text, reply, command);
      }
    });
  });
}

test('the table above has every firmware', (t) => {
  t.deepEqual(Object.keys(REPLIES).sort(), Object.keys(FIRMWARES).sort());
});

/** The code table of facts 1.1. */
const CODES =
  '1=1200 2=2400 3=4800 4=9600 5=19200 6=38400 7=57600 8=115200 9=230400 A=460800 B=921600 C=1382400'
    .split(' ')
    .map((entry) => entry.split('='))
    .map(([code = '', rate = '']) => [code, Number(rate)] as const);

test.serial('every rate code: the reply still comes at the old rate, the next one at the new', async (t) => {
  for (const [code, rate] of CODES) {
    for (const from of [1200, 9600, 1382400]) {
      await withModule({ baud: from }, async ({ link, module, say, events }) => {
        await link.reconfigure({ baudRate: from });
        t.is((await say(`AT+BAUD${code}`)).text, `OK${rate}`);
        t.is(module.line.baudRate, rate, 'counts without a power cycle');
        t.deepEqual(events.at(-1), {
          kind: 'setting',
          text: `rate is now ${rate}`,
          facts: { baudRate: rate },
        });
        await link.reconfigure({ baudRate: rate });
        t.is((await say('AT')).text, 'OK', `${from} -> ${rate}`);
        module.powerCycle();
        t.is(module.line.baudRate, rate, 'and stays after one');
      });
    }
  }
});

/** Unknown commands get no answer and change nothing. */
const NOT_UNDERSTOOD = [
  'at',
  'At+Version',
  'at+nameJeep',
  'AT+name',
  'AT+pin1111',
  'AT+NAME',
  'AT+NAMEabcdefghijklmnopqrstu', // 21
  'AT+NAMEJ\xe9ep',
  'AT+NAME\x7f',
  'AT+NAMEa\tb',
  'AT+PIN',
  'AT+PIN123',
  'AT+PIN12345',
  'AT+PIN12a4',
  'AT+PIN 123',
  'AT+BAUD',
  'AT+BAUD0',
  'AT+BAUDD',
  'AT+BAUDa',
  'AT+BAUDb',
  'AT+BAUDc',
  'AT+BAUD48',
  'AT+BAUD9600',
  'AT+P',
  'AT+PX',
  'AT+Pe',
  'AT+PNE',
  'AT+PODD',
  'AT+PEVEN',
  'AT+PNONE',
  'AT+RESET',
  'AT+ORGL',
  'AT+UART=9600,0,0',
  'AT+PSWD="1234"',
  'ATAT',
  'XAT',
  ' AT',
  'AT ',
  'AT+',
  'AT+VERSION?',
  'AT+VERSIONAT',
];
const ENDED_WITH = ['\r\n', '\r', '\n'].flatMap((end) =>
  ['AT', 'AT+VERSION', 'AT+NAMEJeep', 'AT+PIN4321', 'AT+BAUD8', 'AT+PE'].map((command) => command + end),
);

test.serial('silence for what it does not understand, CR, LF and lower case among it', async (t) => {
  await withModule({ name: 'old', pin: '1111' }, async ({ module, say, events }) => {
    for (const command of [...NOT_UNDERSTOOD, ...ENDED_WITH, '\r\nAT', 'AT\r\nAT']) {
      t.is((await say(command)).text, '', JSON.stringify(command));
      t.like(module, { name: 'old', pin: '1111', role: 'slave' }, JSON.stringify(command));
      t.like(module.line, { baudRate: 9600, parity: 'none' });
    }
    t.deepEqual(events, []);
    module.powerCycle();
    t.is(module.line.parity, 'none');
    t.is((await say('AT')).text, 'OK', 'and the next right command is understood');
  });
});

test.serial('settings are kept and reported', async (t) => {
  await withModule({}, async ({ module, say, events }) => {
    t.like(module, { name: 'linvor', pin: '1234', role: 'slave' });
    await say('AT+NAMEabcdefghijklmnopqrst');
    await say('AT+PIN4321');
    t.like(module, { name: 'abcdefghijklmnopqrst', pin: '4321' });
    module.powerCycle();
    t.like(module, { name: 'abcdefghijklmnopqrst', pin: '4321' });
    t.deepEqual(
      events.map(({ facts }) => facts),
      [{ name: 'abcdefghijklmnopqrst' }, { pin: '4321' }],
    );
  });
});

test.serial('answers about 500 ms after the end of the command, wire time added', async (t) => {
  for (const baud of [1200, 2400, 9600, 115200, 1382400]) {
    for (const command of ['AT', 'AT+VERSION', 'AT+NAMEabcdefghijklmnopqrst']) {
      await withModule({ baud }, async ({ link, say }) => {
        await link.reconfigure({ baudRate: baud });
        const { text, firstMs, lastMs } = await say(command);
        const commandMs = wireTimeMs(command.length, link.line);
        const answerMs = wireTimeMs(text.length, link.line);
        t.true(text.startsWith('OK'));
        t.true(firstMs >= commandMs + 500, `${baud} ${command}: begins after ${firstMs} ms`);
        t.true(Math.abs(lastMs - (commandMs + 500 + answerMs)) <= 4, `${baud} ${command}: ${lastMs} ms`);
      });
    }
  }
});

test.serial('a gap longer than its silence makes two commands of one', async (t) => {
  for (const gapMs of [1, 100, 400, 490]) {
    await withModule({}, async ({ say }) => {
      const first = await say('AT+VER', gapMs);
      const rest = await say('SION');
      t.is(first.text + rest.text, 'OKlinvorV1.8', `${gapMs} ms`);
    });
  }
  for (const gapMs of [510, 600, 2000]) {
    await withModule({}, async ({ say }) => {
      const first = await say('AT+VER', gapMs);
      const rest = await say('SION');
      t.is(first.text + rest.text, '', `${gapMs} ms`);
    });
  }
  // The first half is executed too early; the second is not a command.
  await withModule({}, async ({ say, module }) => {
    await say('AT+NAMETM-', 1500);
    t.is(module.name, 'TM-');
    t.is((await say('D700')).text, '');
    t.is(module.name, 'TM-');
  });
  // The silence is an option: some documents give a second.
  await withModule({ 'command-end': 1000 }, async ({ say }) => {
    await say('AT', 900);
    const heard = await say('+VERSION', 2500);
    t.is(heard.text, 'OKlinvorV1.8');
    t.true(heard.firstMs > 1000);
  });
});

test.serial('deaf for a moment after an answer, not after silence', async (t) => {
  for (const [recover, waitMs, hears] of [
    [400, 300, false],
    [400, 450, true],
    [2000, 1900, false],
    [2000, 2050, true],
    [0, 20, true],
  ] as const) {
    await withModule({ recover }, async ({ say, sleep }) => {
      t.is((await say('AT', 510)).text, 'OK');
      await sleep(waitMs - 10);
      t.is((await say('AT+VERSION', 1500)).text, hears ? 'OKlinvorV1.8' : '', `${recover} after ${waitMs}`);
    });
  }
  await withModule({ recover: 3000 }, async ({ say }) => {
    t.is((await say('at', 510)).text, '');
    t.is((await say('AT', 600)).text, 'OK', 'silence needs no rest');
  });
  await withModule({ recover: 5000 }, async ({ say, module }) => {
    await say('AT', 700);
    module.powerCycle();
    t.is((await say('AT')).text, 'OK', 'a fresh start is not deaf');
  });
});

test.serial('at a low rate the deafness begins when the answer is out', async (t) => {
  for (const [gapMs, reply] of [
    [370, ''],
    [430, 'OK'],
  ] as const) {
    await withModule({ baud: 1200, recover: 400 }, async ({ link, say, sleep, chunks, clock }) => {
      await link.reconfigure({ baudRate: 1200 });
      t.is((await say('AT+VERSION', 700)).text, 'OKlinvorV1.8'); // its end: 83 + 500 + 100 ms
      const endedAt = chunks.at(-1)?.atMs ?? Number.NaN;
      await sleep(endedAt + gapMs - 17 - clock.now()); // AT takes 17 ms
      t.is((await say('AT')).text, reply, `${gapMs} ms after the answer`);
    });
  }
});

test.serial('what a program sends without a pause is not a command', async (t) => {
  await withModule({}, async ({ link, say, module }) => {
    for (let block = 0; block < 40; block++) await link.send(Buffer.from('AT+NAMEJeep'.repeat(30)));
    t.is((await say('AT+NAMEJeep')).text, '');
    t.is(module.name, 'linvor');
    t.is((await say('AT')).text, 'OK');
  });
});

test.serial('while a phone is connected everything is data', async (t) => {
  await withModule({ connected: 'yes' }, async ({ say, module, events }) => {
    for (const command of ['AT', 'AT+VERSION', 'AT+NAMEJeep', 'AT+PIN4321', 'AT+BAUD8'])
      t.is((await say(command)).text, '');
    t.like(module, { name: 'linvor', pin: '1234' });
    t.is(module.line.baudRate, 9600);
    t.deepEqual(events, []);
  });
});

test.serial('in the master role it does not tell its version', async (t) => {
  await withModule({ firmware: 'hc01-2.0', role: 'master' }, async ({ say, module }) => {
    t.is((await say('AT+VERSION')).text, '');
    t.is((await say('AT')).text, 'OK');
    t.is((await say('AT+ROLE=S')).text, 'OK+ROLE:S');
    t.is(module.role, 'slave');
    t.is((await say('AT+VERSION')).text, 'hc01.comV2.0');
    t.is((await say('AT+ROLE=M')).text, 'OK+ROLE:M');
    t.is(module.role, 'master');
    t.is((await say('AT+VERSION')).text, '');
  });
});

test.serial('parity counts after a power cycle only', async (t) => {
  const letters = { none: 'N', even: 'E', odd: 'O' } as const;
  for (const from of PARITIES) {
    for (const to of PARITIES) {
      await withModule({ parity: from }, async ({ link, module, say, events }) => {
        await link.reconfigure({ parity: from });
        t.is((await say(`AT+P${letters[to]}`)).text, `OK ${to.toUpperCase()}`);
        t.like(events.at(-1), { kind: 'setting', facts: { parity: to } });
        t.is(module.line.parity, from);
        t.is((await say('AT')).text, 'OK', 'still at the old one');
        module.powerCycle();
        t.is(module.line.parity, to);
        if (from !== to) t.not((await say('AT')).text, 'OK', `${from} speaks to ${to}`);
        await link.reconfigure({ parity: to });
        t.is((await say('AT')).text, 'OK');
      });
    }
  }
});

test.serial('at a wrong rate nobody understands anybody', async (t) => {
  const rates = CODES.map(([, rate]) => rate);
  for (const baud of rates) {
    await withModule({ baud }, async ({ link, module, say }) => {
      for (const baudRate of rates.filter((rate) => rate !== baud)) {
        await link.reconfigure({ baudRate });
        for (const command of ['AT', 'AT+VERSION', 'AT+NAMEJeep', 'AT+BAUD1'])
          t.false(/OK/.test((await say(command)).text), `${command} at ${baudRate}, module at ${baud}`);
      }
      t.is(module.name, 'linvor');
      t.is(module.line.baudRate, baud);
    });
  }
});

test.serial('keeps-rate confirms and stays; hangs-on-rate is dead until a power cycle', async (t) => {
  await withModule({ fault: 'keeps-rate' }, async ({ module, say }) => {
    t.is((await say('AT+BAUD8')).text, 'OK115200');
    t.is(module.line.baudRate, 9600);
    t.is((await say('AT')).text, 'OK');
  });
  await withModule({ fault: 'hangs-on-rate' }, async ({ link, module, say }) => {
    t.is((await say('AT+BAUD8')).text, 'OK115200');
    t.is((await say('AT')).text, '');
    await link.reconfigure({ baudRate: 115200 });
    t.is((await say('AT')).text, '');
    module.powerCycle();
    t.is((await say('AT')).text, 'OK');
  });
});

test.serial('the silence that ended a command before the power cycle ends none after it', async (t) => {
  await withModule({}, async ({ module, say }) => {
    await say('AT+NAMETM', 300);
    module.powerCycle();
    const first = await say('AT+VER', 250); // here the old silence would have ended
    t.is(first.text + (await say('SION')).text, 'OKlinvorV1.8');
  });
});

test.serial('a stopped module never speaks again, a half command dies with the power', async (t) => {
  await withModule({}, async ({ module, say, sleep }) => {
    await say('AT+NAMETM', 100);
    module.powerCycle();
    t.is((await say('AT')).text, 'OK');
    t.is(module.name, 'linvor');
    await say('AT+NAMEx', 100);
    module.stop();
    await sleep(1500);
    t.is(module.name, 'linvor');
  });
});
