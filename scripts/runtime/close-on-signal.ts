const STOP_LIMIT_MS = 15_000;

/** Closes in order. Before it is open, or the second time, it just ends; the guard ends what was started. */
export function closeOnSignal(opening: Promise<{ stop(): Promise<void> }>): void {
  let opened: { stop(): Promise<void> } | undefined;
  let closing = false;
  opening.then(
    (runtime) => {
      opened = runtime;
    },
    () => undefined,
  );
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (!opened || closing) process.exit(closing ? 130 : 0);
      closing = true;
      process.stdout.write('\n  Closing ...\n');
      setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
      void opened.stop().then(() => process.exit(0));
    });
  }
}
