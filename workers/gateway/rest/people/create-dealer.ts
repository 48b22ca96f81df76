import { CreateDealerBody, createDealer, DealerView } from '#modules/identity';
import { defineRoute } from '../../routing/define-route.ts';

export const createDealerRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/dealers',
    area: 'Administration',
    permission: 'dealers.write',
    summary: 'Enters a dealer',
    body: CreateDealerBody,
    status: 201,
    response: DealerView,
    errors: ['unauthenticated', 'forbidden'],
    example: { body: { name: 'Gowda Homoeo Agencies', gstin: null } },
  },
  ({ ctx, body }) => createDealer(ctx, body),
);
