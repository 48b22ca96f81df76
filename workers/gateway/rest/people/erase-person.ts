import { ErasedView, ErasePersonBody, erasePersonForStaff, PersonParams } from '#modules/customers';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const erasePersonRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/people/{personId}/erase',
    area: 'Administration',
    permission: 'people.erase',
    summary: 'Erases a person who asked for it, for good',
    params: PersonParams,
    body: ErasePersonBody,
    response: ErasedView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'second_factor_required'],
    example: { params: { personId: sample.orderId }, body: { reason: 'Asked for it by letter' } },
  },
  ({ ctx, params, body }) => erasePersonForStaff(ctx, { ...params, ...body }),
);
