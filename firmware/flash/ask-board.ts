import { OnairError } from '../../host/base/index.js';
import { FIRMATA, sysex } from '../air-up/board/firmata/index.js';
import { type AboutLeases, FAILSAFE_NAME, type LeaseState } from '../air-up/board/lease/index.js';
import {
  LEASE_VERSION,
  type LeaseMessage,
  leaseQuestions,
  readLeaseMessage,
} from '../air-up/board/lease/messages/index.js';
import type { BoardDialogue } from './board-dialogue.js';

/**
 * Maximum wait, ms. Opening the port resets most boards, whose bootloader runs for a second or two; a link may be slow.
 */
export const START_LIMIT_MS = 8000;

/** Maximum wait when only checking the port, ms: a board with Firmata answers within this. */
export const LOOK_LIMIT_MS = 4000;

/** Maximum wait for a board that has just answered, ms. */
const ANSWER_LIMIT_MS = 1500;

/** What any Firmata board reports about itself. */
export interface FirmataIdentity {
  /** Version of the protocol: `2.5`. */
  readonly protocol: string;
  /** Name and version of the sketch: `StandardFirmata.ino`, `2.5`. */
  readonly name: string;
  readonly version: string;
}

/** A board's answer to why its chip has started. */
export type ResetCauseAnswer = Extract<LeaseMessage, { kind: 'reset-cause' }>;

/** What a board with leases reports about them. */
export interface LeaseAnswers {
  readonly about: AboutLeases;
  /** The leases in force; empty if the version differs. */
  readonly inForce: readonly LeaseState[];
  readonly reset: ResetCauseAnswer | undefined;
}

/** Everything that a board reports about itself. */
export interface BoardAnswers {
  readonly identity: FirmataIdentity;
  /** Undefined on a board without leases. */
  readonly leases: LeaseAnswers | undefined;
}

/**
 * Asks a board to identify itself, and about its leases if it has any. Changes nothing.
 * @throws OnairError device-silent, port-lost, or the reason of the signal
 */
export async function askBoard(dialogue: BoardDialogue, limitMs: number): Promise<BoardAnswers> {
  const identity = await askIdentity(dialogue, limitMs);
  // Other sketches may use the numbers of our messages for anything.
  return { identity, leases: identity.name === FAILSAFE_NAME ? await askLeases(dialogue) : undefined };
}

function askIdentity(dialogue: BoardDialogue, limitMs: number): Promise<FirmataIdentity> {
  let protocol: string | undefined;
  let sketch: Pick<FirmataIdentity, 'name' | 'version'> | undefined;
  return dialogue.ask({
    bytes: Buffer.from([FIRMATA.version, ...sysex(FIRMATA.firmware)]),
    limitMs,
    answer: (message) => {
      const [kind, first = 0, second = 0] = message;
      if (kind === FIRMATA.version) protocol = `${first}.${second}`;
      else if (kind === FIRMATA.sysex && first === FIRMATA.firmware) sketch = sketchOf(message);
      return protocol !== undefined && sketch ? { protocol, ...sketch } : undefined;
    },
  });
}

/** F0 79 major minor name F7; each character in two bytes of seven bits. */
function sketchOf(message: Buffer): Pick<FirmataIdentity, 'name' | 'version'> {
  const [, , major = 0, minor = 0] = message;
  const halves = message.subarray(4, -1);
  const characters = Array.from({ length: halves.length >> 1 }, (_, i) =>
    String.fromCharCode((halves[2 * i] ?? 0) | ((halves[2 * i + 1] ?? 0) << 7)),
  );
  return { name: characters.join(''), version: `${major}.${minor}` };
}

/** Undefined for a sketch older than version 1, which has leases but reports nothing about them. */
async function askLeases(dialogue: BoardDialogue): Promise<LeaseAnswers | undefined> {
  const about = await askAbout(dialogue);
  if (!about) return undefined;
  if (about.version !== LEASE_VERSION) return { about, inForce: [], reset: undefined };
  const { leases } = dialogue;
  const inForce = await dialogue.unlessOver(leases.states());
  return { about, inForce, reset: await dialogue.unlessOver(leases.resetCause()) };
}

async function askAbout(dialogue: BoardDialogue): Promise<AboutLeases | undefined> {
  try {
    return await dialogue.ask({
      bytes: leaseQuestions.about(),
      limitMs: ANSWER_LIMIT_MS,
      answer: (bytes) => {
        const message = readLeaseMessage(bytes);
        return message?.kind === 'about' ? message : undefined;
      },
    });
  } catch (error) {
    if (error instanceof OnairError && error.code === 'device-silent') return undefined;
    throw error;
  }
}
