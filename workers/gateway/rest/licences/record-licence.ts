import { LicenceView, RecordLicenceBody, recordLicence } from '#modules/licences';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const recordLicenceRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/licences',
    area: 'Administration',
    permission: 'licences.write',
    summary: 'Records a licence or a pharmacist in charge',
    description: 'Without Form 20-C and a pharmacist in charge in force a store bills nothing.',
    body: RecordLicenceBody,
    status: 201,
    response: LicenceView,
    errors: ['unauthenticated', 'forbidden'],
    example: {
      body: {
        holderKind: 'store',
        holderId: sample.storeId,
        kind: '20-C',
        number: '20C/MH/1021',
        validFrom: '2026-04-01',
        validTo: '2031-03-31',
      },
    },
  },
  ({ ctx, body }) => recordLicence(ctx, body),
);
