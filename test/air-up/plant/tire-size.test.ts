import test from 'ava';
import { parseTireSize, tireCavity, tireSizeHint } from '../../../firmware/air-up/plant/tire/tire-size.js';

/** Sizes as people write them, and what they say: outer diameter, width and rim in inches. */
const SIZES: Readonly<Record<string, readonly [outerIn: number, widthIn: number, rimIn: number]>> = {
  '35x12.5R17': [35, 12.5, 17],
  '35X12.50R17LT': [35, 12.5, 17],
  ' 35 x 12.5 R 17 LT': [35, 12.5, 17],
  '35x12.5-17': [35, 12.5, 17],
  'LT35x12.50R17/E': [35, 12.5, 17],
  '35x12.50R17LT 121Q': [35, 12.5, 17],
  'AT25x8-12': [25, 8, 12],
  '25x8.00-12': [25, 8, 12],
  '18x8.5-8': [18, 8.5, 8],
  '15x6.00-6': [15, 6, 6],
  '265/70R17': [31.6, 10.4, 17],
  'p265/70 zr17': [31.6, 10.4, 17],
  'LT235/85R16E': [31.7, 9.3, 16],
  '235/85R16 120/116Q': [31.7, 9.3, 16],
  'ST205/75D15': [27.1, 8.1, 15],
  '225/75R16C': [29.3, 8.9, 16],
  '195R14C': [26.6, 7.7, 14],
  '145/80R10': [19.1, 5.7, 10],
  '120/70ZR17': [23.6, 4.7, 17],
  '180/55 ZR17 M/C (73W)': [24.8, 7.1, 17],
  '90/90-21': [27.4, 3.5, 21],
  MT90B16: [25.2, 5.1, 16],
  'MU85-16': [25.4, 5.5, 16],
  '7.50-16': [31.5, 7.5, 16],
  '7.50R16LT': [31.5, 7.5, 16],
  '11R22.5 G': [41.6, 11, 22.5],
  '8-14.5': [28.4, 8, 14.5],
  '12.5/80-18': [38, 12.5, 18],
  '4.80-8': [17.3, 4.8, 8],
  '4.80/4.00-8': [17.3, 4.8, 8],
  '3.25-18': [24.3, 3.25, 18],
};

for (const [text, [outerIn, widthIn, rimIn]] of Object.entries(SIZES)) {
  test(`the size ${text}`, (t) => {
    const size = parseTireSize(text);
    t.true(Math.abs((size?.outerIn ?? 0) - outerIn) < 0.06, `${size?.outerIn}`);
    t.true(Math.abs((size?.widthIn ?? 0) - widthIn) < 0.06, `${size?.widthIn}`);
    t.is(size?.rimIn, rimIn);
    t.true(size && tireCavity(size).volumeL > 3 && tireCavity(size).volumeL < 250);
  });
}

/** Outer diameters in the lists of makers and shops, in: firmware/air-up/SOURCES.md#tire-volume. */
test('sizes that say no height come out as tall as in the shops, within 4 %', (t) => {
  for (const [text, outerIn] of [
    ['7.50-16', 31.8],
    ['11R22.5', 41.5],
    ['4.80-8', 16.8],
    ['3.25-18', 25.2],
  ] as const) {
    const size = parseTireSize(text);
    t.true(Math.abs((size?.outerIn ?? 0) / outerIn - 1) < 0.04, `${text}: ${size?.outerIn}`);
  }
});

test('what is rough is said to be: a motorcycle, an ATV, a size without a height', (t) => {
  for (const text of ['35x12.5R17', 'LT235/85R16E', 'ST205/75D15'])
    t.is(parseTireSize(text)?.error, 0.15, text);
  for (const text of ['AT25x8-12', '7.50-16', '120/70ZR17', 'MT90B16'])
    t.is(parseTireSize(text)?.error, 0.25, text);
});

/** What is none, and what is proposed. */
const NONE: Readonly<Record<string, RegExp>> = {
  '': /as printed on the sidewall/,
  '35': /as printed on the sidewall/,
  R17: /as printed on the sidewall/,
  '35x1R17': /as printed/,
  '17x12.5R17': /as printed/,
  '18x12.5R17': /as printed/,
  '35x12.5R17 x': /as printed/,
  '35x12.5': /the rim is missing/,
  '265/70': /the rim is missing.*265\/70R17/,
  '35x12.5R': /the rim is missing/,
  '35*12.5R17': /did you mean 35x12\.5R17\?/,
  '35/12.5R17': /did you mean 35x12\.5R17\?/,
  '35x12,5R17': /did you mean 35x12\.5R17\?/,
  '265x70R17': /did you mean 265\/70R17\?/,
  '265-70-17': /did you mean 265\/70-17\?/,
  '265/70 17': /did you mean 265\/70R17\?/,
  '205 55 R16': /did you mean 205\/55R16\?/,
  'LT 265 70 17': /did you mean LT 265\/70R17\?/,
  '700x28C': /bicycle/,
  '26x2.1': /bicycle/,
  '28-622': /bicycle/,
};

for (const [text, hint] of Object.entries(NONE)) {
  test(`"${text}" is no size`, (t) => {
    t.is(parseTireSize(text), undefined);
    t.regex(tireSizeHint(text), hint);
  });
}
