import { words } from '../../shell/words.js';
import type { HeardPacket } from './folded.js';

/** Packets as sentences, newest first. */
export function Packets({ packets }: { readonly packets: readonly HeardPacket[] }) {
  if (packets.length === 0) return null;
  const texts = words.value.radio;
  return (
    <section aria-label={texts.heard}>
      <h2>{texts.heard}</h2>
      <ul class="packets">
        {packets.map(({ id, from, text, path, copies }) => (
          <li key={id}>
            <strong>{from}</strong> {text}
            <span class="small">
              {' '}
              {path}
              {copies > 0 && texts.copies(copies)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
