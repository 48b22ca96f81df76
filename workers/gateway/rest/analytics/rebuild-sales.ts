import * as z from 'zod';
import { rebuildSales } from '#modules/analytics';
import { defineRoute } from '../../routing/define-route.ts';

export const rebuildSalesRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/sales/rebuild',
    area: 'Administration',
    permission: 'events.replay',
    summary: 'Computes the sales roll-up anew from the log of orders',
    description: 'Gives the same figures: a way to prove them, or to mend them after a mistake.',
    response: z.object({ rows: z.int().nonnegative() }).meta({ id: 'RebuiltSales' }),
    errors: [],
  },
  ({ ctx }) => rebuildSales(ctx),
);
