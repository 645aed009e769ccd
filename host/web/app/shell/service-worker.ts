/** Keeps the files of this build, so that the page opens without a network. */
interface Scope {
  addEventListener(type: 'install' | 'activate', act: (event: Waiting) => void): void;
  addEventListener(type: 'fetch', act: (event: Fetching) => void): void;
}
interface Waiting {
  waitUntil(work: Promise<unknown>): void;
}
interface Fetching {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

/** The files and their hash; the build writes them in. */
declare const FILES: readonly string[];
declare const VERSION: string;

const NAME = `onair-${VERSION}`;
const scope = globalThis as unknown as Scope;

scope.addEventListener('install', (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(['./', ...FILES])));
});

// A new build takes over when no page of the old one is open: none is reloaded while it holds a port.
scope.addEventListener('activate', (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) =>
        Promise.all(
          names
            .filter((name) => name.startsWith('onair-') && name !== NAME)
            .map((name) => caches.delete(name)),
        ),
      ),
  );
});

scope.addEventListener('fetch', (event) => {
  if (event.request.method !== 'GET' || event.request.url.includes('/api/')) return;
  event.respondWith(
    caches.open(NAME).then(async (cache) => {
      const kept = await cache.match(event.request, { ignoreSearch: true });
      return kept ?? fetch(event.request);
    }),
  );
});

export {};
