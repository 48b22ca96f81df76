import * as z from 'zod';
import { CompletionView, completeReturns } from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const completeSupplierReturnsRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/stores/{storeId}/supplier-returns/completion',
    area: 'Administration',
    permission: 'sagas.manage',
    summary: 'Goes on with returns that stopped in the middle',
    description: 'They go on by themselves within minutes; repeating it changes nothing.',
    params: z.strictObject({ storeId: z.uuid() }),
    response: CompletionView,
    errors: ['unauthenticated', 'forbidden'],
    example: { params: { storeId: sample.storeId } },
  },
  ({ ctx, params }) => completeReturns(ctx, params),
);
