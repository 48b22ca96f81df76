/** The part of search that needs no context: for the seed's checks and for measurements in one process. */
export { type LexiconRemedy, lexiconRemedy, type NamedRemedy } from './lexicon-remedy.ts';
export { ProductIndex } from './product-index.ts';
export type { SearchDocument, SearchVariant } from './search-document.ts';
export { buildSnapshot, type SearchSnapshot } from './snapshot.ts';
export { interpretedOf, understandQuery } from './understand-query.ts';
