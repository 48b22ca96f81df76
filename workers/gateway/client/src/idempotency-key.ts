/**
 * A key for one wish. Keep it and send it again with the same body until there is an answer: the API does it once, and
 * answers every repetition the same.
 */
export const newIdempotencyKey = (): string => crypto.randomUUID();
