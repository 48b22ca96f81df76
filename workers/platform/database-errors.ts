/** SQL states (by their first two characters) that say nothing about the statement: the same one may succeed a moment later. */
const transientClasses = new Set(['08', '40', '53', '55', '57', '58']);
const UNIQUE_VIOLATION = '23505';

function fieldOf(error: unknown, field: string): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const value = (error as Record<string, unknown>)[field];
  return typeof value === 'string' ? value : undefined;
}

/** The five-character SQL state of a statement that Postgres refused; undefined when it never got an answer. */
export const sqlStateOf = (error: unknown): string | undefined => fieldOf(error, 'code');

/**
 * Whether trying again may help: the database was not reached, is restarting, is full or chose this transaction as the
 * victim of a conflict. Only for errors that come out of a `Database`.
 */
export function isTransient(error: unknown): boolean {
  const state = sqlStateOf(error);
  return state === undefined || transientClasses.has(state.slice(0, 2));
}

export const isDuplicateIn = (error: unknown, table: string): boolean =>
  sqlStateOf(error) === UNIQUE_VIOLATION && fieldOf(error, 'table') === table;
