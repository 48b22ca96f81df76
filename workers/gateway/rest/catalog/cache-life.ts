/** Purges keep the catalogue fresh; this bounds what a lost purge could do. */
export const catalogueSeconds = 3600;
