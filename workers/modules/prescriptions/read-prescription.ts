import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Database } from '#db/client';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { extensionOf } from './file-type.ts';
import { ownPrescription, recordsOfStore, Tokens } from './own-place.ts';
import {
  type PrescriptionRow,
  type PrescriptionView,
  prescriptionView,
  selectPrescriptions,
} from './prescription-view.ts';
import { fileKey, openFile } from './sealed-file.ts';

export const PrescriptionId = z.strictObject({ prescriptionId: z.uuid('Must be an id as this API gives them') });
const OwnPrescription = PrescriptionId.extend(Tokens.shape);

export interface PrescriptionFile {
  bytes: Uint8Array<ArrayBuffer>;
  contentType: string;
  fileName: string;
}

/** Where one's own prescription stands. */
export async function getPrescription(ctx: Context, input: z.input<typeof OwnPrescription>): Promise<PrescriptionView> {
  requirePermission(ctx, 'orders.change.own');
  const { prescriptionId, ...tokens } = parseInput(OwnPrescription, input);
  return prescriptionView(await ownPrescription(ctx, prescriptionId, tokens));
}

/** One's own file, as it was sent. That it was read stands in the audit before it is given out. */
export async function readOwnFile(ctx: Context, input: z.input<typeof OwnPrescription>): Promise<PrescriptionFile> {
  requirePermission(ctx, 'orders.change.own');
  const { prescriptionId, ...tokens } = parseInput(OwnPrescription, input);
  const row = await ownPrescription(ctx, prescriptionId, tokens);
  return readFile(ctx, recordsOfStore(ctx, row.storeId), row);
}

/** A prescription of a store for its staff. Throws `not_found` where the records do not show it. */
export async function prescriptionOfStore(ctx: Permitted, prescriptionId: string): Promise<PrescriptionRow> {
  const [row] = await ctx.db.query<PrescriptionRow>(selectPrescriptions(sql`p.id = ${prescriptionId}::uuid`));
  if (row === undefined) throw new AppError('not_found', 'There is no such prescription.');
  requirePermission(ctx, 'prescriptions.read', { storeId: row.storeId });
  return row;
}

/** The file of a prescription for staff of its store. Who read it and when stands in the audit. */
export async function readFileForStaff(ctx: Context, input: z.input<typeof PrescriptionId>): Promise<PrescriptionFile> {
  requirePermission(ctx, 'prescriptions.read');
  const row = await prescriptionOfStore(ctx, parseInput(PrescriptionId, input).prescriptionId);
  return readFile(ctx, ctx.db, row);
}

async function readFile(ctx: Permitted, db: Database, row: PrescriptionRow): Promise<PrescriptionFile> {
  const { id, storeId, contentType, fileSecret } = row;
  if (fileSecret === null) throw new AppError('expired', 'This prescription was erased.');
  await db.batch(writeFacts([auditFact(ctx, { action: 'prescriptions.read', subject: id, storeId })]));
  const file = await ctx.files.get(fileKey(id));
  if (file === undefined) {
    throw new AppError('conflict', 'The upload of this prescription was cut off. Send it again with the same key.');
  }
  const sealed = new Uint8Array(await new Response(file.body).arrayBuffer());
  const bytes = await openFile(ctx.personal, { id, secret: fileSecret }, sealed);
  return { bytes, contentType, fileName: `prescription-${id.slice(-12)}.${extensionOf(contentType)}` };
}
