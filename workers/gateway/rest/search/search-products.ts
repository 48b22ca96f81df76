import { SearchAnswerView, SearchSchema, search } from '#modules/search';
import { defineRoute } from '../../routing/define-route.ts';
import { searchSeconds, searchTag } from './search-cache.ts';

export const searchProductsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/search',
    area: 'Shop',
    permission: 'catalog.read',
    summary: 'Products for what somebody would type, and how it was understood',
    query: SearchSchema,
    response: SearchAnswerView,
    errors: [],
    cache: {
      sharedSeconds: searchSeconds,
      tags: ({ data }) => ['list', searchTag, ...data.map(({ id }) => `product:${id}`)],
    },
    example: { query: { q: 'arnica 30c 30 ml' } },
  },
  ({ ctx, query }) => search(ctx, query),
);
