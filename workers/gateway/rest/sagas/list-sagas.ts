import { ListSagasSchema, listSagas, SagaPage } from '#modules/sagas';
import { defineRoute } from '../../routing/define-route.ts';

export const listSagasRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/sagas',
    area: 'Administration',
    permission: 'sagas.read',
    summary: 'Work of many steps and where it stands, the latest first',
    description:
      'Checkouts, transfers, returns, refunds and recalls of the stores that your grants reach. `stuck` needs somebody.',
    query: ListSagasSchema,
    response: SagaPage,
    errors: ['unauthenticated', 'forbidden'],
    example: { query: { status: 'stuck' } },
  },
  ({ ctx, query }) => listSagas(ctx, query),
);
