import { FIRMATA, sysex } from '../air-up/board/firmata-messages.js';
import type { BoardDialogue } from './board-dialogue.js';

/** Opening the port resets most boards, and a bootloader has its second or two first; a slow link comes on top. */
export const START_LIMIT_MS = 8000;

/** For a look at what is there: a board with Firmata on it answers within this. */
export const LOOK_LIMIT_MS = 4000;

/** What any Firmata board says of itself. */
export interface FirmataIdentity {
  /** Version of the protocol: `2.5`. */
  readonly protocol: string;
  /** Name and version of the sketch: `StandardFirmata.ino`, `2.5`. */
  readonly name: string;
  readonly version: string;
}

/** All that a board says of itself. */
export interface BoardAnswers {
  readonly identity: FirmataIdentity;
  /** Undefined on a board without leases. */
  readonly leases: { readonly version: number } | undefined;
}

/**
 * Asks a board who it is.
 * @throws OnairError device-silent, port-lost, or the reason of the signal
 */
export async function askBoard(dialogue: BoardDialogue, limitMs = START_LIMIT_MS): Promise<BoardAnswers> {
  return { identity: await askIdentity(dialogue, limitMs), leases: undefined };
}

async function askIdentity(dialogue: BoardDialogue, limitMs: number): Promise<FirmataIdentity> {
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
