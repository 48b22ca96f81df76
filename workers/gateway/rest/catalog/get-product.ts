import { GetProductSchema, getProduct, type ProductView as Product, ProductView } from '#modules/catalog';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';
import { catalogueSeconds } from './cache-life.ts';

export const getProductRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/products/{handle}',
    area: 'Shop',
    permission: 'catalog.read',
    summary: 'One product, with its variants, prices and where they are in stock',
    params: GetProductSchema.pick({ handle: true }),
    query: GetProductSchema.pick({ language: true }),
    response: ProductView,
    errors: ['not_found'],
    cache: { sharedSeconds: catalogueSeconds, tags },
    example: { params: { handle: sample.productHandle } },
  },
  ({ ctx, params, query }) => getProduct(ctx, { ...params, ...query }),
);

/** The cards of related products stand on the page too. */
function tags(product: Product): string[] {
  return [`product:${product.id}`, ...product.related.map(({ id }) => `product:${id}`)];
}
