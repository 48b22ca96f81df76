import * as z from 'zod';
import { ExpiryRiskListView, ExpiryRiskQuery, listExpiryRisk } from '#modules/purchasing';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const listExpiryRiskRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/stores/{storeId}/expiry-risk',
    area: 'Administration',
    permission: 'purchasing.read',
    summary: 'Batches that will expire unsold, and what to do with them',
    params: z.strictObject({ storeId: z.uuid() }),
    query: ExpiryRiskQuery,
    response: ExpiryRiskListView,
    errors: ['unauthenticated', 'forbidden', 'not_found'],
    example: { params: { storeId: sample.storeId }, query: { limit: '5' } },
  },
  ({ ctx, params, query }) => listExpiryRisk(ctx, { ...params, ...query }),
);
