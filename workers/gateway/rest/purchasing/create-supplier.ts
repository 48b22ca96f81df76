import { CreateSupplierBody, createSupplier, SupplierView } from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';

export const createSupplierRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/suppliers',
    area: 'Administration',
    permission: 'suppliers.write',
    summary: 'Enters a supplier',
    body: CreateSupplierBody,
    status: 201,
    response: SupplierView,
    errors: ['unauthenticated', 'forbidden'],
    example: {
      body: {
        name: 'Sahyadri Remedies',
        gstin: '27AAPFU0939F1ZV',
        paymentTermsDays: 30,
        leadTimeDays: 5,
        returnWindowDays: 90,
      },
    },
  },
  ({ ctx, body }) => createSupplier(ctx, body),
);
