import { type Signal, signal } from '@preact/signals';
import { Failed, Status } from '../shell/parts.js';
import { route } from '../shell/route.js';
import { words } from '../shell/words.js';
import { Guide } from './guide.js';
import { loadGuides } from './guides.js';
import type { WiringGuide, WiringGuides } from './wiring-guides.js';

const guides: Signal<WiringGuides | 'loading' | 'failed' | undefined> = signal(undefined);

function load(): void {
  guides.value = 'loading';
  loadGuides().then(
    (loaded) => {
      guides.value = loaded;
    },
    () => {
      guides.value = 'failed';
    },
  );
}

/** Guides and drawings of every design, with what the rules found. */
export function WiringDoor() {
  const { wiring: texts, page } = words.value;
  const loaded = guides.value;
  if (loaded === undefined) queueMicrotask(load);
  if (loaded === 'failed') {
    return <Failed failure={{ message: page.notLoaded, hint: page.notLoadedHint }} />;
  }
  if (loaded === undefined || loaded === 'loading') return <Status>{page.loading}</Status>;
  const open = loaded.designs.find(({ name }) => name === route.value.rest);
  if (open) return <Opened design={open} rules={loaded.rules} />;
  return (
    <>
      <p>{texts.about}</p>
      <nav aria-label={texts.designs}>
        {loaded.designs.map(({ name, title }) => (
          <a key={name} class="door" href={`#/wiring/${name}`} lang="en">
            <strong>{name}</strong>
            <span>{title}</span>
          </a>
        ))}
      </nav>
    </>
  );
}

function Opened({ design, rules }: { readonly design: WiringGuide; readonly rules: number }) {
  const texts = words.value.wiring;
  const { title, guide, findings } = design;
  return (
    <>
      <p>
        <a class="button" href="#/wiring">
          {texts.back}
        </a>
      </p>
      <section aria-label={texts.checked(rules)}>
        <p class="status">
          {findings.length === 0 ? texts.checked(rules) : texts.findings(rules, findings.length)}
        </p>
        <ul>
          {findings.map(({ severity, message, where, remedy, reason }) => (
            <li key={`${where} ${message}`}>
              <strong>{texts.severities[severity]}</strong>{' '}
              <span lang="en">
                {message} ({where}). {reason ?? remedy}
              </span>
            </li>
          ))}
        </ul>
      </section>
      <Guide markdown={guide} title={title} />
    </>
  );
}
