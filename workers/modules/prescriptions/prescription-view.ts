import { type SQL, sql } from 'drizzle-orm';
import * as z from 'zod';
import { prescriptionStatuses, prescriptions, refusalReasons } from '#db/schema/prescriptions';

const Id = z.uuid('Must be an id as this API gives them');
const Instant = z.iso.datetime();

export const PrescriptionView = z
  .strictObject({
    id: Id,
    storeId: Id,
    orderId: Id.nullable(),
    cartId: Id.nullable(),
    status: z.enum(prescriptionStatuses),
    refusedFor: z.enum(refusalReasons).nullable(),
    contentType: z.string().meta({ description: 'As its bytes say' }),
    sizeBytes: z.int(),
    uploadedAt: Instant,
    decidedAt: Instant.nullable(),
    keepUntil: Instant.meta({ description: 'When it is erased by itself' }),
    erasedAt: Instant.nullable(),
  })
  .meta({ id: 'Prescription' });
export type PrescriptionView = z.infer<typeof PrescriptionView>;

export type PrescriptionRow = typeof prescriptions.$inferSelect;

export const selectPrescriptions = (condition: SQL): SQL => sql`select p.id, p.store_id as "storeId",
    p.person_id as "personId", p.order_id as "orderId", p.cart_id as "cartId", p.status, p.refused_for as "refusedFor",
    p.content_type as "contentType", p.size_bytes as "sizeBytes", p.file_secret as "fileSecret",
    p.request_hash as "requestHash", p.uploaded_by as "uploadedBy", p.uploaded_at as "uploadedAt",
    p.decided_by as "decidedBy", p.decided_at as "decidedAt", p.keep_until as "keepUntil", p.erased_at as "erasedAt",
    p.file_deleted_at as "fileDeletedAt"
  from ${prescriptions} p where ${condition}`;

const instant = (text: string): string => new Date(text).toISOString();

export const prescriptionView = (row: PrescriptionRow): PrescriptionView => ({
  id: row.id,
  storeId: row.storeId,
  orderId: row.orderId,
  cartId: row.cartId,
  status: row.status,
  refusedFor: row.refusedFor,
  contentType: row.contentType,
  sizeBytes: row.sizeBytes,
  uploadedAt: instant(row.uploadedAt),
  decidedAt: row.decidedAt === null ? null : instant(row.decidedAt),
  keepUntil: instant(row.keepUntil),
  erasedAt: row.erasedAt === null ? null : instant(row.erasedAt),
});
