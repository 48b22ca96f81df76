import { ImportSettlementFields, importSettlement, SettlementView } from '#modules/payments';
import { decodeText } from '#platform/http/read-body';
import { defineRoute } from '../../routing/define-route.ts';

/** A line is some 200 bytes, and a file has at most 20,000. */
const MAX_FILE_BYTES = 8 * 1024 * 1024;

export const importSettlementRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/settlements',
    area: 'Administration',
    permission: 'payments.reconcile',
    summary: "Holds a provider's settlement file against the records",
    description:
      "Send Stripe's itemised balance report or Razorpay's settlement report as text/csv. The same file again answers what the first time came of it. What differs is listed at /v1/admin/settlement-differences.",
    query: ImportSettlementFields,
    upload: { contentTypes: ['text/csv'], maxBytes: MAX_FILE_BYTES },
    status: 201,
    response: SettlementView,
    errors: ['unauthenticated', 'forbidden', 'too_large', 'unsupported_media_type'],
    example: { query: { provider: 'stripe', coversFrom: '2026-11-21', coversTo: '2026-11-21' } },
  },
  ({ ctx, query, upload }) => importSettlement(ctx, query, decodeText(upload?.bytes ?? new Uint8Array())),
);
