import { InvitationListView, ListInvitationsSchema, listInvitations } from '#modules/identity';
import { defineRoute } from '../../routing/define-route.ts';

export const listInvitationsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/invitations',
    area: 'Administration',
    permission: 'people.invite',
    summary: 'Invitations, the newest first',
    query: ListInvitationsSchema,
    response: InvitationListView,
    errors: ['unauthenticated', 'forbidden'],
    example: { query: { limit: '20' } },
  },
  ({ ctx, query }) => listInvitations(ctx, query),
);
