import { post } from './connection.js';
import { isAllowed } from './show.js';

/** Time between two messages, ms; the server ends the hold after 0.4 s without one. */
const EVERY_MS = 100;

/**
 * Air moves only while the button is held: by a finger, or by the space bar or Enter. Whatever else happens to the page
 * (another app, a call, a sleeping screen) lets go.
 */
export function holdButton(button, { wanted, failed }) {
  let held;

  const press = async () => {
    if (held || !wanted() || !isAllowed(button)) return;
    const mine = {};
    held = mine;
    button.classList.add('is-held');
    try {
      const { hold } = await post('/api/hold');
      while (held === mine) {
        await post('/api/hold', { hold });
        await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
      }
    } catch (error) {
      if (held === mine) failed(error);
    } finally {
      if (held === mine) release();
    }
  };

  const release = () => {
    if (!held) return;
    held = undefined;
    button.classList.remove('is-held');
    post('/api/let-go').catch(() => {}); // silence lets go as well
  };

  button.addEventListener('pointerdown', (event) => {
    if (wanted()) button.setPointerCapture(event.pointerId);
    void press();
  });
  for (const name of ['pointerup', 'pointercancel', 'lostpointercapture', 'blur']) {
    button.addEventListener(name, release);
  }
  button.addEventListener('contextmenu', (event) => event.preventDefault());
  button.addEventListener('keydown', ({ key, repeat }) => {
    if (!repeat && (key === ' ' || key === 'Enter')) void press();
  });
  button.addEventListener('keyup', release);
  document.addEventListener('visibilitychange', release);
  addEventListener('pagehide', release);
  return { release };
}
