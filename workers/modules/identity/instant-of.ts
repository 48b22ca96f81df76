/** A time of the database as the API tells it. */
export const instantOf = (text: string): string => new Date(text).toISOString();

export const instantOrNull = (text: string | null): string | null => (text === null ? null : instantOf(text));
