import * as z from 'zod';
import { PrescriptionId, readFileForStaff } from '#modules/prescriptions';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';
import { fileAnswer } from './file-answer.ts';

export const readPrescriptionFileRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/prescriptions/{prescriptionId}/file',
    area: 'Administration',
    permission: 'prescriptions.read',
    summary: 'The file of a prescription, for staff of its store; audited',
    params: PrescriptionId,
    responseType: 'application/octet-stream',
    response: z.string(),
    errors: ['unauthenticated', 'forbidden', 'not_found', 'expired', 'conflict'],
    example: { params: { prescriptionId: sample.orderId } },
  },
  async ({ ctx, params }) => fileAnswer(await readFileForStaff(ctx, params)),
);
