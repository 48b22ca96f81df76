import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { stockTransfers } from '#db/schema/stock-documents';
import { requirePermission } from '#platform/access/require-permission';
import { withinReach } from '#platform/access/within-reach';
import type { Context } from '#platform/context';
import { parseInput } from '#platform/parse-input';
import { nextPage, placeBefore } from '../posting/pages.ts';
import { readTransfer, summaryOf, transferColumns, transferView } from './read-transfer.ts';
import {
  ListTransfersSchema,
  type TransferListView,
  type TransferSummary,
  type TransferView,
} from './transfer-schemas.ts';

/** Transfers from or to the caller's stores, the newest first. */
export async function listTransfers(
  ctx: Context,
  input: z.input<typeof ListTransfersSchema>,
): Promise<z.infer<typeof TransferListView>> {
  requirePermission(ctx, 'inventory.read');
  const { storeId, status, limit, cursor } = parseInput(ListTransfersSchema, input);
  const reach = [sql`from_store_id`, sql`to_store_id`].map((store) => withinReach(ctx, 'inventory.read', store));
  const conditions = [sql`(${sql.join(reach, sql` or `)})`];
  if (storeId !== undefined) conditions.push(sql`${storeId}::uuid in (from_store_id, to_store_id)`);
  if (status !== undefined) conditions.push(sql`status = ${status}`);
  if (cursor !== undefined) conditions.push(placeBefore(sql`created_at`, sql`id`, cursor));
  const rows = await ctx.db.query<TransferSummary>(sql`select ${transferColumns} from ${stockTransfers}
    where ${sql.join(conditions, sql` and `)} order by created_at desc, id desc limit ${limit + 1}`);
  const { shown, nextCursor } = nextPage(rows, limit, (row) => [row.createdAt, row.id]);
  return { data: shown.map(summaryOf), nextCursor };
}

const GetTransferSchema = z.strictObject({ transferId: z.uuid() });

/** One transfer with its lines and what became of every piece, for either of its stores. */
export async function getTransfer(ctx: Context, input: z.input<typeof GetTransferSchema>): Promise<TransferView> {
  requirePermission(ctx, 'inventory.read');
  const { transferId } = parseInput(GetTransferSchema, input);
  return transferView(await readTransfer(ctx, transferId));
}
