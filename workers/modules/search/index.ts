export { HeldIndex } from './held-index.ts';
export { lexiconRemedy } from './lexicon-remedy.ts';
export { ProductIndex } from './product-index.ts';
export { rebuildSearchIndex } from './rebuild-search-index.ts';
export { SearchSchema, search } from './search.ts';
export type { SearchDocument } from './search-document.ts';
export { buildSnapshot } from './snapshot.ts';
export { SuggestSchema, suggest } from './suggest.ts';
export { RebuiltIndexView, SearchAnswerView, SuggestAnswerView } from './views.ts';
