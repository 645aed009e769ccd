/** An orderly end of the process: the signal aborts, everything is released, then the process ends. */
export interface ProcessEnd {
  readonly signal: AbortSignal;
  /** Removes the handlers. @throws an error that had crashed the process meanwhile */
  release(): void;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * For a program that owns its process and holds valves open: Ctrl-C, `kill`, a closed terminal and an uncaught error
 * abort the signal, so that outputs go LOW while there still is a process to do it. Johnny-Five alone handles only
 * SIGINT (SOURCES.md#johnny-five). SIGKILL and a crash of Node itself can't be handled here: for these the board has
 * leases.
 */
export function endWithProcess(base?: AbortSignal, on: NodeJS.Process = process): ProcessEnd {
  const controller = new AbortController();
  let crash: { readonly error: unknown } | undefined;
  const stop = (): void => controller.abort();
  const crashed = (error: unknown): void => {
    crash ??= { error };
    controller.abort();
  };
  for (const name of SIGNALS) on.on(name, stop);
  on.on('uncaughtException', crashed);
  on.on('unhandledRejection', crashed);
  return {
    signal: base ? AbortSignal.any([base, controller.signal]) : controller.signal,
    release: () => {
      for (const name of SIGNALS) on.off(name, stop);
      on.off('uncaughtException', crashed);
      on.off('unhandledRejection', crashed);
      if (crash) throw crash.error;
    },
  };
}
