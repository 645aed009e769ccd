import type { BoardAnswers } from '../../../firmware/flash/ask-board.js';

/** What a board says of itself, for programs. */
export function answersJson({ identity, leases }: BoardAnswers) {
  return { ...identity, leases: leases ?? null };
}

/** One line: `onair-failsafe 1.0, Firmata 2.5, lease messages 1`. */
export function identityText({ identity, leases }: BoardAnswers): string {
  const { name, version, protocol } = identity;
  const messages = leases ? `lease messages ${leases.version}` : 'no leases';
  return `${name} ${version}, Firmata ${protocol}, ${messages}`;
}
