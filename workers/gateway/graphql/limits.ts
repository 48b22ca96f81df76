/** How deep a query may nest. The deepest of our own pages needs six. */
export const MAX_DEPTH = 10;
/** The same field under other names: enough for a page, too few for guessing. */
export const MAX_ALIASES = 15;
/** Names, brackets and values of one document. */
export const MAX_TOKENS = 1000;
export const MAX_DIRECTIVES = 20;
/** Fields at the top of one query. */
export const MAX_ROOT_FIELDS = 20;
/** Each changes something by itself, so few of them go together. */
export const MAX_MUTATIONS = 5;
/** A document of MAX_TOKENS with long names still fits. */
export const MAX_QUERY_BYTES = 32 * 1024;
/** Fields that one answer may hold, lists counted as if they were as long as they may be. A field a node, about 2 MB. */
export const MAX_COST = 20_000;
/** Taken as the length of a list that has no `first`. */
export const LIST_MULTIPLIER = 10;
/** Records that one query looks up by id, over all its fields (`nodes`, `_entities`): some cost a round trip each. */
export const MAX_LOOK_UPS = 100;
