import { CompensateSagaBody, compensateSaga, SagaId, SagaView } from '#modules/sagas';
import { defineRoute } from '../../routing/define-route.ts';

export const compensateSagaRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/sagas/{sagaId}/compensate',
    area: 'Administration',
    permission: 'sagas.manage',
    summary: 'Gives back what a saga took',
    description: 'Goods, coupons and money of a checkout without an order; goods that are under way between stores.',
    params: SagaId,
    body: CompensateSagaBody,
    response: SagaView,
    errors: ['unauthenticated', 'forbidden', 'second_factor_required', 'not_found', 'conflict', 'illegal_transition'],
    example: { body: { reason: 'The buyer gave up and telephoned.' } },
  },
  ({ ctx, params, body }) => compensateSaga(ctx, { ...params, ...body }),
);
