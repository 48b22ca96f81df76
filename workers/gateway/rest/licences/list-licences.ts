import { LicenceListView, ListLicencesSchema, listLicences } from '#modules/licences';
import { defineRoute } from '../../routing/define-route.ts';

export const listLicencesRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/licences',
    area: 'Administration',
    permission: 'licences.read',
    summary: 'Licences, those that end first at the head',
    query: ListLicencesSchema,
    response: LicenceListView,
    errors: ['unauthenticated', 'forbidden'],
    example: { query: { endsBefore: '2035-01-01' } },
  },
  ({ ctx, query }) => listLicences(ctx, query),
);
