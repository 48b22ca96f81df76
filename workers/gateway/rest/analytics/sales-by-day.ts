import { SalesByDaySchema, SalesReport, salesByDay } from '#modules/analytics';
import { defineRoute } from '../../routing/define-route.ts';

export const salesByDayRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/sales',
    area: 'Administration',
    permission: 'analytics.read',
    summary: 'Sales by store, day and product, and how many orders are not counted yet',
    query: SalesByDaySchema,
    response: SalesReport.meta({ id: 'SalesReport' }),
    errors: [],
    example: { query: { from: '2026-11-01', to: '2026-11-30' } },
  },
  ({ ctx, query }) => salesByDay(ctx, query),
);
