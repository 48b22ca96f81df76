import * as z from 'zod';
import { archiveRole, ChangedRoleView } from '#modules/identity';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const archiveRoleRoute = defineRoute(
  {
    method: 'delete',
    path: '/v1/admin/roles/{roleId}',
    area: 'Administration',
    permission: 'roles.write',
    summary: 'Ends a role and every grant of it',
    params: z.strictObject({ roleId: z.uuid() }),
    response: ChangedRoleView,
    errors: ['unauthenticated', 'forbidden', 'second_factor_required', 'not_found', 'conflict'],
    example: { params: { roleId: sample.orderId } },
  },
  ({ ctx, params }) => archiveRole(ctx, params),
);
