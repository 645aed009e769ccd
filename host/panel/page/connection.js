/** The state comes each second at least: after this silence there is no connection, ms. */
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

/** An order that takes longer than this is given up: nobody must believe that it still comes, ms. */
const PATIENCE_MS = 4000;

export async function get(path) {
  return answer(await fetch(path, { signal: AbortSignal.timeout(PATIENCE_MS) }));
}

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

/** The stream of the server; opened again for as long as the page is there. `on` has a function for each event. */
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
  // A phone that slept, or has changed its Wi-Fi, may believe in a dead connection for minutes.
  const lost = () => {
    on.lost();
    source.close();
    open();
  };
  open();
}
