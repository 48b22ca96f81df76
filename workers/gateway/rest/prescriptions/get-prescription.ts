import { getPrescription, PrescriptionId, PrescriptionView } from '#modules/prescriptions';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';
import { TokenHeaders, tokensOf } from './headers.ts';

export const getPrescriptionRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/prescriptions/{prescriptionId}',
    area: 'Carts and orders',
    permission: 'orders.change.own',
    summary: 'Where a prescription stands',
    params: PrescriptionId,
    headers: TokenHeaders,
    response: PrescriptionView,
    errors: ['not_found'],
    example: { params: { prescriptionId: sample.orderId } },
  },
  ({ ctx, params, headers }) => getPrescription(ctx, { ...params, ...tokensOf(headers) }),
);
