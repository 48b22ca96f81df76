import { erasePrescription, PrescriptionId, PrescriptionView } from '#modules/prescriptions';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';
import { TokenHeaders, tokensOf } from './headers.ts';

export const erasePrescriptionRoute = defineRoute(
  {
    method: 'delete',
    path: '/v1/prescriptions/{prescriptionId}',
    area: 'Carts and orders',
    permission: 'orders.change.own',
    summary: 'Takes a prescription back: its file is erased',
    params: PrescriptionId,
    headers: TokenHeaders,
    response: PrescriptionView,
    errors: ['not_found'],
    example: { params: { prescriptionId: sample.orderId } },
  },
  ({ ctx, params, headers }) => erasePrescription(ctx, { ...params, ...tokensOf(headers) }),
);
