import * as z from 'zod';
import { SetSupplierItemBody, SupplierItemView, setSupplierItem } from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const setSupplierItemRoute = defineRoute(
  {
    method: 'put',
    path: '/v1/admin/suppliers/{supplierId}/items/{variantId}',
    area: 'Administration',
    permission: 'suppliers.write',
    summary: 'Enters or changes on which terms a supplier sells a variant',
    params: z.strictObject({ supplierId: z.uuid(), variantId: z.uuid() }),
    body: SetSupplierItemBody,
    response: SupplierItemView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: {
      params: { supplierId: sample.supplierId, variantId: sample.variantId },
      body: { supplierCode: 'SUL-30-BR', packMultiple: 12, minimumQuantity: 24, lastCostPaise: 6200, preferred: true },
    },
  },
  ({ ctx, params, body }) => setSupplierItem(ctx, { ...params, ...body }),
);
