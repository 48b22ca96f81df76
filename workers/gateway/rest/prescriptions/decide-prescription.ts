import { DecidePrescriptionBody, decidePrescription, PrescriptionId, PrescriptionView } from '#modules/prescriptions';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const decidePrescriptionRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/prescriptions/{prescriptionId}/decision',
    area: 'Administration',
    permission: 'prescriptions.read',
    summary: 'A doctor or pharmacist has looked at it: verified, or refused and why',
    params: PrescriptionId,
    body: DecidePrescriptionBody,
    response: PrescriptionView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict'],
    example: { params: { prescriptionId: sample.orderId }, body: { status: 'refused', refusedFor: 'unreadable' } },
  },
  ({ ctx, params, body }) => decidePrescription(ctx, { ...params, ...body }),
);
