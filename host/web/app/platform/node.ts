/** What Node has as globals and the bundled modules use; esbuild puts them in. */
export { Buffer } from 'buffer';

/** readable-stream asks for the next turn of the event loop; a microtask is the browser's nearest. */
export const process = {
  nextTick: (act: (...args: unknown[]) => void, ...args: unknown[]): void =>
    queueMicrotask(() => act(...args)),
  env: {},
};
