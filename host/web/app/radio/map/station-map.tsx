import { type ReadonlySignal, useComputed, useSignal, useSignalEffect } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { failureOf } from '../../shell/failure.js';
import type { DoorJob } from '../../shell/job.js';
import { Button } from '../../shell/parts.js';
import { words } from '../../shell/words.js';
import type { Plotted } from '../heard/plotted.js';
import { askPlace, ownPlace } from '../place/own-place.js';
import { FolderTiles } from './folder-tiles.js';
import { KEY_ZOOM } from './gestures.js';
import { MapCanvas } from './map-canvas.js';
import { StationList, whereIs } from './station-list.js';
import { zoomed } from './view.js';

interface MapProps {
  readonly stations: ReadonlySignal<readonly Plotted[]>;
  /** Shows what goes wrong. */
  readonly job: DoorJob;
}

/** Stations on a map that needs no internet, the same as a list, and the packet of the one that is chosen. */
export function StationMap({ stations, job }: MapProps) {
  const texts = words.value.map;
  const selected = useSignal<string | undefined>(undefined);
  const tiles = useSignal<FolderTiles | undefined>(undefined);
  const redraws = useSignal(0);
  const isListed = useSignal(false);
  const canvas = useRef<MapCanvas | null>(null);
  const chosen = useComputed(() => stations.value.find(({ name }) => name === selected.value));
  const element = useRef<HTMLCanvasElement>(null);
  useSignalEffect(() => {
    if (!element.current) return;
    canvas.current ??= new MapCanvas(element.current, (name) => {
      selected.value = name;
    });
    void redraws.value;
    canvas.current.show({
      stations: stations.value,
      selected: selected.value,
      ownPlace: ownPlace.value,
      tiles: tiles.value,
      none: words.value.map.none,
    });
  });
  const find = async (): Promise<void> => {
    try {
      await askPlace();
      job.failure.value = undefined;
    } catch (error) {
      job.failure.value = failureOf(error);
    }
  };
  const zoom = (factor: number) => canvas.current?.move((view, size) => zoomed(view, size, factor));
  return (
    <section aria-label={texts.title}>
      <h2>{texts.title}</h2>
      <canvas
        ref={element}
        class="map"
        tabIndex={0}
        role="img"
        aria-label={`${stations.value.length === 0 ? `${texts.none} ` : ''}${texts.label(stations.value.length)}`}
      />
      <div class="keys">
        <Button onTap={() => zoom(KEY_ZOOM)}>{texts.closer}</Button>
        <Button onTap={() => zoom(1 / KEY_ZOOM)}>{texts.farther}</Button>
        <Button onTap={() => canvas.current?.all()}>{texts.all}</Button>
        <Button onTap={() => void find()}>{texts.ownPlace}</Button>
      </div>
      <div role="status" aria-label={texts.selected}>
        {chosen.value && (
          <p>
            <strong>{chosen.value.name}</strong> {chosen.value.text}
            <span class="small"> {whereIs(chosen.value, ownPlace.value)}</span>
          </p>
        )}
      </div>
      <details
        onToggle={({ currentTarget }) => {
          isListed.value = currentTarget.open;
        }}
      >
        <summary>{texts.showList(stations.value.length)}</summary>
        {
          // Hundreds of rows that nobody sees cost time; and Chromium 156 lays out none that moved while they were hidden.
          isListed.value && (
            <StationList
              stations={stations.value}
              ownPlace={ownPlace.value}
              onSelect={(name) => {
                selected.value = name;
              }}
            />
          )
        }
      </details>
      <details>
        <summary>{texts.tiles}</summary>
        <p class="small">{texts.tilesAbout}</p>
        <p>
          <input
            type="file"
            aria-label={texts.tiles}
            multiple
            ref={(input) => input?.setAttribute('webkitdirectory', '')}
            onChange={({ currentTarget }) => {
              tiles.value = new FolderTiles(currentTarget.files ?? [], () => redraws.value++);
            }}
          />
        </p>
      </details>
    </section>
  );
}
