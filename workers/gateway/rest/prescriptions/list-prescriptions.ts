import { ListPrescriptionsQuery, listPrescriptions, PrescriptionListView } from '#modules/prescriptions';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const listPrescriptionsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/prescriptions',
    area: 'Administration',
    permission: 'prescriptions.read',
    summary: 'Prescriptions, the oldest upload first',
    query: ListPrescriptionsQuery,
    response: PrescriptionListView,
    errors: ['unauthenticated', 'forbidden'],
    example: { query: { storeId: sample.storeId, status: 'received' } },
  },
  ({ ctx, query }) => listPrescriptions(ctx, query),
);
