import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { batches, stockMovements } from '#db/schema/inventory';
import { batchLineage } from '#db/schema/stock-batches';
import { requirePermission } from '#platform/access/require-permission';
import { withinReach } from '#platform/access/within-reach';
import type { Context } from '#platform/context';
import { AppError } from '#platform/errors';
import { CursorParameter, decodeCursor, LimitParameter } from '#platform/http/cursor';
import { parseInput } from '#platform/parse-input';
import { instant } from '../posting/instants.ts';
import { nextPage } from '../posting/pages.ts';
import { descendantsOf } from '../recalls/advance-recall.ts';
import { buyersOf } from '../recalls/batch-buyers.ts';
import type { BatchBuyerListView } from '../recalls/recall-schemas.ts';

export const BatchSchema = z.strictObject({ batchId: z.uuid() });
export const BatchPageSchema = z.strictObject({ batchId: z.uuid(), limit: LimitParameter, cursor: CursorParameter });

const Relative = z.object({
  batchId: z.uuid(),
  variantId: z.uuid(),
  batchNumber: z.string(),
  expiresOn: z.iso.date().nullable(),
  fromBatchId: z.uuid().meta({ description: 'The batch next to it on the way' }),
  repackId: z.uuid(),
  kind: z.string(),
  steps: z.int(),
  parentQuantity: z.int(),
  childQuantity: z.int(),
});
export const BatchTrace = z
  .object({
    id: z.uuid(),
    variantId: z.uuid(),
    batchNumber: z.string(),
    expiresOn: z.iso.date().nullable(),
    ancestors: z.array(Relative).meta({ description: 'What it was made of' }),
    descendants: z.array(Relative).meta({ description: 'What was made of it' }),
  })
  .meta({ id: 'BatchTrace' });

/** Deeper than anything is repacked; ends the search should records ever form a ring. */
const MAX_STEPS = 20;
/** Kits of one batch of tincture, for years; more are found from each of these in turn. */
const MAX_RELATIVES = 1_000;

/** Where a batch comes from and what became of it, as a tree that is told step by step. */
export async function traceBatch(
  ctx: Context,
  input: z.input<typeof BatchSchema>,
): Promise<z.infer<typeof BatchTrace>> {
  requirePermission(ctx, 'inventory.read');
  const { batchId } = parseInput(BatchSchema, input);
  type BatchRow = Omit<z.infer<typeof BatchTrace>, 'ancestors' | 'descendants'>;
  const [[batch] = [], ancestors = [], descendants = []] = await ctx.db.batch<BatchRow & z.infer<typeof Relative>>([
    sql`select id, variant_id as "variantId", number as "batchNumber", expires_on as "expiresOn"
      from ${batches} where id = ${batchId}`,
    relatives(batchId, sql.raw('parent_batch_id'), sql.raw('child_batch_id')),
    relatives(batchId, sql.raw('child_batch_id'), sql.raw('parent_batch_id')),
  ]);
  if (batch === undefined) throw new AppError('not_found', 'There is no such batch.');
  return { ...batch, ancestors, descendants };
}

const relatives = (batchId: string, towards: ReturnType<typeof sql.raw>, from: ReturnType<typeof sql.raw>) =>
  sql`with recursive way as (
      select l.*, l.${towards} as found, 1 as steps from ${batchLineage} l where l.${from} = ${batchId}
      union all
      select l.*, l.${towards}, way.steps + 1 from ${batchLineage} l join way on l.${from} = way.found
      where way.steps < ${MAX_STEPS}::int)
    select distinct on (way.steps, way.found, way.repack_id) b.id as "batchId", b.variant_id as "variantId",
      b.number as "batchNumber", b.expires_on as "expiresOn", way.${from} as "fromBatchId", way.repack_id as "repackId",
      coalesce(r.kind, 'decant') as kind, way.steps, way.parent_quantity as "parentQuantity",
      way.child_quantity as "childQuantity"
    from way join ${batches} b on b.id = way.found left join stock_repacks r on r.id = way.repack_id
    order by way.steps, way.found, way.repack_id limit ${MAX_RELATIVES}`;

