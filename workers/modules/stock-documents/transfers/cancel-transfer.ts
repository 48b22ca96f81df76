import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { stockTransfers } from '#db/schema/stock-documents';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { exactlyOne, wasRefused } from '#platform/exactly-one';
import { writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { readTransfer, transferView } from './read-transfer.ts';
import type { TransferView } from './transfer-schemas.ts';

const CancelTransferSchema = z.strictObject({ transferId: z.uuid() });

/** Drops a draft. Throws `illegal_transition` for one that is under way: that is compensated. */
export async function cancelTransfer(ctx: Context, input: z.input<typeof CancelTransferSchema>): Promise<TransferView> {
  requirePermission(ctx, 'inventory.transfer');
  const { transferId } = parseInput(CancelTransferSchema, input);
  const transfer = await readTransfer(ctx, transferId);
  requirePermission(ctx, 'inventory.transfer', { storeId: transfer.fromStoreId });
  if (transfer.status === 'cancelled') return transferView(transfer);
  const at = ctx.clock.now().toISOString();
  try {
    await ctx.db.batch([
      exactlyOne(sql`update ${stockTransfers} set status = 'cancelled', closed_at = ${at}
        where id = ${transferId} and status = 'draft'`),
      ...writeFacts([
        auditFact(ctx, { action: 'inventory.transfer.cancel', subject: transferId, storeId: transfer.fromStoreId }),
      ]),
    ]);
  } catch (error) {
    if (!wasRefused(error)) throw error;
    throw new AppError('illegal_transition', `A transfer that is ${transfer.status} cannot be cancelled.`);
  }
  return transferView(await readTransfer(ctx, transferId));
}
