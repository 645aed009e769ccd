import test from 'ava';
import { decodeAprs } from '../../../host/packet/aprs/index.js';

/**
 * More of the kinds of as-sent.ts, by the chapter of APRS101 that each row names; Dire Wolf 1.6 (decode_aprs) reads the
 * same where it reads the kind at all.
 */
const PLACE = { latitude: 49.058333, longitude: -72.029167 };
const AT = '4903.50N/07201.75W';
const WX = { windFromDeg: 220, windKmh: 6.44, gustKmh: 8.05 };

const ROWS: readonly (readonly [chapter: number, info: string, report: object])[] = [
  [5, `!${AT}>`, { kind: 'position', messaging: false, place: PLACE }],
  [5, `=${AT}-`, { kind: 'position', messaging: true, place: PLACE }],
  [6, '!4903.5 N/07201.7 W-', { place: { ambiguity: 1 } }],
  [6, '!49  .  N/072  .  W-', { place: { ambiguity: 4 } }],
  [6, '!4903.50S/17959.99E>', { place: { latitude: -49.058333, longitude: 179.999833 } }],
  [6, `!${AT}>/A=001234`, { altitudeM: 376.12, comment: '' }],
  [6, `!${AT}>088/036/A=-00123`, { altitudeM: -37.49, courseDeg: 88 }],
  [6, `/092345z${AT}>Test`, { time: { day: 9, hour: 23, minute: 45, zone: 'utc' }, comment: 'Test' }],
  [6, `@092345/${AT}>`, { time: { day: 9, hour: 23, minute: 45 } }],
  [6, `/234517h${AT}>`, { time: { hour: 23, minute: 45, second: 17 } }],
  [6, `@000000z${AT}>`, { time: undefined, place: PLACE }],
  [7, `!${AT}>088/036`, { courseDeg: 88, speedKmh: 66.67 }],
  [7, `!${AT}>360/100`, { courseDeg: 360, speedKmh: 185.2 }],
  [7, `!${AT}>.../...`, { courseDeg: undefined, speedKmh: undefined, comment: '' }],
  [7, `!${AT}#PHG5132/A=001000 Hi`, { antenna: { powerW: 25, gainDb: 3 }, altitudeM: 304.8, comment: 'Hi' }],
  [7, `!${AT}#RNG0050`, { rangeKm: 80.47 }],
  [7, `!${AT}#DFS2360`, { signal: { strengthS: 2, gainDb: 6 } }],
  [7, `!${AT}\\088/036/270/729`, { bearing: { bearingDeg: 270, quality: 9 }, comment: '' }],
  [7, `!${AT}>088/036/270/729`, { bearing: undefined, comment: '270/729' }],
  [9, '=/5L!!<*e7>7P[', { form: 'compressed', place: { latitude: 49.5 }, courseDeg: 88, speedKmh: 67.1 }],
  [9, '=/5L!!<*e7>{?!', { rangeKm: 32.39, speedKmh: undefined }],
  [9, '=/5L!!<*e7OS]S', { altitudeM: 3049.38 }],
  [9, '!a5L!!<*e7#7P[', { symbol: { table: '0', code: '#' } }],
  [11, `;LEADER   *092345z${AT}>088/036`, { kind: 'object', name: 'LEADER', live: true }],
  [11, `;LEADER   _092345z${AT}>088/036`, { name: 'LEADER', live: false }],
  [11, `)AID #2!${AT}A`, { kind: 'item', name: 'AID #2', live: true }],
  [11, `)G/WB4APR_${AT}d`, { kind: 'item', name: 'G/WB4APR', live: false }],
  [11, ';FLOOD    *092345z4903.50N\\07201.75Wl108/114', { area: { shape: 'line', filled: false } }],
  [12, `!${AT}_220/004g005t-07h00b09900`, { weather: { ...WX, temperatureC: -21.67, humidityPercent: 100 } }],
  [12, `!${AT}_.../...g...t077h50b10100`, { weather: { windFromDeg: undefined, pressureHpa: 1010 } }],
  [12, `!${AT}_   /   g   t077r   h50`, { weather: { gustKmh: undefined, humidityPercent: 50 } }],
  [12, `!${AT}_220/004g005t077l123h50`, { weather: { ...WX, luminosityWm2: 1123 } }],
  [12, `!${AT}_220/004g005t077s012h50`, { weather: { ...WX, humidityPercent: 50 } }],
  [12, '_10090556c220s004g005t077', { kind: 'weather', time: { month: 10, day: 9 }, weather: WX }],
  [13, 'T#005,199,000,255,073,123,01101001', { telemetry: { sequence: 5, bits: '01101001' } }],
  [13, 'T#MIC199,000,255,073,123,01101001', { telemetry: { values: [199, 0, 255, 73, 123] } }],
  [13, ':N0CAL-1  :EQNS.0,5.2,0', { kind: 'telemetry-definition', to: 'N0CAL-1' }],
  [14, ':N0CAL-1  :hi there{12}34', { kind: 'message', text: 'hi there', id: '12', acks: '34' }],
  [14, ':N0CAL-1  :rej003', { kind: 'reject', id: '003' }],
  [14, ':BLN4WX   :Stand by', { kind: 'bulletin', bulletin: '4', group: 'WX' }],
  [14, ':NWS-WARN :092010z,THUNDER_STORM', { kind: 'bulletin', to: 'NWS-WARN' }],
  [15, '?APRS? 34.02,-117.15,0200', { query: 'APRS', area: { latitude: 34.02, radiusKm: 321.87 } }],
  [16, '>IO91SX/G', { kind: 'status', grid: { locator: 'IO91SX' }, comment: '' }],
  [16, '>My house^B7', { beam: { headingDeg: 110, powerW: 490 }, comment: 'My house' }],
  [17, '}W1AW>APK102,TCPIP,N0CAL*:>hello', { kind: 'third-party', from: 'W1AW' }],
];

for (const [chapter, info, report] of ROWS) {
  test(`chapter ${chapter}: ${info}`, (t) => {
    t.like(decodeAprs({ from: 'N0CAL', to: 'APRS', info: Buffer.from(info, 'latin1') }), report);
  });
}
