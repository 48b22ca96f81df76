import { RebuiltIndexView, rebuildSearchIndex } from '#modules/search';
import { defineRoute } from '../../routing/define-route.ts';
import { searchTag } from './search-cache.ts';

export const rebuildSearchIndexRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/search/rebuild',
    area: 'Administration',
    permission: 'catalog.import',
    summary: 'Builds the search index from the whole catalogue',
    description: 'It also happens by itself some seconds after products have changed.',
    response: RebuiltIndexView,
    errors: [],
  },
  async ({ ctx }) => {
    const built = await rebuildSearchIndex(ctx);
    await ctx.purge([searchTag]);
    return built;
  },
);
