/** Usual steps between two time marks, s. */
const STEPS_S = [0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200];

/** Marks for a time axis: whole seconds or minutes, at most `most` of them. */
export function timeTicks(seconds: number, most: number): number[] {
  const step = STEPS_S.find((each) => seconds / each <= most) ?? Math.ceil(seconds / most / 3600) * 3600;
  return Array.from({ length: Math.floor(seconds / step + 1e-9) + 1 }, (_, index) => index * step);
}

/** `1:05`, `12:00`, `1:02:00`; `0.5` for the shortest ones. */
export function clockText(seconds: number): string {
  if (!Number.isInteger(seconds)) return seconds.toFixed(1);
  const minutes = Math.floor(seconds / 60);
  const two = (value: number): string => String(value).padStart(2, '0');
  if (minutes < 60) return `${minutes}:${two(seconds % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(seconds % 60)}`;
}
