import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { stores } from '#db/schema/inventory';
import { requirePermission } from '#platform/access/require-permission';
import { auditFact } from '#platform/audit';
import type { Context } from '#platform/context';
import { AppError, orThrow } from '#platform/errors';
import { writeFacts } from '#platform/facts';
import { parseInput } from '#platform/parse-input';
import { MAX_SHARDS, type StoreLayout } from '#platform/store-layout';

export const ReshardStoreSchema = z.strictObject({
  storeId: z.uuid(),
  shards: z.int().min(1).max(MAX_SHARDS),
});
export type ReshardStore = z.infer<typeof ReshardStoreSchema>;

/**
 * Spreads a busy store over so many objects while it goes on selling. Answers the layout it is moving to; asking for what is
 * under way or done changes nothing. Fails with `conflict` while it moves to another number.
 */
export async function reshardStore(ctx: Context, input: ReshardStore): Promise<StoreLayout> {
  const { storeId, shards } = parseInput(ReshardStoreSchema, input);
  requirePermission(ctx, 'inventory.repair', { storeId });
  const audit = auditFact(ctx, { action: 'inventory.reshard', subject: storeId, storeId, facts: { shards } });
  const [found = []] = await ctx.db.batch<{ time_zone: string }>([
    sql`select time_zone from ${stores} where id = ${storeId}`,
    ...writeFacts([audit]),
  ]);
  const [store] = found;
  if (store === undefined) throw new AppError('not_found', 'There is no such store.');
  return orThrow(await ctx.objects.stockRoom(storeId).reshard({ storeId, timeZone: store.time_zone }, shards));
}

/** How a store is spread at present, and whether a move is still under way. */
export async function storeLayout(ctx: Context, { storeId }: { storeId: string }): Promise<StoreLayout> {
  requirePermission(ctx, 'inventory.read', { storeId });
  return ctx.objects.stockRoom(storeId).layout();
}
