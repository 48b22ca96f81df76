import { ListProductsSchema, listProducts, ProductListView } from '#modules/catalog';
import { defineRoute } from '../../routing/define-route.ts';
import { catalogueSeconds } from './cache-life.ts';

export const listProductsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/products',
    area: 'Shop',
    permission: 'catalog.read',
    summary: 'Products, by remedy, form, potency, brand, pack or category',
    query: ListProductsSchema,
    response: ProductListView,
    errors: [],
    cache: { sharedSeconds: catalogueSeconds, tags: () => ['list'] },
    example: { query: { form: 'dilution', potency: '30C', sort: 'price', limit: '5' } },
  },
  ({ ctx, query }) => listProducts(ctx, query),
);
