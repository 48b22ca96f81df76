import { ExplainedPriceView, ExplainPriceSchema, explainPrice } from '#modules/orders';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const explainPriceRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/prices/explain',
    area: 'Administration',
    permission: 'pricing.read',
    summary: 'Why pieces of a variant cost what they cost, for whom, where and when',
    query: ExplainPriceSchema,
    response: ExplainedPriceView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { query: { variantId: sample.variantId, quantity: '12', priceList: 'dealer' } },
  },
  ({ ctx, query }) => explainPrice(ctx, query),
);
