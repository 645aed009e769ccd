import { render } from 'preact';
import { ModuleDoor } from '../module/module-door.js';
import { RadioDoor } from '../radio/radio-door.js';
import { TourDoor } from '../tour/tour-door.js';
import { DOORS, type Door, door } from './route.js';

const SUMMARIES: Readonly<Record<Exclude<Door, ''>, string>> = {
  try: 'no hardware: a module is found and set, a radio put into KISS, a packet sent',
  module: 'find an HC-06 at any rate, give it a name, PIN and rate',
  radio: 'a Kenwood’s TNC into KISS, and what it hears',
};

function Home() {
  return (
    <nav aria-label="Doors">
      {Object.entries(SUMMARIES).map(([name, summary]) => (
        <a key={name} class="door" href={`#/${name}`}>
          <strong>{DOORS[name as Door]}</strong>
          <span>{summary}</span>
        </a>
      ))}
    </nav>
  );
}

const VIEWS: Readonly<Record<Door, () => preact.JSX.Element>> = {
  '': Home,
  try: TourDoor,
  module: ModuleDoor,
  radio: RadioDoor,
};

function App() {
  const View = VIEWS[door.value];
  return (
    <>
      <header>
        <h1>{DOORS[door.value]}</h1>
        {door.value !== '' && <a href="#/">All doors</a>}
      </header>
      <main>
        <View />
      </main>
    </>
  );
}

const root = document.getElementById('app');
if (root) render(<App />, root);

// Offline after the first visit; a page without a secure origin has no service worker, and works as long as it is served.
void navigator.serviceWorker?.register('service-worker.js');
