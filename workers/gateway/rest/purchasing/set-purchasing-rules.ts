import * as z from 'zod';
import { PurchasingRules, setPurchasingRules } from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const setPurchasingRulesRoute = defineRoute(
  {
    method: 'put',
    path: '/v1/admin/stores/{storeId}/purchasing-rules',
    area: 'Administration',
    permission: 'suppliers.write',
    summary: 'Sets the limits of purchasing in a store',
    params: z.strictObject({ storeId: z.uuid() }),
    body: PurchasingRules,
    response: PurchasingRules,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: {
      params: { storeId: sample.storeId },
      body: {
        approvalAbovePaise: 5000000,
        overReceiptBasisPoints: 500,
        minimumLifeDays: 90,
        reviewPeriodDays: 7,
        safetyDays: 7,
        demandWindowDays: 90,
      },
    },
  },
  ({ ctx, params, body }) => setPurchasingRules(ctx, { ...params, ...body }),
);
