import type { aprsPacket } from 'js-aprs-fap';
import { KMH_PER_MPH, M_PER_FOOT } from '../../../host/packet/units.js';
import { type Facts, facts, INCHES_PER_HPA } from './facts.js';

/** What js-aprs-fap does not state in a form to compare: left out on both sides. */
export const UNCOMPARED =
  /^(comment|state|device|antenna|range|rain-.*|locator|defines|ack|reject|wind|gust|temperature|frequency|tone|offset|A[2-4])$/;

/** What js-aprs-fap says in terms that can be compared; its wind is meters per second with one digit. */
export function fapFacts(packet: aprsPacket | null): Facts {
  if (!packet) return { broken: 'null' };
  if (packet.resultCode !== undefined) return { broken: packet.resultCode };
  const { wx, telemetry } = packet;
  const scaled = (value: number | string | undefined, factor: number): number | undefined =>
    value === undefined ? undefined : Number(value) * factor;
  return facts({
    latitude: scaled(packet.latitude, 60),
    longitude: scaled(packet.longitude, 60),
    speed: scaled(packet.speed, 1 / KMH_PER_MPH),
    course: packet.course || undefined,
    altitude: scaled(packet.altitude, 1 / M_PER_FOOT),
    name: (packet.objectname ?? packet.itemname)?.trimEnd(),
    live: packet.alive === undefined ? undefined : String(packet.alive),
    to: packet.destination,
    text: packet.message,
    id: packet.messageId,
    humidity: wx?.humidity,
    'wind-from': scaled(wx?.wind_direction, 1),
    barometer: scaled(wx?.pressure, INCHES_PER_HPA),
    sequence: telemetry?.seq,
    bits: telemetry?.bits,
    A1: telemetry?.vals?.[0],
    A5: telemetry?.vals?.[4] ?? undefined,
  });
}
