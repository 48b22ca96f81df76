import { CreateRoleBody, CustomRoleView, createRole } from '#modules/identity';
import { defineRoute } from '../../routing/define-route.ts';

export const createRoleRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/roles',
    area: 'Administration',
    permission: 'roles.write',
    summary: 'Makes a role of permissions that you hold',
    body: CreateRoleBody,
    status: 201,
    response: CustomRoleView,
    errors: ['unauthenticated', 'forbidden', 'second_factor_required', 'conflict'],
    example: { body: { name: 'Stocktaker', permissions: ['inventory.read'] } },
  },
  ({ ctx, body }) => createRole(ctx, body),
);
