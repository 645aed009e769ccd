import { type KissProof, type RunOptions, runInit } from '../../kenwood/index.js';
import type { Output } from '../terminal/output.js';
import type { Chosen } from './right-radio.js';

const PROOFS = {
  frame: 'a packet arrived as a KISS frame',
  'round-trip': 'it went into KISS, left it on command, went in again, and is silent now',
  silence: 'no prompt comes any more (a TNC that hangs would look the same)',
} as const satisfies Record<KissProof['kind'], string>;

/** Puts the radio into KISS, and reports the proof. @throws OnairError of `runInit` */
export async function initOnce(
  out: Output,
  { connection, profile }: Chosen,
  options: RunOptions,
): Promise<void> {
  const { foundState, proof, ...report } = await runInit(connection.link, profile, options);
  out.detail(`found in state: ${foundState}`);
  out.result({
    schema: 'tnc.init@2',
    data: { ...report, foundState, proof },
    text: [
      out.done('the TNC is in KISS: APRS programs can use it now'),
      `proof: ${PROOFS[proof.kind]}${proof.kind === 'frame' ? `: ${proof.monitor}` : ''}`,
    ],
  });
}