const Movement = z.object({
  storeId: z.uuid(),
  at: z.iso.datetime(),
  kind: z.string(),
  state: z.string(),
  quantity: z.int(),
  reference: z.string(),
  document: z
    .enum(['order', 'receipt', 'transfer', 'count', 'adjustment', 'repack', 'recall'])
    .nullable()
    .meta({ description: 'What the reference is, where it is a record' }),
  label: z.string().nullable().meta({ description: 'The number of the order; the supplier of the receipt' }),
});
export const BatchMovementListView = z
  .object({ data: z.array(Movement), nextCursor: z.string().nullable() })
  .meta({ id: 'BatchMovementList' });

const MovementPlace = z.tuple([
  z.string().regex(/^[\d :.+TZ-]{10,40}$/),
  z.uuid(),
  z.int().nonnegative(),
  z.int().nonnegative(),
]);
interface MovementRow extends z.infer<typeof Movement> {
  shard: number;
  sequence: number;
}

/** Every movement of a batch from its receipt on, the oldest first, each with the document that caused it. */
export async function listBatchMovements(
  ctx: Context,
  input: z.input<typeof BatchPageSchema>,
): Promise<z.infer<typeof BatchMovementListView>> {
  requirePermission(ctx, 'inventory.read');
  const { batchId, limit, cursor } = parseInput(BatchPageSchema, input);
  const conditions = [sql`m.batch_id = ${batchId}`, withinReach(ctx, 'inventory.read', sql`m.store_id`)];
  if (cursor !== undefined) {
    const [at, storeId, shard, sequence] = decodeCursor(cursor, MovementPlace);
    conditions.push(
      sql`(m.occurred_at, m.store_id, m.shard, m.sequence) > (${at}::timestamptz, ${storeId}::uuid, ${shard}::int, ${sequence}::int)`,
    );
  }
  const rows = await ctx.db.query<MovementRow>(sql`with page as (select * from ${stockMovements} m
      where ${sql.join(conditions, sql` and `)}
      order by m.occurred_at, m.store_id, m.shard, m.sequence limit ${limit + 1})
    select m.store_id as "storeId", m.occurred_at as at, m.kind, m.state, m.quantity, m.reference, m.shard, m.sequence,
      case when o.id is not null then 'order' when g.id is not null then 'receipt' when t.id is not null then 'transfer'
        when c.id is not null then 'count' when a.id is not null then 'adjustment' when r.id is not null then 'repack'
        when recall.id is not null then 'recall' end as document,
      coalesce(o.number, s.name) as label
    from page m left join orders o on o.id = app_uuid(m.reference)
      left join goods_receipts g on g.id = app_uuid(m.reference) left join suppliers s on s.id = g.supplier_id
      left join stock_transfers t on t.id = app_uuid(m.reference) left join stock_counts c on c.id = app_uuid(m.reference)
      left join stock_adjustments a on a.id = app_uuid(m.reference)
      left join stock_repacks r on r.id = app_uuid(m.reference) left join recalls recall on recall.id = app_uuid(m.reference)
    order by m.occurred_at, m.store_id, m.shard, m.sequence`);
  const { shown, nextCursor } = nextPage(rows, limit, (row) => [row.at, row.storeId, row.shard, row.sequence]);
  return {
    data: shown.map(({ shard: _ofTheStore, sequence: _itsOwn, ...row }) => ({ ...row, at: instant(row.at) })),
    nextCursor,
  };
}

/** Everybody in the caller's stores who has bought of a batch or of what was made of it, the newest first. */
export async function listBatchBuyers(
  ctx: Context,
  input: z.input<typeof BatchPageSchema>,
): Promise<z.infer<typeof BatchBuyerListView>> {
  requirePermission(ctx, 'orders.read');
  const { batchId, limit, cursor } = parseInput(BatchPageSchema, input);
  const batchIds = await descendantsOf(ctx, batchId);
  return buyersOf(ctx, batchIds, { limit, cursor, condition: withinReach(ctx, 'orders.read', sql`o.store_id`) });
}
