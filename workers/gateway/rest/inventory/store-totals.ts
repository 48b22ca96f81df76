import * as z from 'zod';
import { storeTotals } from '#modules/inventory';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

const count = z.int().nonnegative();

export const storeTotalsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/stores/{storeId}/totals',
    area: 'Administration',
    permission: 'inventory.read',
    summary: 'Pieces on hand, held and sold, as the store itself counts them now',
    params: z.strictObject({ storeId: z.uuid() }),
    response: z.object({ onHand: count, held: count, holds: count, sold: count }).meta({ id: 'StoreTotals' }),
    errors: [],
    example: { params: { storeId: sample.storeId } },
  },
  ({ ctx, params }) => storeTotals(ctx, params),
);
