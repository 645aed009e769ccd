import test from 'ava';
import { distanceKm } from '../../../host/packet/index.js';
import { type Moves, Pointers, pressed } from '../../../host/web/app/radio/map/gestures.js';
import { fromWorld, toWorld, worldPerKm } from '../../../host/web/app/radio/map/mercator.js';
import { ringDistances, roundStep } from '../../../host/web/app/radio/map/rings.js';
import { tileKey, tilesIn } from '../../../host/web/app/radio/map/tile-spots.js';
import {
  fitted,
  nearestTo,
  type Pixel,
  panned,
  pixelOf,
  type View,
  worldOf,
  zoomed,
} from '../../../host/web/app/radio/map/view.js';

const SIZE = { width: 360, height: 400 };
const HARTFORD = { latitude: 41.7148, longitude: -72.7272 };
const BOSTON = { latitude: 42.36, longitude: -71.06 };
const VIEW: View = { center: toWorld(HARTFORD), scale: 256 * 2 ** 9 };

test('Web Mercator: its corners, and back', (t) => {
  t.deepEqual(toWorld({ latitude: 0, longitude: 0 }), { x: 0.5, y: 0.5 });
  t.true(Math.abs(toWorld({ latitude: 85.0511, longitude: -180 }).y) < 1e-6);
  t.true(Math.abs(toWorld({ latitude: -90, longitude: 180 }).y - 1) < 1e-6);
  const back = fromWorld(toWorld(HARTFORD));
  t.true(Math.abs(back.latitude - HARTFORD.latitude) < 1e-9);
  t.true(Math.abs(back.longitude - HARTFORD.longitude) < 1e-9);
});

test('a ring of 50 km lies where 50 km are, to half a percent', (t) => {
  const { x, y } = toWorld(HARTFORD);
  const radius = 50 * worldPerKm(HARTFORD);
  for (const edge of [
    { x: x + radius, y },
    { x: x - radius, y },
    { x, y: y + radius },
    { x, y: y - radius },
  ]) {
    const km = distanceKm(HARTFORD, fromWorld(edge));
    t.true(Math.abs(km - 50) < 0.5, `${km} km`);
  }
});

test('rings are 1, 2 or 5 and their tens, and three of them are in the picture', (t) => {
  t.deepEqual([0.3, 1, 1.9, 2, 4.9, 7, 49, 51].map(roundStep), [0.2, 1, 1, 2, 2, 5, 20, 50]);
  for (const scale of [512, 1e5, 1e7]) {
    const distances = ringDistances({ ...VIEW, scale }, SIZE, HARTFORD);
    t.is(distances.length, 3);
    const outerPx = (distances[2] ?? 0) * worldPerKm(HARTFORD) * scale;
    t.true(outerPx <= SIZE.width / 2 && outerPx > SIZE.width / 6, `${outerPx} px`);
  }
});

test('what is under the finger stays there while it zooms; a drag moves it by as much', (t) => {
  const at: Pixel = { left: 300, top: 50 };
  const place = worldOf(VIEW, SIZE, at);
  near(t, pixelOf(zoomed(VIEW, SIZE, 3, at), SIZE, place), at);
  near(t, pixelOf(panned(VIEW, 40, -25), SIZE, place), { left: 340, top: 25 });
  t.is(zoomed(VIEW, SIZE, 1e12).scale, 256 * 2 ** 20);
  t.is(zoomed(VIEW, SIZE, 1e-12).scale, 256);
});

function near(t: { true(is: boolean, why: string): unknown }, found: Pixel, wanted: Pixel): void {
  const off = Math.hypot(found.left - wanted.left, found.top - wanted.top);
  t.true(off < 1e-3, JSON.stringify([found, wanted]));
}

test('all stations are in the picture; one alone is not enlarged to a spot', (t) => {
  const view = fitted([HARTFORD, BOSTON], SIZE);
  for (const place of [HARTFORD, BOSTON]) {
    const { left, top } = pixelOf(view, SIZE, toWorld(place));
    t.true(left > 0 && left < SIZE.width && top > 0 && top < SIZE.height);
  }
  t.is(fitted([HARTFORD], SIZE).scale, 256 * 2 ** 11);
  t.is(fitted([HARTFORD, HARTFORD], SIZE).scale, 256 * 2 ** 16);
  t.is(fitted([], SIZE).scale, 512);
});

test('a finger means the nearest station within its reach', (t) => {
  const things = [
    { name: 'near', left: 105, top: 100 },
    { name: 'nearer', left: 98, top: 100 },
    { name: 'far', left: 300, top: 300 },
  ];
  const of = (thing: Pixel): Pixel => thing;
  t.is(nearestTo(things, of, { left: 100, top: 100 }, 24)?.name, 'nearer');
  t.is(nearestTo(things, of, { left: 200, top: 200 }, 24), undefined);
});

/** A map that only counts. */
function counted() {
  const state = { view: VIEW, taps: 0, all: 0 };
  const moves: Moves = {
    move: (change) => {
      state.view = change(state.view, SIZE);
    },
    tap: () => {
      state.taps++;
    },
    all: () => {
      state.all++;
    },
  };
  return { state, moves, pointers: new Pointers(moves) };
}

test('a touch that does not move is a tap; a drag, and one that the browser takes away, is none', (t) => {
  const { state, pointers } = counted();
  pointers.down(1, { left: 10, top: 10 });
  pointers.move(1, { left: 12, top: 11 });
  pointers.up(1, { left: 12, top: 11 });
  t.is(state.taps, 1);
  pointers.down(1, { left: 10, top: 10 });
  pointers.move(1, { left: 60, top: 10 });
  pointers.up(1, { left: 60, top: 10 });
  pointers.down(1, { left: 10, top: 10 });
  pointers.cancel(1);
  pointers.up(1, { left: 10, top: 10 });
  t.is(state.taps, 1);
});

test('two fingers zoom about the middle between them, and no tap remains of that', (t) => {
  const { state, pointers } = counted();
  pointers.down(1, { left: 130, top: 200 });
  pointers.down(2, { left: 230, top: 200 });
  pointers.move(1, { left: 80, top: 200 });
  pointers.move(2, { left: 280, top: 200 });
  t.true(Math.abs(state.view.scale / VIEW.scale - 2) < 1e-9);
  pointers.up(1, { left: 80, top: 200 });
  pointers.up(2, { left: 280, top: 200 });
  t.is(state.taps, 0);
});

test('by keys alone: arrows, plus, minus and 0; any other key is the page’s', (t) => {
  const { state, moves } = counted();
  t.true(pressed('ArrowRight', moves));
  t.true(state.view.center.x > VIEW.center.x);
  t.true(pressed('+', moves));
  t.true(state.view.scale > VIEW.scale);
  t.true(pressed('-', moves));
  t.true(pressed('0', moves));
  t.is(state.all, 1);
  t.false(pressed('Tab', moves));
});

test('tiles: those of the view, and files of a folder by their path', (t) => {
  const spots = tilesIn(VIEW, SIZE);
  t.true(spots.length >= 4 && spots.length <= 9, `${spots.length}`);
  const { x, y } = toWorld(HARTFORD);
  const under = spots.find(
    (spot) => x >= spot.x && x < spot.x + spot.width && y >= spot.y && y < spot.y + spot.width,
  );
  t.is(under?.key, '9/152/190');
  t.is(tileKey('my tiles/9/152/190.png'), '9/152/190');
  t.is(tileKey('9/152/190.WEBP'), '9/152/190');
  t.is(tileKey('9/152/190.html'), undefined);
  t.is(tileKey('photos/2024/05/x.png'), undefined);
});
