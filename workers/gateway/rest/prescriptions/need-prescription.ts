import * as z from 'zod';
import { NeedPrescriptionBody, needPrescription, PrescriptionNeedView } from '#modules/prescriptions';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const needPrescriptionRoute = defineRoute(
  {
    method: 'put',
    path: '/v1/admin/products/{productId}/prescription-need',
    area: 'Administration',
    permission: 'catalog.import',
    summary: 'Whether a product leaves the shop on a verified prescription only',
    params: z.strictObject({ productId: z.uuid() }),
    body: NeedPrescriptionBody,
    response: PrescriptionNeedView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { params: { productId: sample.orderId }, body: { isNeeded: false } },
  },
  ({ ctx, params, body }) => needPrescription(ctx, { ...params, ...body }),
);
