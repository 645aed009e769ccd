import { KM_PER_MILE, rounded } from '../../units.js';
import type { AprsReport, QueryArea } from '../report.js';
import { humanText } from '../text.js';
import { unreadable } from '../unreadable.js';

/** `?APRS? 34.02,-117.15,0200`: to all, or to those within a radius in miles (chapter 15). */
export function readQuery(info: string): AprsReport {
  const [, query, area = ''] = /^\?([A-Z]+)\?(.*)$/s.exec(info) ?? [];
  if (query === undefined) return unreadable('bad-query', info);
  const numbers = /^ *(-?\d+\.?\d*), *(-?\d+\.?\d*), *(\d{4})/.exec(area)?.slice(1).map(Number);
  return { kind: 'query', query, ...(numbers && { area: queryArea(numbers) }) };
}

function queryArea([latitude = 0, longitude = 0, miles = 0]: readonly number[]): QueryArea {
  return { latitude, longitude, radiusKm: rounded(miles * KM_PER_MILE) };
}

/** `<IGATE,MSG_CNT=43,LOC_CNT=14`: words, some with a value (chapter 15). */
export function readCapabilities(info: string): AprsReport {
  const words = humanText(info.slice(1))
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  return {
    kind: 'capabilities',
    capabilities: Object.fromEntries(
      words.map((word) => {
        const [name = '', value = ''] = word.split(/=(.*)/s);
        return [name, value];
      }),
    ),
  };
}
