import { listRoles, RoleListView } from '#modules/identity';
import { defineRoute } from '../../routing/define-route.ts';

export const listRolesRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/roles',
    area: 'Administration',
    permission: 'roles.read',
    summary: 'Every role, and what each permission asks for',
    response: RoleListView,
    errors: ['unauthenticated', 'forbidden'],
  },
  ({ ctx }) => listRoles(ctx),
);
