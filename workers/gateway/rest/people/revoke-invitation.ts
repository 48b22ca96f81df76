import * as z from 'zod';
import { RevokedInvitationView, revokeInvitation } from '#modules/identity';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const revokeInvitationRoute = defineRoute(
  {
    method: 'delete',
    path: '/v1/admin/invitations/{invitationId}',
    area: 'Administration',
    permission: 'people.invite',
    summary: 'Takes an invitation back',
    params: z.strictObject({ invitationId: z.uuid() }),
    response: RevokedInvitationView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { params: { invitationId: sample.orderId } },
  },
  ({ ctx, params }) => revokeInvitation(ctx, params),
);
