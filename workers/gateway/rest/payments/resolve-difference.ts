import * as z from 'zod';
import { DifferenceView, ResolveDifferenceBody, resolveDifference } from '#modules/payments';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const resolveDifferenceRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/settlement-differences/{differenceId}/resolve',
    area: 'Administration',
    permission: 'payments.reconcile',
    summary: 'Notes what a difference was',
    description: 'It stays on record with who resolved it.',
    params: z.strictObject({ differenceId: z.uuid() }),
    body: ResolveDifferenceBody,
    response: DifferenceView,
    errors: ['unauthenticated', 'forbidden', 'not_found', 'conflict'],
    example: {
      params: { differenceId: sample.orderId },
      body: { note: 'Paid out a day later, seen in the next file' },
    },
  },
  ({ ctx, params, body }) => resolveDifference(ctx, { ...params, ...body }),
);
