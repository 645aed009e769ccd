import { latin1Bytes } from '../../../base/index.js';
import { encodeUi } from '../../../packet/ax25/index.js';
import { parseCallSign } from '../../../packet/index.js';

/** The Nth packet that is heard. */
export type Traffic = (count: number) => Uint8Array;

/** Always the same car. APK101: the range of the TM-D700 (aprs-deviceid). */
export const oneStation: Traffic = (count) =>
  packet('N0CALL-9', 'APK101', `=4903.50N/07201.75W>simulated packet ${count}`);

/**
 * Several stations in turn, each with a kind of packet of its own. Their call signs are ordinary ones, as aprx and
 * others drop N0CALL: W1AW is the station of the ARRL, the others are of the form that its examples have. One writes to
 * us.
 */
export function variedTraffic(call: string): Traffic {
  const stations: readonly (readonly [from: string, to: string, info: (round: number) => string])[] = [
    ['W1AW-9', 'APK101', (round) => `=41${minutes(42.89 + round / 10)}N/07243.63W>088/036/on the road`],
    ['W1AW', 'APDW16', () => '!4142.89N/07243.63W_180/004g010t068r000p000P000h50b10132'],
    ['N1AW-7', 'APK003', (round) => `=4143.20N/072${minutes(45 + round / 100)}W[on foot`],
    ['K1ABC', 'APX218', () => ';NET      *092345z4144.00N/07241.00W-146.940MHz T100 -060 Tuesdays'],
    ['W1AB-1', 'APN391', () => '>digipeater on the hill'],
    ['N1AW-7', 'APK003', (round) => `:${call.padEnd(9)}:simulated message ${round}{${round % 100_000}`],
    [
      'K1ABC-5',
      'APDR16',
      (round) => `T#${String(round % 1000).padStart(3, '0')},199,000,255,073,123,01101001`,
    ],
  ];
  return (count) => {
    const [from, to, info] = stations[(count - 1) % stations.length] ?? ['W1AW', 'APZ001', () => '>'];
    return packet(from, to, info(Math.ceil(count / stations.length)));
  };
}

/** Two digits, a point and two more; after 60 it begins again. */
function minutes(value: number): string {
  return (value % 60).toFixed(2).padStart(5, '0');
}

function packet(from: string, to: string, info: string): Uint8Array {
  return encodeUi({
    from: parseCallSign(from),
    to: parseCallSign(to),
    path: [{ call: parseCallSign('WIDE1-1'), repeated: true }],
    info: latin1Bytes(info),
  });
}
