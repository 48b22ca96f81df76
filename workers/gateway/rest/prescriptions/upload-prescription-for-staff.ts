import * as z from 'zod';
import {
  fileTypes,
  MAX_FILE_BYTES,
  PrescriptionView,
  StaffPlace,
  UploadKey,
  uploadPrescriptionForStaff,
} from '#modules/prescriptions';
import { defineRoute } from '../../routing/define-route.ts';
import { sample } from '../sample.ts';

export const uploadPrescriptionForStaffRoute = defineRoute(
  {
    method: 'post',
    path: '/v1/admin/prescriptions',
    area: 'Administration',
    permission: 'prescriptions.read',
    summary: 'Takes in a prescription that a buyer brought to the store',
    query: StaffPlace,
    headers: z.object({ 'idempotency-key': UploadKey }),
    upload: { contentTypes: [...fileTypes, 'application/octet-stream'], maxBytes: MAX_FILE_BYTES },
    status: 201,
    response: PrescriptionView,
    errors: [
      'unauthenticated',
      'forbidden',
      'not_found',
      'expired',
      'too_large',
      'unsupported_media_type',
      'idempotency_mismatch',
    ],
    example: { query: { storeId: sample.storeId }, headers: { 'idempotency-key': 'prescription-1' } },
  },
  ({ ctx, query, headers, upload }) =>
    uploadPrescriptionForStaff(
      ctx,
      { ...query, idempotencyKey: headers['idempotency-key'] },
      upload?.bytes ?? new Uint8Array(),
    ),
);
