import { ScheduledPricesView, SchedulePricesBody, schedulePrices } from '#modules/pricing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const schedulePricesRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/price-changes',
    area: 'Administration',
    permission: 'pricing.write',
    summary: 'Gives variants prices from a day on, or tells what that would change',
    description: 'All lines or none. With isPreview nothing is written. Sending the same again changes nothing more.',
    body: SchedulePricesBody,
    response: ScheduledPricesView,
    errors: ['unauthenticated', 'forbidden'],
    example: {
      body: {
        priceList: 'retail',
        isPreview: true,
        lines: [{ variantId: sample.variantId, price: { amount: 9900, currency: 'INR' } }],
      },
    },
  },
  ({ ctx, body }) => schedulePrices(ctx, body),
);
