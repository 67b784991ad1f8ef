export interface StopRequest {
  /** Aborted at the first request. */
  readonly signal: AbortSignal;
  /** Settles at the first request. */
  readonly requested: Promise<void>;
}

/**
 * What asks this process to stop: Ctrl-C, SIGTERM, a closed terminal, or the end of the process that started it. Further
 * requests change nothing: the first is being carried out.
 */
export function stopRequest(): StopRequest {
  const controller = new AbortController();
  const requested = Promise.withResolvers<void>();
  const stop = (): void => {
    controller.abort();
    requested.resolve();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  process.on('disconnect', stop);
  process.channel?.unref();
  return { signal: controller.signal, requested: requested.promise };
}
