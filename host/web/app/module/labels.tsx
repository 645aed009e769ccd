import { Button } from '../shell/parts.js';
import { words } from '../shell/words.js';
import type { ModuleLabel } from './module-job.js';

/** Labels to cut out and stick on, one for each module that was set. Printing shows nothing else of the page. */
export function Labels({ labels }: { readonly labels: readonly ModuleLabel[] }) {
  if (labels.length === 0) return null;
  const texts = words.value.labels;
  return (
    <section aria-label={texts.title} class="to-print">
      <h2>{texts.title}</h2>
      <p class="small">{texts.about}</p>
      <ul class="labels">
        {labels.map(({ n, name, pin, line, version }) => (
          <li key={n}>
            <strong>{name ?? version}</strong>
            <span>
              {texts.pin} {pin ?? texts.unchanged}
            </span>
            <span>
              {texts.rate} {line}
            </span>
            <span>{version}</span>
          </li>
        ))}
      </ul>
      <Button onTap={() => print()}>{texts.print}</Button>
    </section>
  );
}
