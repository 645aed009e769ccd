import test from 'ava';
import { aprsParser } from 'js-aprs-fap';
import type { AprsReport } from '../../../host/packet/aprs/report.js';
import { decoded, type Specimen, specimens } from '../packets.js';
import { differences, factsOf } from './facts.js';
import { fapFacts, UNCOMPARED } from './fap.js';

/** Where js-aprs-fap 1.3.2 is silent or wrong: the evidence for a decoder of our own (CONTRIBUTING). */
const FAP_DIFFERS: readonly (readonly [
  why: string,
  applies: (report: AprsReport, info: string) => boolean,
])[] = [
  ['a packet within a packet: its position becomes that of the gateway', (r) => r.kind === 'third-party'],
  ['queries, also to one station', (r) => r.kind === 'query' || r.kind === 'directed-query'],
  ['Maidenhead locators', (r) => r.kind === 'status' && r.grid !== undefined],
  ['experiments of users', (r) => r.kind === 'user-defined'],
  ['definitions of telemetry are text', (r) => r.kind === 'telemetry-definition'],
  [
    'Mic-E with ambiguity: minutes below ten lose their zero',
    (r) => 'form' in r && r.form === 'mic-e' && r.place.ambiguity > 0,
  ],
  ['area objects become course and speed', (r) => 'area' in r],
  [
    'reply-acks and braces in the text',
    (r, info) => r.kind === 'message' && (r.acks !== undefined || /\{.*\{/.test(info)),
  ],
  ['an empty message, a short addressee', (r, info) => r.kind === 'message' && info.length < 15],
  ['compressed weather: the wind is taken for the station’s motion', (_, info) => /_7P\[/.test(info)],
  ['Ultimeter: humidity cut off', (_, info) => info.startsWith('!!')],
  ['weather that is wind alone', (_, info) => /^_\d{8}c\d{3}s\d{3}$/.test(info)],
  ['Peet Bros U-II', (_, info) => /^[#*]/.test(info)],
  ['T#MIC', (_, info) => info.startsWith('T#MIC')],
  ['bits of telemetry in a comment', (_, info) => /#"\|$/.test(info)],
  ['NMEA other than RMC; a course that is not whole', (_, info) => info.startsWith('$GP')],
  ['minutes beyond 59', (r, info) => r.kind === 'unreadable' && info.includes('63.50N')],
];

const fap = new aprsParser();

function fapDiffers(specimen: Specimen, report: AprsReport): string[] {
  const theirs = fapFacts(
    fap.parseaprs(`${specimen.from}>${specimen.to}:${specimen.info.toString('latin1')}`),
  );
  if (report.kind === 'unreadable' && 'broken' in theirs) return [];
  const { broken, ...stated } = theirs;
  return differences(factsOf(report), broken === undefined ? stated : theirs).filter(
    (key) => !UNCOMPARED.test(key),
  );
}

test('js-aprs-fap and we agree, or the difference has a reason', (t) => {
  const used = new Set<string>();
  for (const specimen of specimens()) {
    const report = decoded(specimen);
    const keys = fapDiffers(specimen, report);
    if (keys.length === 0) continue;
    const rule = FAP_DIFFERS.find(([, applies]) => applies(report, specimen.info.toString('latin1')));
    t.truthy(rule, `${specimen.line}\n${keys.join()}\n${JSON.stringify(report)}`);
    if (rule) used.add(rule[0]);
  }
  t.deepEqual(
    FAP_DIFFERS.filter(([why]) => !used.has(why)).map(([why]) => why),
    [],
    'a reason that nothing needs',
  );
});
