import { resumeSaga, SagaId, SagaView } from '#modules/sagas';
import { defineRoute } from '../../routing/define-route.ts';

export const resumeSagaRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/sagas/{sagaId}/resume',
    area: 'Administration',
    permission: 'sagas.manage',
    summary: 'Tries the present step again at once',
    description: 'Bears repeating: every step is keyed. It goes on by itself too, only later.',
    params: SagaId,
    response: SagaView,
    errors: ['unauthenticated', 'forbidden', 'second_factor_required', 'not_found', 'conflict', 'illegal_transition'],
  },
  ({ ctx, params }) => resumeSaga(ctx, params),
);
