import { exportPersonForStaff, PersonExport, PersonParams } from '#modules/customers';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const exportPersonRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/people/{personId}/export',
    area: 'Administration',
    permission: 'people.export',
    summary: 'Everything that is kept about a person',
    params: PersonParams,
    response: PersonExport,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'second_factor_required'],
    example: { params: { personId: sample.orderId } },
  },
  ({ ctx, params }) => exportPersonForStaff(ctx, params),
);
