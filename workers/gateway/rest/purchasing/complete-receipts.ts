import * as z from 'zod';
import { CompletionView, completeReceipts } from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const completeReceiptsRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/stores/{storeId}/goods-receipts/completion',
    area: 'Administration',
    permission: 'sagas.manage',
    summary: 'Goes on with receipts that stopped in the middle',
    description: 'They go on by themselves within a minute; repeating it changes nothing.',
    params: z.strictObject({ storeId: z.uuid() }),
    response: CompletionView,
    errors: ['unauthenticated', 'forbidden'],
    example: { params: { storeId: sample.storeId } },
  },
  ({ ctx, params }) => completeReceipts(ctx, params),
);
