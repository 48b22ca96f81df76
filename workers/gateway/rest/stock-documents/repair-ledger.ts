import * as z from 'zod';
import { ProofView, repairLedger } from '#modules/stock-documents';
import { defineRoute } from '../../routing/define-route.ts';

export const repairLedgerRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/stock-proofs/{proofId}/repair',
    area: 'Administration',
    permission: 'inventory.repair',
    summary: 'Mends the ledger from the store’s own movements, and proves again',
    params: z.strictObject({ proofId: z.uuid() }),
    status: 202,
    response: ProofView,
    errors: ['not_found', 'illegal_transition'],
  },
  ({ ctx, params }) => repairLedger(ctx, params),
);
