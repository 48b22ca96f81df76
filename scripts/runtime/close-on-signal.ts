const STOP_LIMIT_MS = 15_000;
/** npm passes on the Ctrl-C that the terminal has sent to us already; only a later one is meant. */
const SAME_KEYPRESS_MS = 1_000;

/** Closes in order. Before it is open, or the second time, it just ends; the guard ends what was started. */
export function closeOnSignal(opening: Promise<{ stop(): Promise<void> }>): void {
  let opened: { stop(): Promise<void> } | undefined;
  let closingSince: number | undefined;
  opening.then(
    (runtime) => {
      opened = runtime;
    },
    () => undefined,
  );
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(name, () => {
      if (!opened) process.exit(0);
      if (closingSince !== undefined) {
        if (performance.now() - closingSince > SAME_KEYPRESS_MS) process.exit(130);
        return;
      }
      closingSince = performance.now();
      process.stdout.write('\n  Closing ...\n');
      setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
      void opened.stop().then(() => process.exit(0));
    });
  }
}
