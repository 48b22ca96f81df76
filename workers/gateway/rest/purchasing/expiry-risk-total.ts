import * as z from 'zod';
import { ExpiryRiskTotalQuery, ExpiryRiskTotalView, expiryRiskTotal } from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const expiryRiskTotalRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/stores/{storeId}/expiry-risk/total',
    area: 'Administration',
    permission: 'purchasing.read',
    summary: 'What of the stock of a store will expire unsold, at cost',
    params: z.strictObject({ storeId: z.uuid() }),
    query: ExpiryRiskTotalQuery,
    response: ExpiryRiskTotalView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { params: { storeId: sample.storeId } },
  },
  ({ ctx, params, query }) => expiryRiskTotal(ctx, { ...params, ...query }),
);
