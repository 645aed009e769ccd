/** Maximum time without a state, which comes each second at least; then the connection counts as lost, ms. */
const SILENCE_MS = 3000;

/** What the server refused, and what to do. */
class Refused extends Error {
  constructor(status, { code, message, hint }) {
    super(`${message}: ${hint}`);
    this.code = code;
    this.status = status;
  }
}

async function answer(response) {
  const body = await response.json();
  if (!response.ok) throw new Refused(response.status, body.error);
  return body;
}

/** Maximum time for an order, ms; then it is given up, so that nobody expects it to arrive later. */
const PATIENCE_MS = 4000;

/** Asks the server. @throws with the sentence that is shown */
export async function get(path) {
  return answer(await fetch(path, { signal: AbortSignal.timeout(PATIENCE_MS) }));
}

/** Gives the server an order. @throws with the sentence that is shown */
export async function post(path, body = {}) {
  return answer(
    await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    }),
  );
}

const EVENTS = ['state', 'sample', 'happening', 'job', 'missed'];

/** The stream of the server, opened again while the page is open. `on` has a function for each event. */
export function listen(on) {
  let source;
  let watch;
  const alive = () => {
    clearTimeout(watch);
    watch = setTimeout(lost, SILENCE_MS);
  };
  const open = () => {
    source = new EventSource('/api/events');
    for (const name of EVENTS) {
      source.addEventListener(name, ({ data }) => {
        alive();
        on[name](JSON.parse(data));
      });
    }
    source.addEventListener('open', on.open);
    alive();
  };
  // A phone that slept, or has changed its Wi-Fi, may take a dead connection for a live one for minutes.
  const lost = () => {
    on.lost();
    source.close();
    open();
  };
  open();
}
