import { ChangedGrantView, GiveGrantBody, giveGrant, PersonPath } from '#modules/identity';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const giveGrantRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/people/{personId}/grants',
    area: 'Administration',
    permission: 'roles.write',
    summary: 'Gives somebody a role',
    description: 'In all stores, in some, or for what is their own; up to limits and until an end.',
    params: PersonPath,
    body: GiveGrantBody,
    status: 201,
    response: ChangedGrantView,
    errors: ['unauthenticated', 'forbidden', 'second_factor_required', 'not_found', 'conflict'],
    example: {
      params: { personId: sample.orderId },
      body: { role: 'cashier', scope: [sample.storeId], limits: { discountBasisPoints: 500 } },
    },
  },
  ({ ctx, params, body }) => giveGrant(ctx, { ...params, grant: body }),
);
