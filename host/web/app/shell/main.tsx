import { effect } from '@preact/signals';
import { type FunctionComponent, render } from 'preact';
import { LANGUAGES, type WebLanguage } from '../../../text/web/index.js';
import { speak, startLanguage } from './language.js';
import { lazy } from './lazy.js';
import { DOORS, type Door, route } from './route.js';
import { language, words } from './words.js';

function Home() {
  const { page, doors, summaries } = words.value;
  return (
    <>
      <nav aria-label={page.doors}>
        {DOORS.map(
          (name) =>
            name !== '' && (
              <a key={name} class="door" href={`#/${name}`}>
                <strong>{doors[name]}</strong>
                <span>{summaries[name]}</span>
              </a>
            ),
        )}
      </nav>
      <Languages />
    </>
  );
}

function Languages() {
  return (
    <label>
      {words.value.page.language}
      <select
        value={language.value.code}
        onChange={({ currentTarget }) => void speak(currentTarget.value as WebLanguage)}
      >
        {Object.entries(LANGUAGES).map(([code, name]) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

const VIEWS: Readonly<Record<Door, FunctionComponent>> = {
  '': Home,
  try: lazy(async () => (await import('../tour/tour-door.js')).TourDoor),
  module: lazy(async () => (await import('../module/module-door.js')).ModuleDoor),
  radio: lazy(async () => (await import('../radio/radio-door.js')).RadioDoor),
  wiring: lazy(async () => (await import('../wiring/wiring-door.js')).WiringDoor),
};

function App() {
  const { door } = route.value;
  const View = VIEWS[door];
  return (
    <>
      <header>
        <h1>{words.value.doors[door]}</h1>
        {door !== '' && <a href="#/">{words.value.page.allDoors}</a>}
      </header>
      <main>
        <View />
      </main>
    </>
  );
}

await startLanguage();
const root = document.getElementById('app');
if (root) render(<App />, root);

effect(() => {
  const { door } = route.value;
  const { doors } = words.value;
  document.title = door === '' ? doors[''] : `${doors[door]} - ${doors['']}`;
});

// Offline after the first visit; a page without a secure origin has no service worker, and works as long as it is served.
void navigator.serviceWorker?.register('service-worker.js');
