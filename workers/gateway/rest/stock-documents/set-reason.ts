import * as z from 'zod';
import { ReasonCode, ReasonView, SetReasonBody, setReason } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';

export const setReasonRoute = defineRoute(
  {
    method: 'put',
    path: '/v1/admin/stock-reasons/{code}',
    area: 'Administration',
    permission: 'inventory.repair',
    summary: 'Changes a reason and its limit, or adds one',
    params: z.strictObject({ code: ReasonCode }),
    body: SetReasonBody,
    response: ReasonView,
    errors: [],
    example: {
      params: { code: 'sample' },
      body: {
        label: 'Given as a sample',
        kind: 'adjustment',
        fromStates: ['sellable'],
        toState: null,
        approvalAbovePaise: 50_000,
      },
    },
  },
  ({ ctx, params, body }) => setReason(ctx, { ...body, ...params }),
);
