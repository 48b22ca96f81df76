import * as z from 'zod';
import { DifferenceListView, listDifferences, ProofPageSchema } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';

export const listDifferencesRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/stock-proofs/{proofId}/differences',
    area: 'Administration',
    permission: 'inventory.read',
    summary: 'Where a store and the ledger say different things',
    params: z.strictObject({ proofId: z.uuid() }),
    query: ProofPageSchema.omit({ proofId: true }),
    response: DifferenceListView,
    errors: ['not_found'],
  },
  ({ ctx, params, query }) => listDifferences(ctx, { ...query, ...params }),
);
