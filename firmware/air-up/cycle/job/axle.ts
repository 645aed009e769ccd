/** FL and FR, rear-left and rear-right, L and R: what is before the side is the axle. */
const SIDE = /^(.*?)(?:left|right|[lr])$/i;

/** Whether two tires are on one axle, by their names. */
export function onOneAxle(one: string, other: string): boolean {
  const axle = SIDE.exec(one)?.[1]?.toLowerCase();
  return axle !== undefined && axle === SIDE.exec(other)?.[1]?.toLowerCase();
}
