import * as z from 'zod';
import { QuantityBreaksView, SetQuantityBreaksBody, setQuantityBreaks } from '#modules/pricing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const setQuantityBreaksRoute = defineRoute(
  {
    method: 'put',
    path: '/v1/admin/variants/{variantId}/quantity-breaks',
    area: 'Administration',
    permission: 'pricing.write',
    summary: 'Gives a variant these quantity prices instead of those that it has',
    params: z.strictObject({ variantId: z.uuid() }),
    body: SetQuantityBreaksBody,
    response: QuantityBreaksView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: {
      params: { variantId: sample.variantId },
      body: { priceList: 'dealer', breaks: [{ minQuantity: 12, price: { amount: 6500, currency: 'INR' } }] },
    },
  },
  ({ ctx, params, body }) => setQuantityBreaks(ctx, { ...params, ...body }),
);
