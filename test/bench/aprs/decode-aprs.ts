import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Dire Wolf's decoder over the same packets, in one of the forms that it takes. */
export class DecodeAprs {
  readonly #folder = mkdtempSync(join(tmpdir(), 'onair-bench-'));

  constructor(readonly lines: readonly string[]) {
    this.#write('all', lines);
    this.#write('one', lines.slice(0, 1));
  }

  /** Seconds for all packets, its start taken out: the time for one packet is subtracted. */
  seconds(): number {
    return this.#run('all') - this.#run('one');
  }

  close(): void {
    rmSync(this.#folder, { recursive: true });
  }

  #write(name: string, lines: readonly string[]): void {
    writeFileSync(join(this.#folder, name), lines.map((line) => `${line}\n`).join(''));
  }

  #run(name: string): number {
    const input = openSync(join(this.#folder, name), 'r');
    const startedAt = performance.now();
    const { status } = spawnSync('decode_aprs', { stdio: [input, 'ignore', 'ignore'] });
    const seconds = (performance.now() - startedAt) / 1000;
    closeSync(input);
    if (status === null) throw new Error('decode_aprs did not end');
    return seconds;
  }
}
