import * as z from 'zod';
import { PriceView, SetPriceBody, setPrice } from '#modules/catalog';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const setPriceRoute = defineRoute(
  {
    method: 'put',
    path: '/v1/admin/variants/{variantId}/price',
    area: 'Administration',
    permission: 'catalog.price',
    summary: 'Gives a variant a new price from now on',
    description:
      'When it answers, no cache shows the old price any more; `purged: false` says that one might for seconds.',
    params: z.strictObject({ variantId: z.uuid() }),
    body: SetPriceBody,
    response: PriceView,
    errors: ['not_found'],
    example: { params: { variantId: sample.variantId }, body: { price: { amount: 9900, currency: 'INR' } } },
  },
  ({ ctx, params, body }) => setPrice(ctx, { ...params, ...body }),
);
