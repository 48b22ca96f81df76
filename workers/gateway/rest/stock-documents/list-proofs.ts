import { ListProofsSchema, listProofs, ProofListView } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';

export const listProofsRoute = defineRoute(
  {
    method: 'get',
    path: '/v1/admin/stock-proofs',
    area: 'Administration',
    permission: 'inventory.read',
    summary: 'Whether stores and the movement ledger agree, night by night',
    query: ListProofsSchema,
    response: ProofListView,
    errors: [],
    example: {
      query: { limit: '10' },
    },
  },
  ({ ctx, query }) => listProofs(ctx, query),
);
