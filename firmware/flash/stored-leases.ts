import { OnairError } from '../../host/base/index.js';
import {
  LEASE_VERSION,
  type LeaseTerms,
  leaseQuestions,
  sumOf,
  whyNotSpoken,
} from '../air-up/board/lease/messages/index.js';
import type { BoardAnswers, LeaseAnswers } from './ask-board.js';
import type { BoardDialogue } from './board-dialogue.js';

/** The leases of a board that can keep some. @throws OnairError device-refused */
export function leasesOf({ identity, leases }: BoardAnswers, portName: string): LeaseAnswers {
  const why = leases && whyNotSpoken(leases.about);
  if (leases && !why) return leases;
  const { name, version } = identity;
  throw new OnairError('device-refused', {
    message: why
      ? `${portName}: ${name} ${version} keeps leases, but ${why.what}`
      : `${portName}: ${name} ${version} keeps no leases of version ${LEASE_VERSION}`,
    hint: why?.hint ?? 'write the firmware of this package to it: onair firmware flash',
    details: { name, version, leases: leases?.about.version ?? null },
  });
}

/** Whether EEPROM already holds exactly these; without terms, whether it holds none. */
export function isKept({ about }: LeaseAnswers, terms: readonly LeaseTerms[]): boolean {
  if (terms.length === 0) return about.kept === 'nothing';
  return about.kept === 'terms' && about.keptSum === sumOf(terms);
}

/** The messages that change the board, in order: for `--dry-run`. */
export function keepMessages(terms: readonly LeaseTerms[]): readonly Buffer[] {
  if (terms.length === 0) return [leaseQuestions.erase()];
  const agreed = terms.flatMap((one) => [leaseQuestions.configure(one), leaseQuestions.clear(one.pin)]);
  return [...agreed, leaseQuestions.keep()];
}

/**
 * Agrees on leases with a board and stores them in its EEPROM; without terms, erases them. Compares the checksums of
 * what the board took and of what its EEPROM holds.
 * @throws OnairError device-refused, not-verified, port-lost, or the reason of the signal
 */
export async function keepLeases(dialogue: BoardDialogue, terms: readonly LeaseTerms[]): Promise<void> {
  const { leases } = dialogue;
  if (terms.length > 0) await dialogue.unlessOver(leases.agree(terms));
  await dialogue.unlessOver(leases.keep(terms));
}
