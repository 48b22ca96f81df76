import * as z from 'zod';
import { LicenceView, withdrawLicence } from '#modules/licences';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const withdrawLicenceRoute = defineRoute(
  {
    method: 'delete',
    path: '/v1/admin/licences/{licenceId}',
    area: 'Administration',
    permission: 'licences.write',
    summary: 'Ends a licence before its last day',
    params: z.strictObject({ licenceId: z.uuid() }),
    response: LicenceView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict'],
    example: { params: { licenceId: sample.orderId } },
  },
  ({ ctx, params }) => withdrawLicence(ctx, params),
);
