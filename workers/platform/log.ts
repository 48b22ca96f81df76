export type LogLevel = 'info' | 'warn' | 'error';

/** One line of JSON a record, as log stores index it. Give it facts, never personal data or secrets. */
export function log(level: LogLevel, message: string, facts: Readonly<Record<string, unknown>> = {}): void {
  console[level](JSON.stringify({ level, message, ...facts }));
}

/** An error with its causes, for a log; an answer never shows it. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { thrown: String(error) };
  const cause = error.cause === undefined ? {} : { cause: describeError(error.cause) };
  return { name: error.name, error: error.message, stack: error.stack, ...cause };
}
