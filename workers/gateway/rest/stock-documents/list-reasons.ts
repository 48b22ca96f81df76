import { listReasons, ReasonListView } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';

export const listReasonsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/stock-reasons',
    area: 'Administration',
    permission: 'inventory.read',
    summary: 'Why stock may change by hand, with the limits of approval',
    response: ReasonListView,
    errors: [],
  },
  ({ ctx }) => listReasons(ctx),
);
