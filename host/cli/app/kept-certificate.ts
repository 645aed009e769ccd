import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileProblem, OnairError } from '../../base/index.js';
import { makeFolder } from '../../base/node/index.js';
import { isGoodFor, makeCertificate, type OwnCertificate } from '../../panel/index.js';
import { stateFolder } from '../files/user-folders.js';
import { WholeFile } from '../files/whole-file.js';
import type { Io } from '../terminal/io.js';

/** Where a phone that was told to trust it finds the same one again. */
const FILE = 'app-tls.pem';
const PARTS = /^(-----BEGIN PRIVATE KEY-----[\s\S]+?-----END PRIVATE KEY-----\n)([\s\S]+)$/;

/**
 * The certificate of this computer for these names: the kept one, or a new one, which only its owner may read.
 * @throws OnairError bad-value where it can't be written, bad-usage without a home
 */
export function keptCertificate(io: Pick<Io, 'env'>, names: readonly string[], now: Date): OwnCertificate {
  const folder = stateFolder(io);
  if (folder === undefined) {
    throw new OnairError('bad-usage', {
      message: 'there is no folder for the key of the certificate',
      hint: 'set HOME, or XDG_STATE_HOME to a folder that only you can read',
    });
  }
  const path = join(folder, FILE);
  const kept = readKept(path);
  if (kept && isGoodFor(kept.cert, names, now)) return kept;
  const made = makeCertificate(names, now);
  try {
    makeFolder(folder);
    new WholeFile(path, { secret: true }).replace(made.key + made.cert);
  } catch (error) {
    throw new OnairError('bad-value', {
      message: `--tls: can't write ${path}: ${fileProblem(error)}`,
      hint: `make ${folder} writable, or set XDG_STATE_HOME to a folder that is`,
      details: { file: path },
    });
  }
  return made;
}

function readKept(path: string): OwnCertificate | undefined {
  try {
    const [, key, cert] = PARTS.exec(readFileSync(path, 'utf8')) ?? [];
    return key === undefined || cert === undefined ? undefined : { key, cert };
  } catch {
    return undefined; // none yet
  }
}
