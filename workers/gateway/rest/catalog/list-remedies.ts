import { ListRemediesSchema, listRemedies, RemedyListView } from '#modules/catalog';
import { defineRoute } from '../../routing/define-route.ts';
import { catalogueSeconds } from './cache-life.ts';

export const listRemediesRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/remedies',
    area: 'Remedies',
    permission: 'catalog.read',
    summary: 'Remedies by name',
    query: ListRemediesSchema,
    response: RemedyListView,
    errors: [],
    cache: { sharedSeconds: catalogueSeconds, tags: () => ['list'] },
    example: { query: { letter: 'A', limit: '10' } },
  },
  ({ ctx, query }) => listRemedies(ctx, query),
);
