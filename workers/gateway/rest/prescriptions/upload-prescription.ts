import { fileTypes, MAX_FILE_BYTES, PlaceFields, PrescriptionView, uploadPrescription } from '#modules/prescriptions';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';
import { tokensOf, UploadHeaders } from './headers.ts';

export const uploadPrescriptionRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/prescriptions',
    area: 'Carts and orders',
    permission: 'orders.change.own',
    summary: 'Sends a prescription for an order, a cart or an account',
    description:
      'The body is the file itself: PDF, JPEG, PNG or WebP, by its bytes. It is kept sealed, for as long as `keepUntil` says, and whoever reads it is written down.',
    query: PlaceFields,
    headers: UploadHeaders,
    upload: { contentTypes: [...fileTypes, 'application/octet-stream'], maxBytes: MAX_FILE_BYTES },
    status: 201,
    response: PrescriptionView,
    errors: [
      'unauthenticated',
      'not_found',
      'expired',
      'too_large',
      'unsupported_media_type',
      'idempotency_mismatch',
      'rate_limited',
    ],
    limit: { name: 'prescriptions', by: 'address', limit: 20, windowSeconds: 3_600 },
    example: { query: { orderId: sample.orderId }, headers: { 'idempotency-key': 'my-prescription-1' } },
  },
  ({ ctx, query, headers, upload }) =>
    uploadPrescription(
      ctx,
      { ...query, ...tokensOf(headers), idempotencyKey: headers['idempotency-key'] },
      upload?.bytes ?? new Uint8Array(),
    ),
);
