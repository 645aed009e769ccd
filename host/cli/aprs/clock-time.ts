/** Hours, minutes and seconds of the computer's zone. */
export function clockTime(time: Date): string {
  return time.toTimeString().slice(0, 8);
}
