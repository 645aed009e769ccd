import { type Moves, Pointers, pressed } from './gestures.js';
import { toWorld } from './mercator.js';
import { type Colors, type MapPicture, paint } from './paint.js';
import { fitted, nearestTo, type Pixel, pixelOf, type Size, type View, WHOLE_WORLD, zoomed } from './view.js';

/** Maximum distance of a tap from the station that it selects, px: half of Material's 48 dp. */
const REACH_PX = 24;
/** One step of a mouse wheel is 100 to 120; so it is some 1.2 times. */
const WHEEL_ZOOM = 0.0016;

type Shown = Omit<MapPicture, 'view' | 'size'>;

/** A canvas that shows stations, and follows fingers, mouse and keys. It is painted at most once a frame. */
export class MapCanvas implements Moves {
  #shown: Shown = { stations: [], selected: undefined, ownPlace: undefined, tiles: undefined, none: '' };
  #view: View = WHOLE_WORLD;
  /** Until the user moves it, the view follows what is heard. */
  #isMoved = false;
  #isDue = false;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly onSelect: (name: string | undefined) => void,
  ) {
    const pointers = new Pointers(this);
    canvas.addEventListener('pointerdown', (event) => {
      canvas.setPointerCapture(event.pointerId);
      pointers.down(event.pointerId, pixel(event));
    });
    canvas.addEventListener('pointermove', (event) => pointers.move(event.pointerId, pixel(event)));
    canvas.addEventListener('pointerup', (event) => pointers.up(event.pointerId, pixel(event)));
    canvas.addEventListener('pointercancel', ({ pointerId }) => pointers.cancel(pointerId));
    canvas.addEventListener('keydown', (event) => {
      const isOurs = !event.ctrlKey && !event.metaKey && !event.altKey && pressed(event.key, this);
      if (isOurs) event.preventDefault(); // the page would scroll
    });
    canvas.addEventListener(
      'wheel',
      (event) => {
        event.preventDefault();
        const factor = Math.exp(-event.deltaY * WHEEL_ZOOM);
        this.move((view, size) => zoomed(view, size, factor, pixel(event)));
      },
      { passive: false },
    );
    new ResizeObserver(() => this.#draw()).observe(canvas);
  }

  show(shown: Shown): void {
    this.#shown = shown;
    this.#draw();
  }

  readonly move = (change: (view: View, size: Size) => View): void => {
    this.#view = change(this.#current(), this.#size());
    this.#isMoved = true;
    this.#draw();
  };

  readonly all = (): void => {
    this.#isMoved = false;
    this.#draw();
  };

  readonly tap = (at: Pixel): void => {
    const [view, size] = [this.#current(), this.#size()];
    const of = ({ place }: Shown['stations'][number]): Pixel => pixelOf(view, size, toWorld(place));
    this.onSelect(nearestTo(this.#shown.stations, of, at, REACH_PX)?.name);
  };

  #current(): View {
    if (this.#isMoved) return this.#view;
    const { stations, ownPlace } = this.#shown;
    return fitted([...stations.map(({ place }) => place), ...(ownPlace ? [ownPlace] : [])], this.#size());
  }

  #size(): Size {
    return { width: this.canvas.clientWidth, height: this.canvas.clientHeight };
  }

  #draw(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    requestAnimationFrame(() => {
      this.#isDue = false;
      const size = this.#size();
      const context = this.canvas.getContext('2d');
      if (!context || size.width === 0) return;
      const ratio = devicePixelRatio;
      const [width, height] = [Math.round(size.width * ratio), Math.round(size.height * ratio)];
      if (this.canvas.width !== width) this.canvas.width = width;
      if (this.canvas.height !== height) this.canvas.height = height;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      paint(context, { ...this.#shown, view: this.#current(), size }, colorsOf(this.canvas));
    });
  }
}

function pixel({ offsetX, offsetY }: MouseEvent): Pixel {
  return { left: offsetX, top: offsetY };
}

/** The colors that the style sheet gives the page now, dark or light. */
function colorsOf(element: Element): Colors {
  const style = getComputedStyle(element);
  const color = (name: string): string => style.getPropertyValue(`--${name}`);
  return {
    ground: color('ground'),
    ink: color('ink'),
    line: color('line'),
    link: color('link'),
    go: color('go'),
  };
}
