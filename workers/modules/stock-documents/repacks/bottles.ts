import { type SQL, sql } from 'drizzle-orm';
import type * as z from 'zod';
import { variants } from '#db/schema/catalog';
import { openBottles } from '#db/schema/stock-batches';
import { describeActor } from '#platform/access/actor';
import { requirePermission } from '#platform/access/require-permission';
import { withinReach } from '#platform/access/within-reach';
import { dayIn } from '#platform/clock';
import type { Context, Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { fact } from '#platform/facts';
import { keyedId, requestHash } from '#platform/keyed-id';
import { invalidInput, parseInput } from '#platform/parse-input';
import { instant, instantOrNull } from '../posting/instants.ts';
import { nextPage, placeBefore } from '../posting/pages.ts';
import { batchRecords } from '../posting/standings.ts';
import { storeFacts } from '../posting/stores.ts';
import { requireNotRecalled } from '../recalls/require-not-recalled.ts';
import { knownRepack, postRepack } from './post-repack.ts';
import { type BottleListView, type BottleView, ListBottlesSchema, OpenBottleSchema } from './repack-schemas.ts';

const selectBottles = (condition: SQL): SQL => sql`select id, store_id as "storeId", batch_id as "batchId",
    variant_id as "variantId", status, unit, content_amount as "contentAmount", remaining_amount as "remainingAmount",
    discard_on as "discardOn", opened_by as "openedBy", opened_at as "openedAt", closed_at as "closedAt",
    closed_for as "closedFor"
  from ${openBottles} where ${condition}`;

const bottleView = (row: BottleView): BottleView => ({
  ...row,
  openedAt: instant(row.openedAt),
  closedAt: instantOrNull(row.closedAt),
});

export async function readBottle({ db }: Pick<Permitted, 'db'>, bottleId: string): Promise<BottleView> {
  const [found] = await db.query<BottleView>(selectBottles(sql`id = ${bottleId}`));
  if (found === undefined) throw new AppError('not_found', 'There is no such open bottle.');
  return bottleView(found);
}

/** Takes one pack off the shelf to pour from it, until a day that is not later than its expiry. */
export async function openBottle(ctx: Context, input: z.input<typeof OpenBottleSchema>): Promise<BottleView> {
  const wanted = parseInput(OpenBottleSchema, input);
  const { storeId, batchId, discardOn, key } = wanted;
  requirePermission(ctx, 'inventory.repack', { storeId });
  const id = await keyedId('bottle', storeId, key);
  const fingerprint = await requestHash(wanted);
  if ((await knownRepack(ctx, id, fingerprint)) !== undefined) return readBottle(ctx, id);

  const store = await storeFacts(ctx, storeId);
  const day = dayIn(store.timeZone, ctx.clock.now());
  const batch = (await batchRecords(ctx, [batchId])).get(batchId);
  if (batch === undefined) throw invalidInput([{ path: 'batchId', message: 'There is no such batch' }]);
  if (discardOn < day || (batch.expiresOn !== null && discardOn > batch.expiresOn)) {
    throw invalidInput([{ path: 'discardOn', message: 'Lies before today or after the expiry of the batch' }]);
  }
  await requireNotRecalled(ctx, [batch]);
  const [pack] = await ctx.db.query<{ content: number; unit: string }>(
    sql`select pack_quantity as content, pack_unit as unit from ${variants} where id = ${batch.variantId}`,
  );
  if (pack === undefined) throw invalidInput([{ path: 'batchId', message: 'Its variant is not in the catalogue' }]);
  const { content, unit } = pack;
  const bottle = fact(openBottles, {
    id,
    storeId,
    batchId,
    variantId: batch.variantId,
    status: 'opening',
    unit,
    contentAmount: content,
    remainingAmount: content,
    discardOn,
    openedBy: describeActor(ctx.actor),
    openedAt: ctx.clock.now().toISOString(),
    closedAt: null,
    closedFor: null,
  });
  await postRepack(ctx, {
    id,
    fingerprint,
    store,
    kind: 'open_bottle',
    consumed: [{ ...batch, quantity: 1 }],
    made: [],
    lossAmount: 0,
    lossUnit: unit,
    roundingPaise: batch.costPaise,
    note: null,
    facts: {},
    records: [bottle],
    statements: [],
  });
  return readBottle(ctx, id);
}

/** Bottles that stand open in the caller's stores, or stood, the newest first. */
export async function listBottles(
  ctx: Context,
  input: z.input<typeof ListBottlesSchema>,
): Promise<z.infer<typeof BottleListView>> {
  requirePermission(ctx, 'inventory.read');
  const { storeId, status, limit, cursor } = parseInput(ListBottlesSchema, input);
  const conditions = [withinReach(ctx, 'inventory.read', sql`store_id`)];
  if (storeId !== undefined) conditions.push(sql`store_id = ${storeId}`);
  if (status !== undefined) conditions.push(sql`status = ${status}`);
  if (cursor !== undefined) conditions.push(placeBefore(sql`opened_at`, sql`id`, cursor));
  const rows = await ctx.db.query<BottleView>(
    sql`${selectBottles(sql.join(conditions, sql` and `))} order by opened_at desc, id desc limit ${limit + 1}`,
  );
  const { shown, nextCursor } = nextPage(rows, limit, (row) => [row.openedAt, row.id]);
  return { data: shown.map(bottleView), nextCursor };
}
