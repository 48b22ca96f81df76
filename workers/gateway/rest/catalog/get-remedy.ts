import { GetRemedySchema, getRemedy, RemedyView } from '#modules/catalog';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';
import { catalogueSeconds } from './cache-life.ts';

export const getRemedyRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/remedies/{slug}',
    area: 'Remedies',
    permission: 'catalog.read',
    summary: 'One remedy: its names, families, products, and passages of old books',
    description: 'Passages are quoted as history, with book and section. They are not medical advice.',
    params: GetRemedySchema.pick({ slug: true }),
    query: GetRemedySchema.pick({ language: true }),
    response: RemedyView,
    errors: ['not_found'],
    cache: {
      sharedSeconds: catalogueSeconds,
      tags: ({ id, products }) => [`remedy:${id}`, ...products.map((product) => `product:${product.id}`)],
    },
    example: { params: { slug: sample.remedySlug } },
  },
  ({ ctx, params, query }) => getRemedy(ctx, { ...params, ...query }),
);
