import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import test from 'ava';
import { BareBoard } from '../failsafe/board/bare-board.js';
import { SKETCH, testBoard } from '../failsafe/board/board-under-test.js';
import { TERMS } from '../failsafe/board/leased-valve.js';
import * as wire from '../failsafe/messages/wire-format.js';
import { arduinoBuilder } from '../peers.js';

const execute = promisify(execFile);
const { lease } = wire;

const BOARDS = {
  uno: 'arduino:avr:uno',
  nano: 'arduino:avr:nano:cpu=atmega328',
  mega: 'arduino:avr:mega:cpu=atmega2560',
};

/**
 * What the Arduino IDE's own builder makes of the folder, unchanged: other flags than build.sh (link-time
 * optimization), so other bytes, which must keep the promise too.
 */
(arduinoBuilder ? test : test.skip)(
  'the folder builds unchanged in the Arduino IDE’s builder, and that program lets go as well (needs arduino-builder)',
  async (t) => {
    const folder = mkdtempSync(join(tmpdir(), 'onair-builder-'));
    t.teardown(() => rmSync(folder, { recursive: true, force: true }));
    const sketch = join(folder, 'failsafe');
    cpSync(SKETCH, sketch, { recursive: true });
    t.deepEqual(
      readdirSync(sketch).filter((name) => name.endsWith('.ino')),
      ['failsafe.ino'],
    );
    const [hardware, tools] = [join(folder, 'hardware'), join(folder, 'tools')];
    cpSync('/usr/share/arduino-builder', hardware, { recursive: true });
    symlinkSync('/usr/share/arduino/hardware/arduino', join(hardware, 'arduino'));
    mkdirSync(tools);
    for (const [name, board] of Object.entries(BOARDS)) {
      const out = mkdtempSync(join(folder, 'out-'));
      await execute('arduino-builder', [
        ...['-hardware', hardware, '-tools', tools, '-fqbn', board, '-build-path', out],
        ...['-prefs', 'runtime.tools.avr-gcc.path=/usr'],
        // Debian's core 1.8.7 wants a constant that Debian's gcc 5.4 hides from C++.
        ...['-prefs', 'compiler.cpp.extra_flags=-DDECIMAL_DIG=__DECIMAL_DIG__'],
        join(sketch, 'failsafe.ino'),
      ]);
      const onBoard = new BareBoard({ ...testBoard(name), hex: join(out, 'failsafe.ino.hex') });
      t.deepEqual(onBoard.ask([0xf9]), [[0xf9, 2, 5]], board);
      onBoard.execute(lease.configure({ ...TERMS, silenceMs: 100 }), wire.digitalPin(TERMS.pin, 1));
      t.is(onBoard.uno.pin(TERMS.pin), 'high');
      const renewed = onBoard.arrive(lease.renew);
      t.truthy(onBoard.timeTo(TERMS.pin, 'low', 150), board);
      t.true(onBoard.uno.nowMs - renewed <= 105);
    }
  },
);
