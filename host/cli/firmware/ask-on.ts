import { askBoard, type BoardAnswers, BoardDialogue } from '../../../firmware/flash/index.js';
import type { ChosenPort } from '../port/connect.js';
import type { Io } from '../terminal/io.js';

/** Opens the port and identifies the board. */
export function askOn(io: Io, { open }: ChosenPort, limitMs: number): Promise<BoardAnswers> {
  return open(({ link, signal }) => {
    const dialogue = new BoardDialogue(link, io.clock, signal);
    return askBoard(dialogue, limitMs).finally(() => dialogue.end());
  });
}
