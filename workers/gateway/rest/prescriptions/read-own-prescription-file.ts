import * as z from 'zod';
import { PrescriptionId, readOwnFile } from '#modules/prescriptions';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';
import { fileAnswer } from './file-answer.ts';
import { TokenHeaders, tokensOf } from './headers.ts';

export const readOwnPrescriptionFileRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/prescriptions/{prescriptionId}/file',
    area: 'Carts and orders',
    permission: 'orders.change.own',
    summary: 'The file of a prescription, for whoever sent it',
    params: PrescriptionId,
    headers: TokenHeaders,
    responseType: 'application/octet-stream',
    response: z.string(),
    errors: ['not_found', 'expired', 'conflict'],
    example: { params: { prescriptionId: sample.orderId } },
  },
  async ({ ctx, params, headers }) => fileAnswer(await readOwnFile(ctx, { ...params, ...tokensOf(headers) })),
);
