import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { promisify } from 'node:util';
import { INSTALL_BLUEZ, OnairError } from '../../base/index.js';
import { type Bound, explainRfcomm, readBound } from '../rfcomm.js';

const run = promisify(execFile);

/** Search path for programs. */
type Env = Readonly<Record<string, string | undefined>>;

/** Maximum time for rfcomm, ms; it only asks the kernel. */
const TIMEOUT_MS = 10_000;

/**
 * Calls `rfcomm`, the only way to make `/dev/rfcommN`. The alternative, org.bluez.Profile1, passes a socket, which Node
 * can't receive from D-Bus without native code, and which no other program could open.
 * @throws OnairError no-program, port-denied, port-busy, port-failed
 */
export async function callRfcomm(args: readonly string[], env: Env): Promise<string> {
  try {
    const { stdout } = await run('rfcomm', [...args], {
      timeout: TIMEOUT_MS,
      env: { ...process.env, ...env, LC_ALL: 'C' },
    });
    return stdout;
  } catch (error) {
    const { code, stderr, message } = error as { code?: unknown; stderr?: string; message: string };
    if (code !== 'ENOENT') throw explainRfcomm(args, stderr || message);
    throw new OnairError('no-program', {
      message: 'rfcomm is not installed: it makes /dev/rfcommN',
      hint: INSTALL_BLUEZ.rfcomm,
    });
  }
}

/** The nodes that are bound now. @throws OnairError as {@link callRfcomm} */
export async function boundNodes(env: Env): Promise<Bound[]> {
  return readBound(await callRfcomm(['-a'], env));
}

/** Whether this user may open a node. */
export function mayUse(node: string): Promise<boolean> {
  return access(node, constants.R_OK | constants.W_OK).then(
    () => true,
    () => false,
  );
}
