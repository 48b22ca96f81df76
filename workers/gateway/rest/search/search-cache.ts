/** Queries come and go: most are asked once, so they are not kept for long. */
export const searchSeconds = 300;

/** Answers that a new index makes stale. */
export const searchTag = 'search';
