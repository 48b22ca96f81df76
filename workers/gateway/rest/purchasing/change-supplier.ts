import * as z from 'zod';
import { ChangeSupplierBody, changeSupplier, SupplierView } from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const changeSupplierRoute = defineRoute(
  {
    method: 'patch',
    path: '/v1/admin/suppliers/{supplierId}',
    area: 'Administration',
    permission: 'suppliers.write',
    summary: 'Changes a supplier, or blocks it',
    params: z.strictObject({ supplierId: z.uuid() }),
    body: ChangeSupplierBody,
    response: SupplierView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { params: { supplierId: sample.supplierId }, body: { leadTimeDays: 6 } },
  },
  ({ ctx, params, body }) => changeSupplier(ctx, { ...params, ...body }),
);
