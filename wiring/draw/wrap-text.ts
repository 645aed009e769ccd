import { wrapAnsi } from 'fast-wrap-ansi';

/** Breaks a text between words, because SVG does not. */
export function wrapText(text: string, columns: number): readonly string[] {
  return wrapAnsi(text, Math.floor(columns)).split('\n');
}
