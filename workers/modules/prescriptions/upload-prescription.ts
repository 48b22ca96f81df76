import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Database } from '#db/client';
import { prescriptionPolicies, prescriptions } from '#db/schema/prescriptions';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { fact, writeFacts } from '#platform/facts';
import { keyedId } from '#platform/keyed-id';
import { parseInput } from '#platform/parse-input';
import { sniffType } from './file-type.ts';
import { ownPlace, PlaceFields, type PrescriptionPlace, recordsOfStore, Tokens } from './own-place.ts';
import {
  type PrescriptionRow,
  type PrescriptionView,
  prescriptionView,
  selectPrescriptions,
} from './prescription-view.ts';
import { fileKey, newFileSecret, sealFile } from './sealed-file.ts';

/** A photograph of a telephone is 3 to 6 MB. */
export const MAX_FILE_BYTES = 8_388_608;
const MAX_KEY_LENGTH = 100;
const DAY_MS = 86_400_000;

export const UploadKey = z
  .string('Send an Idempotency-Key')
  .min(1, 'Send an Idempotency-Key')
  .max(MAX_KEY_LENGTH, `Must be at most ${MAX_KEY_LENGTH} characters`)
  .regex(/^[\x20-\x7e]+$/, 'Must be printable ASCII');
const Upload = PlaceFields.extend(Tokens.shape).extend({ idempotencyKey: UploadKey });
export const StaffPlace = z.strictObject({
  storeId: z.uuid('Must be an id as this API gives them'),
  orderId: z.uuid('Must be an id as this API gives them').optional(),
});
const StaffUpload = StaffPlace.extend({ idempotencyKey: UploadKey });

/** A buyer sends a prescription for an order, a cart or themselves. The same key with the same file is one prescription. */
export async function uploadPrescription(
  ctx: Context,
  input: z.input<typeof Upload>,
  file: Uint8Array<ArrayBuffer>,
): Promise<PrescriptionView> {
  requirePermission(ctx, 'orders.change.own');
  const { idempotencyKey, cartToken, orderToken, ...wanted } = parseInput(Upload, input);
  const place = await ownPlace(ctx, wanted, { cartToken, orderToken });
  return keepPrescription(ctx, recordsOfStore(ctx, place.storeId), { place, idempotencyKey, file });
}

/** Staff take in what a buyer brought to the counter or sent to the store. Throws `not_found` for an order of another store. */
export async function uploadPrescriptionForStaff(
  ctx: Context,
  input: z.input<typeof StaffUpload>,
  file: Uint8Array<ArrayBuffer>,
): Promise<PrescriptionView> {
  const { storeId, orderId, idempotencyKey } = parseInput(StaffUpload, input);
  requirePermission(ctx, 'prescriptions.read', { storeId });
  const place = { storeId, orderId: orderId ?? null, personId: null, cartId: null };
  if (orderId === undefined) return keepPrescription(ctx, ctx.db, { place, idempotencyKey, file });
  const [order] = await ctx.db.query<{ person_id: string | null }>(
    sql`select person_id from orders where id = ${orderId}::uuid and store_id = ${storeId}::uuid`,
  );
  if (order === undefined) throw new AppError('not_found', 'There is no such order in this store.');
  return keepPrescription(ctx, ctx.db, { place: { ...place, personId: order.person_id }, idempotencyKey, file });
}

interface Kept {
  place: PrescriptionPlace;
  idempotencyKey: string;
  file: Uint8Array<ArrayBuffer>;
}

/**
 * The record first, then the file under the secret of the record that stands: of two who send the same at once, or of a crash
 * between both, the repetition ends with one record and a file that it opens.
 */
async function keepPrescription(
  ctx: Permitted,
  db: Database,
  { place, idempotencyKey, file }: Kept,
): Promise<PrescriptionView> {
  const contentType = sniffType(file);
  if (contentType === undefined) {
    throw new AppError('unsupported_media_type', 'This file is no PDF, JPEG, PNG or WebP, whatever it is called.');
  }
  const owner = [place.storeId, place.orderId ?? '', place.cartId ?? '', place.personId ?? ''];
  const id = await keyedId('prescription', ...owner, describeActor(ctx.actor), idempotencyKey);
  const row = await newRow(ctx, { id, place, contentType, file });
  const audit = auditFact(ctx, {
    action: 'prescriptions.upload',
    subject: id,
    storeId: place.storeId,
    after: { orderId: place.orderId, cartId: place.cartId, contentType, sizeBytes: file.length },
  });
  const [known] = await db.query<PrescriptionRow>(selectPrescriptions(sql`p.id = ${id}::uuid`));
  if (known === undefined) await db.batch(writeFacts([fact(prescriptions, row), audit]));
  const [kept] = await db.query<PrescriptionRow>(selectPrescriptions(sql`p.id = ${id}::uuid`));
  if (kept === undefined) throw new Error('A prescription was written and is not there');
  if (kept.requestHash !== row.requestHash) {
    throw new AppError('idempotency_mismatch', 'This Idempotency-Key came with another file before.');
  }
  if (kept.fileSecret === null) throw new AppError('expired', 'This prescription was erased.');
  const sealed = await sealFile(ctx.personal, { id, secret: kept.fileSecret }, file);
  await ctx.files.put(fileKey(id), sealed, 'application/octet-stream');
  return prescriptionView(kept);
}

async function newRow(
  ctx: Permitted,
  {
    id,
    place,
    contentType,
    file,
  }: { id: string; place: PrescriptionPlace; contentType: string; file: Uint8Array<ArrayBuffer> },
): Promise<PrescriptionRow> {
  const now = ctx.clock.now();
  const at = now.toISOString();
  const [policy] = await ctx.db.query<{ keep_days: number }>(sql`select keep_days from ${prescriptionPolicies}
    where valid_from <= ${at}::timestamptz order by valid_from desc limit 1`);
  if (policy === undefined) throw new Error('Nobody has said how long prescriptions are kept');
  return {
    id,
    ...place,
    status: 'received',
    refusedFor: null,
    contentType,
    sizeBytes: file.length,
    fileSecret: await newFileSecret(ctx.personal),
    requestHash: await fingerprint(id, file),
    uploadedBy: describeActor(ctx.actor),
    uploadedAt: at,
    decidedBy: null,
    decidedAt: null,
    keepUntil: new Date(now.getTime() + policy.keep_days * DAY_MS).toISOString(),
    erasedAt: null,
    fileDeletedAt: null,
  };
}

/** Bound to the record, so that equal files are not seen to be equal. */
async function fingerprint(id: string, file: Uint8Array<ArrayBuffer>): Promise<string> {
  const content = new Uint8Array(id.length + file.length);
  content.set(new TextEncoder().encode(id));
  content.set(file, id.length);
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', content));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
