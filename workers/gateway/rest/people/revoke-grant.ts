import * as z from 'zod';
import { ChangedGrantView, revokeGrant } from '#modules/identity';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const revokeGrantRoute = defineRoute(
  {
    method: 'delete',
    path: '/v1/admin/grants/{grantId}',
    area: 'Administration',
    permission: 'roles.write',
    summary: 'Takes a grant away',
    params: z.strictObject({ grantId: z.uuid() }),
    response: ChangedGrantView,
    errors: ['unauthenticated', 'forbidden', 'second_factor_required', 'not_found', 'conflict'],
    example: { params: { grantId: sample.orderId } },
  },
  ({ ctx, params }) => revokeGrant(ctx, params),
);
