import * as z from 'zod';
import { ChangedRoleView, ChangeRoleBody, changeRole } from '#modules/identity';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const changeRoleRoute = defineRoute(
  {
    method: 'patch',
    path: '/v1/admin/roles/{roleId}',
    area: 'Administration',
    permission: 'roles.write',
    summary: 'Gives a role other permissions, for all who hold it',
    params: z.strictObject({ roleId: z.uuid() }),
    body: ChangeRoleBody,
    response: ChangedRoleView,
    errors: ['unauthenticated', 'forbidden', 'second_factor_required', 'not_found', 'conflict'],
    example: { params: { roleId: sample.orderId }, body: { permissions: ['inventory.read'] } },
  },
  ({ ctx, params, body }) => changeRole(ctx, { ...params, ...body }),
);
