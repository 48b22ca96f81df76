import { getSaga, SagaId, SagaView } from '#modules/sagas';
import { defineRoute } from '../../routing/define-route.ts';

export const getSagaRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/sagas/{sagaId}',
    area: 'Administration',
    permission: 'sagas.read',
    summary: 'One saga with its steps, retries and compensations',
    params: SagaId,
    response: SagaView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
  },
  ({ ctx, params }) => getSaga(ctx, params),
);
