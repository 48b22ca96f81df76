import { SuggestAnswerView, SuggestSchema, suggest } from '#modules/search';
import { defineRoute } from '../../routing/define-route.ts';
import { searchSeconds, searchTag } from './search-cache.ts';

export const suggestRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/suggest',
    area: 'Shop',
    permission: 'catalog.read',
    summary: 'At most eight suggestions while somebody types',
    query: SuggestSchema,
    response: SuggestAnswerView,
    errors: [],
    cache: { sharedSeconds: searchSeconds, tags: () => ['list', searchTag] },
    example: { query: { q: 'arn' } },
  },
  ({ ctx, query }) => suggest(ctx, query),
);
