import { bearingDeg, distanceKm, type Point } from '../../../../packet/index.js';
import { ENGLISH_APRS } from '../../../../text/aprs/index.js';
import { language, words } from '../../shell/words.js';
import type { Plotted } from '../heard/plotted.js';

interface ListProps {
  readonly stations: readonly Plotted[];
  readonly ownPlace: Point | undefined;
  readonly onSelect: (name: string) => void;
}

/** What the map shows, as text: nearest first with an own place, else latest first. */
export function StationList({ stations, ownPlace, onSelect }: ListProps) {
  const sorted = ownPlace
    ? stations.toSorted((a, b) => distanceKm(ownPlace, a.place) - distanceKm(ownPlace, b.place))
    : stations.toReversed();
  return (
    <ul class="packets">
      {sorted.map((station) => (
        <li key={station.name}>
          <button type="button" class="row" onClick={() => onSelect(station.name)}>
            <strong>{station.name}</strong> {station.kind}{' '}
            <span class="small block">{whereIs(station, ownPlace)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

/** `12 km, NE 41°`, and when it was heard. */
export function whereIs({ place, heard }: Plotted, ownPlace: Point | undefined): string {
  const texts = words.value.map;
  const time = texts.heardAt(heard.toLocaleTimeString(language.value.code));
  if (!ownPlace) return time;
  const degrees = bearingDeg(ownPlace, place);
  const { aprs = ENGLISH_APRS } = language.value;
  const bearing = `${aprs.words.compass(degrees)} ${degrees.toFixed(0)}°`;
  return `${texts.from(aprs.units.distance(distanceKm(ownPlace, place)), bearing)}, ${time}`;
}
