export { HeldIndex } from './held-index.ts';
export { type LexiconRemedy, lexiconRemedy, type NamedRemedy } from './lexicon-remedy.ts';
export { ProductIndex } from './product-index.ts';
export { rebuildSearchIndex } from './rebuild-search-index.ts';
export { type Search, SearchSchema, search } from './search.ts';
export type { SearchDocument, SearchVariant } from './search-document.ts';
export { buildSnapshot, type SearchSnapshot } from './snapshot.ts';
export { type Suggest, SuggestSchema, suggest } from './suggest.ts';
export { interpretedOf, understandQuery } from './understand-query.ts';
export {
  type RebuiltIndex,
  RebuiltIndexView,
  type SearchAnswer,
  SearchAnswerView,
  type SearchHit,
  type SuggestAnswer,
  SuggestAnswerView,
} from './views.ts';
