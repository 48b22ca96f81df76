import { sql } from 'drizzle-orm';
import { recallStores } from '#db/schema/stock-batches';
import type { Permitted } from '#platform/context';
import { AppError } from '#platform/errors';
import { exactlyOne } from '#platform/exactly-one';
import { fact, writeFacts } from '#platform/facts';
import { keyedId, requestHash } from '#platform/keyed-id';
import type { BatchStanding, StoreFacts } from '#platform/objects';
import { post } from '../posting/post.ts';
import { standingsOf } from '../posting/standings.ts';
import type { RecallRecord } from './read-recall.ts';
import type { RecallPiece } from './recall-rules.ts';

type StoreRow = typeof recallStores.$inferSelect;

/** How many pieces a look at a shelf moves: into quarantine, or, negative, back on the shelf. */
type Wanted = (standing: BatchStanding, quarantined: number) => number;

/** What is free of a blocked batch goes into quarantine; what is held cannot be sold and follows when it is let go. */
export const intoQuarantine: Wanted = ({ quantities, held }) => Math.max(0, quantities.sellable - held);

/** What this recall has set aside goes back, as far as it is still there. */
export const backOnShelf: Wanted = ({ quantities }, quarantined) => -Math.min(quantities.quarantined, quarantined);

/**
 * Looks at one store's shelves and moves what is to be moved. Each move has the number of its round in its id, so that two who
 * look at once move the pieces once.
 */
export async function moveRecalled(
  ctx: Permitted,
  recall: RecallRecord,
  store: StoreFacts,
  wanted: Wanted,
  batchIds: readonly string[] = recall.batchIds,
): Promise<void> {
  const standings = await standingsOf(ctx, store.storeId, batchIds);
  if (standings.length === 0) return;
  const rows = await noteStandings(ctx, recall.id, store.storeId, standings);
  for (const standing of standings) {
    const row = rows.get(standing.batchId);
    if (row === undefined) continue;
    const quantity = wanted(standing, row.quarantined);
    if (quantity === 0) continue;
    try {
      await move(ctx, recall.id, store, { standing, quantity, round: row.round + 1 });
    } catch (error) {
      if (!isOvertaken(error)) throw error;
    }
  }
}

/** Somebody else has looked at the same moment and moved the pieces: the next look finds what is left. */
const isOvertaken = (error: unknown): boolean =>
  error instanceof AppError && (error.code === 'out_of_stock' || error.code === 'conflict');

async function noteStandings(
  ctx: Permitted,
  recallId: string,
  storeId: string,
  standings: readonly BatchStanding[],
): Promise<Map<string, StoreRow>> {
  const checkedAt = ctx.clock.now().toISOString();
  const rows = standings.map(({ batchId, held, quantities }) => {
    const looked = { recallId, storeId, batchId, held, inTransit: quantities.in_transit, checkedAt };
    return { ...looked, round: 0, quarantined: 0 };
  });
  const json = JSON.stringify(rows.map((row) => fact(recallStores, row).row));
  const answers = await ctx.db.batch<StoreRow>([
    ...writeFacts(rows.map((row) => fact(recallStores, row))),
    sql`update ${recallStores} as kept set held = said.held, in_transit = said.in_transit, checked_at = said.checked_at
      from jsonb_populate_recordset(null::${recallStores}, ${json}::jsonb) as said
      where kept.recall_id = said.recall_id and kept.store_id = said.store_id and kept.batch_id = said.batch_id
      returning kept.batch_id as "batchId", kept.round, kept.quarantined`,
  ]);
  return new Map((answers.at(-1) ?? []).map((row) => [row.batchId, row]));
}

async function move(
  ctx: Permitted,
  recallId: string,
  store: StoreFacts,
  { standing, quantity, round }: { standing: BatchStanding; quantity: number; round: number },
): Promise<void> {
  const { batchId, variantId, batchNumber, expiresOn, mrpPaise } = standing;
  const batch = { batchId, variantId, batchNumber, expiresOn, mrpPaise };
  const { storeId } = store;
  const id = await keyedId('recall-move', recallId, storeId, batchId, String(round));
  const isRecall = quantity > 0;
  await post(ctx, {
    posting: {
      id,
      storeId,
      documentKind: 'recall',
      documentId: recallId,
      deed: isRecall ? 'quarantine' : 'release',
      fingerprint: await requestHash([recallId, storeId, batchId, round]),
      facts: { storeId, batchId, quarantined: quantity } satisfies RecallPiece,
      calls: [
        {
          store,
          document: {
            key: `${id}:${isRecall ? 'quarantine' : 'release'}`,
            kind: isRecall ? 'recall' : 'release',
            reference: recallId,
            changes: [
              { ...batch, state: 'sellable', quantity: -quantity },
              { ...batch, state: 'quarantined', quantity },
            ],
          },
        },
      ],
    },
    statements: [
      exactlyOne(sql`update ${recallStores} set round = ${round}::int, quarantined = quarantined + ${quantity}::int
        where recall_id = ${recallId} and store_id = ${storeId} and batch_id = ${batchId} and round = ${round - 1}::int`),
    ],
    facts: [],
    conflict: 'Somebody else is looking at this store.',
  });
}
