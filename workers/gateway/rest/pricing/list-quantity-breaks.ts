import { ListQuantityBreaksSchema, listQuantityBreaks, QuantityBreaksView } from '#modules/pricing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const listQuantityBreaksRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/variants/{variantId}/quantity-breaks',
    area: 'Administration',
    permission: 'pricing.read',
    summary: 'The quantity prices of a variant that are in force',
    params: ListQuantityBreaksSchema.pick({ variantId: true }),
    query: ListQuantityBreaksSchema.omit({ variantId: true }),
    response: QuantityBreaksView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { params: { variantId: sample.variantId } },
  },
  ({ ctx, params, query }) => listQuantityBreaks(ctx, { ...params, ...query }),
);
