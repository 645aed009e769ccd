import { type Pixel, panned, type Size, type View, zoomed } from './view.js';

/** What a finger, a mouse or a key does to a map. */
export interface Moves {
  /** Changes the view. */
  move(change: (view: View, size: Size) => View): void;
  /** A tap without a drag. */
  tap(at: Pixel): void;
  all(): void;
}

/** A drag shorter than this is a tap, px. */
const TAP_PX = 8;
/** One step of a key, px and times. */
const KEY_PX = 60;
/** Factor by which a key or a button changes the scale of the map. */
export const KEY_ZOOM = 1.5;

/** Pan by one finger or the mouse, zoom by two fingers. */
export class Pointers {
  readonly #down = new Map<number, Pixel>();
  #moved = 0;

  constructor(private readonly moves: Moves) {}

  down(id: number, at: Pixel): void {
    if (this.#down.size === 0) this.#moved = 0;
    this.#down.set(id, at);
  }

  move(id: number, at: Pixel): void {
    const before = this.#down.get(id);
    if (!before) return;
    const [right, below] = [at.left - before.left, at.top - before.top];
    this.#moved += Math.hypot(right, below);
    const other = [...this.#down].find(([each]) => each !== id)?.[1];
    this.#down.set(id, at);
    if (!other) {
      this.moves.move((view) => panned(view, right, below));
      return;
    }
    const factor = apart(other, at) / Math.max(1, apart(other, before));
    const middle = { left: (other.left + at.left) / 2, top: (other.top + at.top) / 2 };
    this.moves.move((view, size) => panned(zoomed(view, size, factor, middle), right / 2, below / 2));
  }

  up(id: number, at: Pixel): void {
    if (!this.#down.delete(id)) return;
    if (this.#down.size === 0 && this.#moved < TAP_PX) this.moves.tap(at);
  }

  cancel(id: number): void {
    this.#down.delete(id);
    this.#moved = TAP_PX;
  }
}

function apart(one: Pixel, other: Pixel): number {
  return Math.hypot(one.left - other.left, one.top - other.top);
}

const KEYS: Readonly<Record<string, (moves: Moves) => void>> = {
  ArrowLeft: ({ move }) => move((view) => panned(view, KEY_PX, 0)),
  ArrowRight: ({ move }) => move((view) => panned(view, -KEY_PX, 0)),
  ArrowUp: ({ move }) => move((view) => panned(view, 0, KEY_PX)),
  ArrowDown: ({ move }) => move((view) => panned(view, 0, -KEY_PX)),
  '+': ({ move }) => move((view, size) => zoomed(view, size, KEY_ZOOM)),
  '=': ({ move }) => move((view, size) => zoomed(view, size, KEY_ZOOM)),
  '-': ({ move }) => move((view, size) => zoomed(view, size, 1 / KEY_ZOOM)),
  '0': ({ all }) => all(),
};

/** @returns whether the key is one of the map's */
export function pressed(key: string, moves: Moves): boolean {
  const act = KEYS[key];
  act?.(moves);
  return act !== undefined;
}
