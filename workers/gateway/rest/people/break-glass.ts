import { BreakGlassBody, breakGlass, ChangedGrantView } from '#modules/identity';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const breakGlassRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/break-glass',
    area: 'Administration',
    permission: 'roles.break_glass',
    summary: 'Takes a role in an emergency, for an hour at most',
    description: 'Every owner is written to. It ends by itself.',
    body: BreakGlassBody,
    status: 201,
    response: ChangedGrantView,
    errors: ['unauthenticated', 'forbidden', 'second_factor_required', 'conflict'],
    example: {
      body: {
        role: 'accountant',
        stores: [sample.storeId],
        minutes: 30,
        reason: 'The accountant is ill and a refund is due today',
      },
    },
  },
  ({ ctx, body }) => breakGlass(ctx, body),
);
