const PORT = 'is this the right port (onair ports)?';

/** A device that sends binary frames unasked: what it is, what to do next, and how to recognize its frames. */
interface BinaryTalker {
  readonly title: string;
  readonly next: string;
  readonly isFrame: (bytes: string) => boolean;
}

/** Formats of devices that share such adapters (SOURCES.md#families). */
const BINARY_TALKERS: readonly BinaryTalker[] = [
  {
    title: 'a GPS receiver: it sends UBX (binary) unasked',
    next: `${PORT} For a GPS: set it to NMEA, then onair waypoints listen`,
    isFrame: (bytes) => /\xb5\x62[\x01\x02\x04-\x06\x0a\x0b\x0d\x10\x13\x21\x27-\x29]/.test(bytes),
  },
  {
    title: 'a GPS receiver: it sends SiRF binary unasked',
    next: `${PORT} For a GPS: set it to NMEA, then onair waypoints listen`,
    isFrame: (bytes) => /\xa0\xa2[\0-\x03][\s\S]+\xb0\xb3/.test(bytes),
  },
  {
    title: 'an autopilot of a drone: it sends MAVLink unasked',
    next: PORT,
    isFrame: (bytes) => isMavlink(bytes, MAVLINK_1) || isMavlink(bytes, MAVLINK_2),
  },
];

/** Bytes of a MAVLink frame: its marker, its length without the payload, the offset of its sequence number. */
interface MavlinkFormat {
  readonly marker: string;
  readonly overhead: number;
  readonly sequenceAt: number;
}

const MAVLINK_1: MavlinkFormat = { marker: '\xfe', overhead: 8, sequenceAt: 2 };
const MAVLINK_2: MavlinkFormat = { marker: '\xfd', overhead: 12, sequenceAt: 4 };

/** Whether two frames of one sender follow each other: one marker alone proves nothing. */
function isMavlink(bytes: string, { marker, overhead, sequenceAt }: MavlinkFormat): boolean {
  const at = (index: number): number => bytes.charCodeAt(index);
  const sender = (frame: number): string => bytes.slice(frame + sequenceAt + 1, frame + sequenceAt + 3);
  for (let frame = bytes.indexOf(marker); frame >= 0; frame = bytes.indexOf(marker, frame + 1)) {
    const next = frame + overhead + at(frame + 1);
    const follows = at(next + sequenceAt) === (at(frame + sequenceAt) + 1) % 256;
    if (bytes[next] === marker && follows && sender(next) === sender(frame)) return true;
  }
  return false;
}

/** The device that sends these bytes, one character each, if its frames are known. */
export function binaryTalker(bytes: string): BinaryTalker | undefined {
  return BINARY_TALKERS.find(({ isFrame }) => isFrame(bytes));
}
