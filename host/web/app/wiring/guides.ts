import type { WiringGuides } from './wiring-guides.js';

/** The guides that the build has written beside the page, by the same modules as `onair wiring`. */
export async function loadGuides(): Promise<WiringGuides> {
  const response = await fetch('wiring.json');
  if (!response.ok) throw new Error(`wiring.json: ${response.status}`);
  return (await response.json()) as WiringGuides;
}
