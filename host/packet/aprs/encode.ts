import { check, checkText } from './check.js';
import { writeTime } from './content/time.js';
import { encodePlace, type Position } from './position/position.js';

export { encodePosition } from './position/position.js';

/** Characters of a message and of a bulletin (APRS101 chapter 14). */
export const MAX_MESSAGE_LENGTH = 67;
const MAX_STATUS_LENGTH = 62;
const MAX_BULLETIN_GROUP = 5;

/** `>on the air` (chapter 16). @throws OnairError bad-value */
export function encodeStatus(text: string): string {
  checkText('status', text, MAX_STATUS_LENGTH);
  return `>${text}`;
}

/**
 * `:W1AW-9   :text{12` (chapter 14); without `id` it is not acknowledged.
 * @throws OnairError bad-value
 */
export function encodeMessage(to: string, text: string, id?: string): string {
  checkText('message', text, MAX_MESSAGE_LENGTH);
  check(!text.includes('{'), 'message', text, 'leave { out: it begins the number of the message');
  check(id === undefined || isId(id), 'number of the message', id ?? '', '1 to 5 letters or digits');
  return `:${addressee(to)}:${text}${id === undefined ? '' : `{${id}`}`;
}

/**
 * `:W1AW-9   :ack12`: we have message 12. Of a message with a reply-ack (APRS 1.1: `{MM}AA`, `{MM}`) all that follows
 * its first brace, exactly as sent.
 * @throws OnairError bad-value
 */
export function encodeAck(to: string, id: string): string {
  const isNumber = /^[A-Za-z0-9]{1,5}(?:\}[A-Za-z0-9]{0,5})?$/.test(id);
  check(isNumber, 'number of the message', id, '1 to 5 letters or digits, and a reply-ack if one was sent');
  return `:${addressee(to)}:ack${id}`;
}

/**
 * `:BLN3WX   :text`: a digit repeats for hours, a letter for days; a group is optional.
 * @throws OnairError bad-value
 */
export function encodeBulletin(number: string, text: string, group = ''): string {
  check(/^[0-9A-Z]$/.test(number), 'bulletin', number, 'one digit, or one letter for an announcement');
  check(
    group.length <= MAX_BULLETIN_GROUP && /^[0-9A-Z]*$/.test(group),
    'group',
    group,
    'up to 5 capitals and digits',
  );
  checkText('bulletin', text, MAX_MESSAGE_LENGTH);
  return `:${`BLN${number}${group}`.padEnd(9)}:${text}`;
}

/** An object for everybody's map: a name, whether it is still there, and a place (chapter 11). */
export interface AprsObject extends Omit<Position, 'messaging' | 'time'> {
  readonly name: string;
  /** True when left out; false takes it off the maps. */
  readonly live?: boolean;
  readonly time: Date;
}

/** `;NET      *092345z4903.50N/07201.75W-`. @throws OnairError bad-value */
export function encodeObject({ name, live = true, time, ...place }: AprsObject): string {
  check(
    /^[ -{}]{1,9}$/.test(name) && name.trim() === name,
    'name',
    name,
    '1 to 9 printable characters but | and ~, no blanks at the ends',
  );
  return `;${name.padEnd(9)}${live ? '*' : '_'}${writeTime(time)}${encodePlace(place)}`;
}

function isId(id: string): boolean {
  return /^[A-Za-z0-9]{1,5}$/.test(id);
}

/** Nine characters: a call sign, or a name of a service. */
function addressee(to: string): string {
  check(/^[A-Z0-9][A-Z0-9-]{0,8}$/.test(to), 'addressee', to, 'a call sign such as W1AW-9');
  return to.padEnd(9);
}
