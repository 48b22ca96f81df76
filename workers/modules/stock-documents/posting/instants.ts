/** Postgres and JavaScript write an instant in different ways; the API has one. */
export const instant = (text: string): string => new Date(text).toISOString();
export const instantOrNull = (text: string | null): string | null => (text === null ? null : instant(text));
