import {
  type FlashBoard,
  type Image,
  type SketchIdentity,
  sketchIdentity,
} from '../../../firmware/flash/index.js';

/** A hex file for programs. */
export function imageJson({ file, path, bytes, sha256 }: Image, board: FlashBoard) {
  return { hex: file, path, bytes, flashBytes: board.flashBytes, share: shareOf(bytes, board), sha256 };
}

/** `7428 bytes, 23.0 % of the flash`. */
export function sizeText({ bytes }: Image, board: FlashBoard): string {
  return `${bytes} bytes, ${percent(shareOf(bytes, board))} of what the bootloader leaves`;
}

/** Share of the space that the bootloader leaves, 0 to 1. */
function shareOf(bytes: number, { flashBytes }: FlashBoard): number {
  return Math.round((bytes / flashBytes) * 1000) / 1000;
}

/** `23.0 %`. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** `onair-failsafe 1.1`, as the sketch of this package reports it. */
export function sketchTitle(
  { name, version }: Pick<SketchIdentity, 'name' | 'version'> = sketchIdentity(),
): string {
  return `${name} ${version}`;
}
