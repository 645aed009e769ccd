/** Keeps the timers of the page: `{id, delayMs}` begins one, `{id}` cancels it, `id` is its end. */
interface Scope {
  onmessage: ((event: { readonly data: { readonly id: number; readonly delayMs?: number } }) => void) | null;
  postMessage(id: number): void;
  setTimeout(act: () => void, delayMs: number): number;
  clearTimeout(handle: number | undefined): void;
}

const scope = globalThis as unknown as Scope;
const handles = new Map<number, number>();

scope.onmessage = ({ data: { id, delayMs } }) => {
  if (delayMs === undefined) {
    scope.clearTimeout(handles.get(id));
    handles.delete(id);
    return;
  }
  handles.set(
    id,
    scope.setTimeout(() => {
      handles.delete(id);
      scope.postMessage(id);
    }, delayMs),
  );
};

export {};
