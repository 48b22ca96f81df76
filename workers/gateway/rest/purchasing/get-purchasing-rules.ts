import * as z from 'zod';
import { getPurchasingRules, PurchasingRules } from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const getPurchasingRulesRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/stores/{storeId}/purchasing-rules',
    area: 'Administration',
    permission: 'purchasing.read',
    summary: 'The limits of purchasing in a store',
    params: z.strictObject({ storeId: z.uuid() }),
    response: PurchasingRules,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { params: { storeId: sample.storeId } },
  },
  ({ ctx, params }) => getPurchasingRules(ctx, params),
);
