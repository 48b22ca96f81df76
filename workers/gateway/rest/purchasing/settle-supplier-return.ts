import {
  SettleSupplierReturnBody,
  SupplierReturnParams,
  SupplierReturnView,
  settleSupplierReturn,
} from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const settleSupplierReturnRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/supplier-returns/{supplierReturnId}/settlement',
    area: 'Administration',
    permission: 'purchasing.approve',
    summary: 'Records the credit note of the supplier',
    params: SupplierReturnParams,
    body: SettleSupplierReturnBody,
    response: SupplierReturnView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict', 'illegal_transition'],
    example: {
      params: { supplierReturnId: sample.orderId },
      body: { settledPaise: 13020, creditNoteNumber: 'BR/CN/88' },
    },
  },
  ({ ctx, params, body }) => settleSupplierReturn(ctx, { ...params, ...body }),
);
