/** Style of the picture: fixed colors on white, so that a dark viewer shows the same. */
export const THEME = {
  width: 800,
  left: 52,
  right: 16,
  ground: '#ffffff',
  ink: '#1f2328',
  faint: '#57606a',
  grid: '#d8dee4',
  font: 'system-ui, -apple-system, "Segoe UI", "DejaVu Sans", Arial, sans-serif',
  textPx: 13,
  titlePx: 17,
  reading: '#8c959f',
  fill: '#0072b2',
  vent: '#d55e00',
  line: '#8250df',
  running: '#9ccfb0',
} as const;

/** Colors that people with any color vision can tell apart (Okabe and Ito 2008), the darker ones first. */
const TIRES = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#cc79a7',
  '#56b4e9',
  '#e69f00',
  '#000000',
  '#b8a800',
] as const;
/** The dashes change from the ninth tire on. */
const DASHES = [undefined, '7 3', '2 3'] as const;

/** Stroke of the line of a tire. */
export function tireStroke(index: number): { readonly stroke: string; readonly 'stroke-dasharray'?: string } {
  const dash = DASHES[Math.floor(index / TIRES.length) % DASHES.length];
  return { stroke: TIRES[index % TIRES.length] ?? '#000000', ...(dash && { 'stroke-dasharray': dash }) };
}
