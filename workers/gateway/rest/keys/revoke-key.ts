import * as z from 'zod';
import { RevokedKeyView, revokeKey } from '#modules/identity';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const revokeKeyRoute = defineRoute(
  {
    method: 'delete',
    path: '/v1/me/keys/{keyId}',
    area: 'Accounts',
    permission: 'keys.own',
    summary: 'Ends a key',
    params: z.strictObject({ keyId: z.uuid() }),
    response: RevokedKeyView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { params: { keyId: sample.orderId } },
  },
  ({ ctx, params }) => revokeKey(ctx, params),
);
